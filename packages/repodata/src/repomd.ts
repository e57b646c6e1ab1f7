import { RepoError } from "./error.js";
import { REPO } from "./namespaces.js";
import { readXmlStream, type XmlElement } from "./xml-stream.js";

/** A file of the repository data, as repomd.xml announces it. */
export interface RepoFile {
  /** `primary`, `filelists`, ... */
  readonly type: string;
  /** Path below the repository. */
  readonly href: string;
  /** Digest of the file as stored: algorithm as createrepo calls it, value in hex. */
  readonly checksum:
    { readonly algorithm: string; readonly hex: string } | undefined;
  /** Bytes after unpacking; undefined when repomd.xml does not say. */
  readonly openSizeBytes: number | undefined;
}

/** Files that one repomd.xml may name. */
const MAX_FILES = 100;

/**
 * Reads repomd.xml: which files the repository data consist of.
 *
 * @throws RepoError REPO_XML_MALFORMED, REPO_XML_LIMIT, REPO_STRUCTURE, REPO_PATH_UNSAFE
 */
export async function readRepomd(
  source: AsyncIterable<Uint8Array>,
): Promise<RepoFile[]> {
  const reading = new RepomdReading();
  await readXmlStream(source, "repomd.xml", reading);
  return reading.files;
}

/** One at a time, from its start tag to its end tag. */
interface Draft {
  type: string;
  href?: string;
  algorithm?: string;
  hex?: string;
  openSize?: string;
}

class RepomdReading {
  readonly files: RepoFile[] = [];
  #draft: Draft | undefined;
  #text = "";

  open(element: XmlElement, depth: number): void {
    this.#text = "";
    const { name, namespace } = element;
    if (depth === 1) {
      if (name !== "repomd" || namespace !== REPO)
        throw fault(`expected the element repomd, got ${name}`);
    } else if (depth === 2 && name === "data") {
      this.#draft = { type: element.attribute("type") ?? "" };
    } else if (depth === 3 && this.#draft !== undefined) {
      if (name === "location")
        this.#draft.href = element.attribute("href") ?? "";
      if (name === "checksum")
        this.#draft.algorithm = element.attribute("type") ?? "";
    }
  }

  text(text: string): void {
    this.#text += text;
  }

  close(name: string, depth: number): void {
    const text = this.#text.trim();
    this.#text = "";
    if (this.#draft === undefined) return;
    if (depth === 3 && name === "checksum") this.#draft.hex = text;
    if (depth === 3 && name === "open-size") this.#draft.openSize = text;
    if (depth !== 2) return;
    this.files.push(fileOf(this.#draft));
    this.#draft = undefined;
    if (this.files.length > MAX_FILES)
      throw new RepoError(
        "REPO_XML_LIMIT",
        `repomd.xml names more than ${MAX_FILES} files`,
        { location: { file: "repomd.xml" } },
      );
  }
}

function fileOf({ type, href, algorithm, hex, openSize }: Draft): RepoFile {
  if (href === undefined) throw fault(`the file ${type} has no location`);
  if (!isInside(href))
    throw new RepoError(
      "REPO_PATH_UNSAFE",
      `repomd.xml: the location ${JSON.stringify(href)} is not below the repository`,
      { location: { file: "repomd.xml" } },
    );
  if (openSize !== undefined && !/^[0-9]{1,15}$/.test(openSize))
    throw fault(`the unpacked size of ${type} is not a number`);
  return {
    type,
    href,
    checksum:
      algorithm === undefined || hex === undefined
        ? undefined
        : { algorithm, hex: hex.toLowerCase() },
    openSizeBytes: openSize === undefined ? undefined : Number(openSize),
  };
}

/** True for a relative path that never goes up. */
export function isInside(href: string): boolean {
  return (
    href !== "" &&
    !href.startsWith("/") &&
    !href.includes("\\") &&
    !href.includes("\0") &&
    !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(href) &&
    !href.split("/").includes("..")
  );
}

function fault(message: string): RepoError {
  return new RepoError("REPO_STRUCTURE", `repomd.xml: ${message}`, {
    location: { file: "repomd.xml" },
  });
}

import type { Dependency } from "@stx-patch/rpm-parser";
import { dependencyFlags } from "./dependency-flags.js";
import { RepoError } from "./error.js";
import type { RepoLimits } from "./limits.js";
import { COMMON, RPM } from "./namespaces.js";
import { isPrimaryFile, type RepoPackage } from "./repo-package.js";
import { isInside } from "./repomd.js";
import { readXmlStream, type XmlElement } from "./xml-stream.js";

/** Longest name, version or path that is kept. */
const MAX_TEXT_CHARACTERS = 4096;

/**
 * Reads primary.xml, the list of packages. Source packages are left out, and so is what says nothing about fitting together.
 *
 * @param limits - `maxPackages` and `maxEntries`
 * @throws RepoError REPO_XML_MALFORMED, REPO_XML_LIMIT, REPO_STRUCTURE; errors of the source pass through
 */
export async function readPrimary(
  source: AsyncIterable<Uint8Array>,
  limits: Pick<RepoLimits, "maxPackages" | "maxEntries">,
): Promise<RepoPackage[]> {
  const reading = new PrimaryReading(limits);
  await readXmlStream(source, NAME, reading);
  return reading.packages;
}

const NAME = "primary.xml";

/** A package between its start tag and its end tag. */
interface Draft {
  name?: string;
  epoch?: string;
  version?: string;
  release?: string;
  arch?: string;
  location?: string | undefined;
  readonly provides: Dependency[];
  readonly requires: Dependency[];
  readonly files: string[];
}

class PrimaryReading {
  readonly packages: RepoPackage[] = [];
  readonly #limits: Pick<RepoLimits, "maxPackages" | "maxEntries">;
  #draft: Draft | undefined;
  /** The list that entries go to. */
  #list: Dependency[] | undefined;
  #text = "";
  #keepsText = false;
  #entries = 0;

  constructor(limits: Pick<RepoLimits, "maxPackages" | "maxEntries">) {
    this.#limits = limits;
  }

  open(element: XmlElement, depth: number): void {
    const { name, namespace } = element;
    this.#text = "";
    this.#keepsText = TEXTS.has(name);
    if (depth === 1 && (name !== "metadata" || namespace !== COMMON))
      throw fault(`expected the element metadata, got ${name}`);
    if (depth === 2 && name === "package") {
      this.#draft = { provides: [], requires: [], files: [] };
    } else if (this.#draft !== undefined) {
      this.#inside(element, this.#draft, depth);
    }
  }

  text(text: string): void {
    if (!this.#keepsText) return;
    this.#text += text;
    if (this.#text.length > MAX_TEXT_CHARACTERS)
      throw fault(
        `a name or path has more than ${MAX_TEXT_CHARACTERS} characters`,
      );
  }

  close(name: string, depth: number): void {
    const draft = this.#draft;
    const text = this.#text;
    this.#text = "";
    this.#keepsText = false;
    if (draft === undefined) return;
    if (depth === 2) this.#finish(draft);
    else if (depth === 3 && name === "name") draft.name = text;
    else if (depth === 3 && name === "arch") draft.arch = text;
    else if (depth === 4 && name === "file") this.#keepFile(draft, text);
    else if (depth === 4) this.#list = undefined;
  }

  #inside(element: XmlElement, draft: Draft, depth: number): void {
    const { name, namespace } = element;
    if (depth === 3 && name === "version") {
      draft.epoch = element.attribute("epoch") ?? "0";
      draft.version = element.attribute("ver") ?? "";
      draft.release = element.attribute("rel") ?? "";
    } else if (depth === 3 && name === "location") {
      const href = element.attribute("href") ?? "";
      // A base somewhere else: the file is not at hand.
      const isHere = element.attribute("xml:base") === undefined;
      draft.location = isHere && isInside(href) ? href : undefined;
    } else if (namespace === RPM && depth === 4) {
      if (name === "provides") this.#list = draft.provides;
      if (name === "requires") this.#list = draft.requires;
    } else if (namespace === RPM && depth === 5 && name === "entry") {
      if (this.#list === undefined) return;
      this.#list.push(dependencyOf(element));
      this.#count();
    }
  }

  /** A repository may list others than it has to; without them every repository means the same. */
  #keepFile(draft: Draft, path: string): void {
    if (!isPrimaryFile(path)) return;
    draft.files.push(path);
    this.#count();
  }

  /** Called for everything that is kept. */
  #count(): void {
    this.#entries += 1;
    if (this.#entries > this.#limits.maxEntries)
      throw tooMany(this.#limits.maxEntries, "dependencies and files");
  }

  #finish(draft: Draft): void {
    this.#draft = undefined;
    const { name, epoch, version, release, arch } = draft;
    if (!name || !version || !release || !arch || epoch === undefined)
      throw fault(
        `package ${this.packages.length + 1} has no name, version, release or arch`,
      );
    if (!/^[0-9]{1,10}$/.test(epoch))
      throw fault(
        `package ${this.packages.length + 1}: the epoch is no number`,
      );
    if (arch === "src" || arch === "nosrc") return;
    this.packages.push({ ...draft, name, epoch, version, release, arch });
    if (this.packages.length > this.#limits.maxPackages)
      throw tooMany(this.#limits.maxPackages, "packages");
  }
}

/** Elements whose text counts. */
const TEXTS = new Set(["name", "arch", "file"]);

function dependencyOf(element: XmlElement): Dependency {
  const name = element.attribute("name");
  if (!name) throw fault("a dependency has no name");
  const comparison = element.attribute("flags");
  if (comparison === undefined) return { name, flags: 0, version: "" };
  const flags = dependencyFlags(comparison);
  if (flags === undefined)
    throw fault(`a dependency compares by ${JSON.stringify(comparison)}`);
  const epoch = element.attribute("epoch") ?? "0";
  const version = element.attribute("ver") ?? "";
  const release = element.attribute("rel");
  const evr = release === undefined ? version : `${version}-${release}`;
  return { name, flags, version: epoch === "0" ? evr : `${epoch}:${evr}` };
}

function fault(message: string): RepoError {
  return new RepoError("REPO_STRUCTURE", `${NAME}: ${message}`, {
    location: { file: NAME },
  });
}

function tooMany(limit: number, what: string): RepoError {
  return new RepoError(
    "REPO_XML_LIMIT",
    `${NAME}: more than ${limit} ${what}`,
    {
      location: { file: NAME },
    },
  );
}

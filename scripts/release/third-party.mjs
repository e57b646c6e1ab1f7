import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A library whose code became part of a bundle. */
/** @typedef {{ name: string, version: string, license: string, author: string | undefined, text: string }} ThirdParty */

const LICENCE_FILE = /^(?:licen[cs]e|copying)(?:[.-].*)?$/i;
const NOTICE_FILE = /^notice(?:\..*)?$/i;

/**
 * The libraries that a bundle was made of, by name; ours are not among them.
 *
 * @param {{ outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> }} metafile - of esbuild
 * @param {string} root - what its paths are relative to
 * @returns {ThirdParty[]}
 */
export function thirdPartyOf({ outputs }, root) {
  const folders = Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => packageFolderOf(path) ?? []);
  return [...new Set(folders)]
    .map((folder) => readThirdParty(join(root, folder)))
    .toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

/** What their licences ask to be passed on with their code. */
export function noticesText(libraries) {
  const head =
    "Third-party software in this program, each part under the licence of its authors:\n";
  return [
    head,
    ...libraries.map(
      (library) =>
        `${"-".repeat(72)}\n${idOf(library)} (${library.license})\n\n${library.text.trim()}\n`,
    ),
  ].join("\n");
}

function idOf({ name, version }) {
  return `${name} ${version}`;
}

/** `a/node_modules/@scope/name` of a module in it. */
function packageFolderOf(path) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

function readThirdParty(folder) {
  const { name, version, license, author } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const files = readdirSync(folder);
  const texts = [LICENCE_FILE, NOTICE_FILE].flatMap((pattern) =>
    files.filter((file) => pattern.test(file)).toSorted(),
  );
  const text = texts
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  const holder = typeof author === "object" ? author.name : author;
  return {
    name,
    version,
    author: holder,
    ...chosen({
      license,
      text: text === "" ? usualText(name, license, holder) : text,
    }),
  };
}

/** Of a library that may be had under the GPL or another licence, it is the other one that we take, and whose text we pass on. */
function chosen({ license, text }) {
  const other = /^\((.+) OR GPL-[^ ]+\)$/.exec(license)?.[1];
  if (other === undefined) return { license, text };
  const [first] = text.split(/^\s*GNU GENERAL PUBLIC LICENSE/m);
  return { license: other, text: first.replace(/\n-+\s*$/, "") };
}

/** Some name their licence and forget its text. @throws Error for a licence whose text is not at hand */
function usualText(name, license, holder) {
  const file = new URL(`licences/${license}.txt`, import.meta.url);
  if (holder === undefined || !existsSync(file))
    throw new Error(`${name}: no licence text, and none for ${license}`);
  return readFileSync(file, "utf8").replace("{holder}", holder);
}

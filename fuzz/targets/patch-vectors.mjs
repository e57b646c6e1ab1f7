// Small archives out of the patches that the original tools made.
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const PATCHES = new URL(
  "../../packages/testkit/vectors/patch/",
  import.meta.url,
);

/** All patches that are not longer than `maxBytes`. */
export function patches(maxBytes) {
  return filesNamed((name) => name.endsWith(".patch")).filter(
    ({ length }) => length <= maxBytes,
  );
}

function filesNamed(fits) {
  return readdirSync(PATCHES, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && fits(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .toSorted()
    .map((path) => new Uint8Array(readFileSync(path)));
}

/** The archives in those patches: the outer ones and those inside. */
export function tarsOfPatches(maxBytes) {
  return patches(maxBytes)
    .map((bytes) => new Uint8Array(gunzipSync(bytes)))
    .flatMap((tar) => [tar, ...innerTars(tar)])
    .filter(({ length }) => length <= maxBytes);
}

/** Contents of the members whose names end with `.tar`; the archives are plain ustar. */
function innerTars(tar) {
  const found = [];
  for (let at = 0; tar[at] > 0;) {
    const name = text(tar, at, 100);
    const size = Number.parseInt(text(tar, at + 124, 12), 8);
    const start = at + 512;
    if (name.endsWith(".tar")) found.push(tar.slice(start, start + size));
    at = start + Math.ceil(size / 512) * 512;
  }
  return found;
}

function text(bytes, at, size) {
  const field = Buffer.from(bytes.subarray(at, at + size)).toString("latin1");
  return field.split("\0", 1)[0];
}

/** The metadata.xml of every patch. */
export function patchMetadata() {
  return filesNamed((name) => name === "metadata.xml");
}

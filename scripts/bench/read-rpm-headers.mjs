// One process that reads the headers of all packages of a folder and prints what `rpm -qp` prints.
// Usage: node read-rpm-headers.mjs FOLDER
import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { readRpmHeaders } from "@stx-patch/rpm-parser";

const CHUNK_BYTES = 32 * 1024;
const NVRA = [1000, 1001, 1002, 1022];

const [folder] = process.argv.slice(2);
const names = [];
for (const file of readdirSync(folder)) {
  const { main } = await readRpmHeaders(chunksOf(join(folder, file)));
  const [name, version, release, arch] = NVRA.map((tag) => main.string(tag));
  names.push(`${name}-${version}-${release}.${arch}`);
}
console.log(names.join("\n"));

/** Reads on only as long as somebody asks, so hardly more than the headers is read. */
function* chunksOf(path) {
  const file = openSync(path);
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
      const bytes = readSync(file, chunk);
      if (bytes === 0) return;
      yield chunk.subarray(0, bytes);
    }
  } finally {
    closeSync(file);
  }
}

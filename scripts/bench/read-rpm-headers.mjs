// One process that reads the headers of all packages of folders, checks them as `rpm -qp` does (structure, region,
// header digests) and prints what it prints, by the way that `patch-query --rpm` goes.
// Usage: node read-rpm-headers.mjs FOLDER...
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createFileHeads, nativeHash } from "@stx-patch/node-io";
import { assertHeaderDigests, readRpmHeadersSync } from "@stx-patch/rpm-parser";

const NVRA = [1000, 1001, 1002, 1022];

const folders = process.argv.slice(2);
const heads = createFileHeads();
const names = [];
const paths = folders.flatMap((folder) =>
  readdirSync(folder).map((file) => join(folder, file)),
);
for (const path of paths) {
  await heads.use(path, async (read) => {
    const headers = readRpmHeadersSync(read);
    await assertHeaderDigests(headers, nativeHash);
    const { main } = headers;
    const [name, version, release, arch] = NVRA.map((tag) => main.string(tag));
    names.push(`${name}-${version}-${release}.${arch}`);
  });
}
console.log(names.join("\n"));

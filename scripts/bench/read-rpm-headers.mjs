// One process that reads the headers of all packages of a folder, checks them as `rpm -qp` does (structure, region,
// header digests) and prints what it prints, by the way that `patch-query --rpm` goes.
// Usage: node read-rpm-headers.mjs FOLDER
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createFileHeads, nativeHash } from "@stx-patch/node-io";
import { assertHeaderDigests, readRpmHeadersSync } from "@stx-patch/rpm-parser";

const NVRA = [1000, 1001, 1002, 1022];

const [folder] = process.argv.slice(2);
const heads = createFileHeads();
const names = [];
for (const file of readdirSync(folder)) {
  await heads.use(join(folder, file), async (read) => {
    const headers = readRpmHeadersSync(read);
    await assertHeaderDigests(headers, nativeHash);
    const { main } = headers;
    const [name, version, release, arch] = NVRA.map((tag) => main.string(tag));
    names.push(`${name}-${version}-${release}.${arch}`);
  });
}
console.log(names.join("\n"));

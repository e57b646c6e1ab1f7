// Makes everything that is given out of hand, from what the build left: the npm packages, the program in one file with the licences of what is in it,
// the Debian package where dpkg-deb is there, and their SHA-256 sums. The same sources give the same bytes.
// usage: node scripts/release/make-packages.mjs [FOLDER]   (dist-packages when absent)
import { createHash } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { makeDebianPackage } from "./debian/package.mjs";
import { packNpm } from "./npm-pack.mjs";
import { makeOneFile } from "./one-file.mjs";
import { commandPackage } from "./public-packages.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const target = resolve(process.argv[2] ?? join(root, "dist-packages"));
const { version } = commandPackage(root);

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, "npm"), { recursive: true });
packNpm(root, join(target, "npm"));
const oneFile = await makeOneFile(root, version);
writeFileSync(join(target, "stx-patch.mjs"), oneFile.program, { mode: 0o755 });
writeFileSync(join(target, "THIRD-PARTY-LICENSES.txt"), oneFile.notices);
makeDebianPackage(root, target, { version, ...oneFile });

const files = readdirSync(target, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(target, join(entry.parentPath, entry.name)))
  .toSorted();
const sums = files.map((file) => `${sha256(join(target, file))}  ${file}\n`);
writeFileSync(join(target, "SHA256SUMS"), sums.join(""));
console.log(`${files.length} files in ${relative(process.cwd(), target)}`);

function sha256(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

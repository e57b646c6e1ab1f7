// Sound patches with packages of many kinds, and what the original tools made.
import { readdirSync, readFileSync } from "node:fs";

import { vectorPath } from "../../../packages/testkit/dist/index.js";
import { rpm, withRpm } from "../parts.mjs";

/** All of them. */
export const GOOD_RPMS = [
  [
    "rpm-4.14",
    "unsigned/4.14/payload-gzip-1-1.noarch.rpm",
    "payload-gzip",
    "A package of rpm 4.14",
    "Other digests than those of 4.11: the payload has its own.",
  ],
  [
    "rpm-6-v4",
    "unsigned/6.0/payload-rpm6v4-1-1.noarch.rpm",
    "payload-rpm6v4",
    "A v4 package of rpm 6",
    "The newest rpm writes more digests into the signature header.",
  ],
  [
    "rpm-v3-header",
    "malformed/hdr-region-missing.rpm",
    "payload-gzip",
    "A package with a main header of the v3 kind",
    "rpm 3 wrote headers without regions; rpm 4 reads them.",
  ],
  [
    "rpm-no-region",
    "malformed/sig-without-region.rpm",
    "payload-gzip",
    "A package with a signature header of the v3 kind",
    "Signature headers of v3 packages have no region; targets install them.",
  ],
  [
    "rpm-old-names",
    "unsigned/4.11/oldfilenames-1-1.noarch.rpm",
    "oldfilenames",
    "A package with whole paths",
    "OLDFILENAMES instead of base names: how rpm 3 wrote file lists.",
  ],
  [
    "rpm-md5",
    "unsigned/4.11/filedigest-md5-1-1.noarch.rpm",
    "filedigest-md5",
    "A package with MD5 file digests",
    "The default before rpm 4.6; the tag that names the algorithm is missing.",
  ],
  [
    "rpm-no-files",
    "unsigned/4.11/nofiles-1-1.noarch.rpm",
    "nofiles",
    "A package without files",
    "Meta packages have dependencies and nothing else.",
  ],
  [
    "rpm-caret",
    "unsigned/4.18/caret-1.0^git20190101-1.noarch.rpm",
    "caret",
    "A version with a caret",
    "Snapshot versions put ^ into file names.",
  ],
  [
    "rpm-xz",
    "unsigned/4.18/payload-xz-1-1.noarch.rpm",
    "payload-xz",
    "A payload compressed with xz",
    "The compressor of CentOS 7.",
  ],
  [
    "rpm-zstd",
    "unsigned/4.18/payload-zstd-1-1.noarch.rpm",
    "payload-zstd",
    "A payload compressed with zstd",
    "Payloads are hashed as they are, whatever compressed them.",
  ],
  [
    "rpm-unicode",
    "unsigned/4.18/unicode-1-1.noarch.rpm",
    "unicode",
    "A package with file names outside of ASCII",
    "File names are bytes to rpm and UTF-8 by convention.",
  ],
  [
    "rpm-ima-main",
    "files-only-mainheader/4.14/payload-gzip-1-1.noarch.rpm",
    "payload-gzip",
    "File signatures in the main header",
    "The layout that rpm 4.14 on targets reads.",
  ],
  [
    "rpm-ima-signature",
    "files-only-sigheader/4.11/epoch-2.0-1.noarch.rpm",
    "epoch",
    "File signatures in the signature header",
    "The layout of current rpm.",
  ],
].map(([name, path, packageName, title, why]) => ({
  name: `good-${name}`,
  title,
  why,
  make: () =>
    withRpm(
      path.includes("malformed")
        ? rpm(path, "payload-gzip-1-1.noarch.rpm")
        : rpm(path),
      packageName,
    ),
}));

/** What the original tools made of their command lines. */
export const GOOD_ORIGINAL = readdirSync(vectorPath("patch"), {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted()
  .map((folder) => ({
    name: `original-${folder}`,
    title: `A patch of the original tool: ${folder.replaceAll("-", " ")}`,
    why: "Written by StarlingX's own patch_build. Its file name says another id than case.",
    codes: ["VERIFY_FILE_NAME"],
    release: `stx-${releaseOf(folder)}`,
    make: () => {
      const home = vectorPath("patch", folder);
      const file = readdirSync(home).find((entry) => entry.endsWith(".patch"));
      return new Uint8Array(readFileSync(`${home}/${file}`));
    },
  }));

function releaseOf(folder) {
  const path = vectorPath("patch", folder, "expected.json");
  return JSON.parse(readFileSync(path, "utf8")).sw_version;
}

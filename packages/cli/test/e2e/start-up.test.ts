import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { runOk, withTempDir } from "@stx-patch/testkit";
import { TARGET_RELEASES } from "@stx-patch/patch-verify";
import { TARGET_OPTIONS } from "../../src/commands/target-options.js";

const bin = (command: string): string =>
  new URL(`../../bin/${command}.js`, import.meta.url).pathname;

/** Every script that a run of a command loads, as V8's coverage lists them. */
async function loadedScripts(argv: readonly string[]): Promise<string[]> {
  return withTempDir(async (folder) => {
    await runOk(process.execPath, argv, {
      env: { ...process.env, NODE_V8_COVERAGE: folder },
    });
    const reports = await Promise.all(
      (await readdir(folder)).map(
        async (name) =>
          JSON.parse(await readFile(join(folder, name), "utf8")) as {
            result: { url: string }[];
          },
      ),
    );
    return reports.flatMap(({ result }) => result.map(({ url }) => url));
  });
}

/** Whatever reads a format, computes a signature or looks for files. */
const WORKERS =
  /packages\/(?:rpm-parser|archive|patch-format|trust|patch-verify|patch-build|signing|repodata)\/|node_modules\/(?:node-forge|@noble|fast-xml-parser|tar-stream|pako|globby)\//;

describe("starting up", () => {
  it.each([
    ["patch-build", "--help"],
    ["patch-verify", "--help"],
    ["patch-query", "--help"],
    ["patch-id", "--help"],
    ["patch-make", "--help"],
    ["make_patch", "--help"],
    ["patch-repo", "--help"],
    ["setup_patch_repo", "--help"],
    ["patch-build", "--version"],
    ["stx-patch", "--help"],
    ["patch_build", "--help"],
    ["patch-modify", "--help"],
    ["patch-sign", "--help"],
    ["modify_patch", "--help"],
    ["query_patch", "--help"],
  ])("%s %s loads nothing that does the work", async (command, option) => {
    const scripts = await loadedScripts([bin(command), option]);
    expect(scripts.some((url) => url.includes("packages/cli/"))).toBe(true);
    expect(scripts.filter((url) => WORKERS.test(url))).toEqual([]);
  });

  it("names every target release in the help without loading them", () => {
    const help = TARGET_OPTIONS.find(({ name }) => name === "target")!.describe;
    for (const { name, alias } of TARGET_RELEASES)
      expect(help).toContain(`${name} (${alias})`);
  });
});

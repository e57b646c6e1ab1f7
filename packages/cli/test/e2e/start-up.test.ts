import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { runOk, TEST_KEYS, vectorPath, withTempDir } from "@stx-patch/testkit";
import { TARGET_RELEASES } from "@stx-patch/patch-verify";
import { TARGET_OPTIONS } from "../../src/commands/target-options.js";

const bin = (command: string): string =>
  new URL(`../../bin/${command}.js`, import.meta.url).pathname;

/** The modules that each file of the bundle was made of. */
const CONTENTS = new Map(
  Object.entries(
    JSON.parse(
      readFileSync(
        new URL("../../bundle/contents.json", import.meta.url),
        "utf8",
      ),
    ) as Record<string, readonly string[]>,
  ),
);

/** Every module that a run of a command loads, as V8's coverage lists the files they are in. */
async function loadedModules(argv: readonly string[]): Promise<string[]> {
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
    return reports
      .flatMap(({ result }) => result.map(({ url }) => url))
      .flatMap((url) => CONTENTS.get(url.split("/").at(-1) ?? "") ?? []);
  });
}

/** Whatever reads a format, computes a signature or looks for files. */
const WORKERS =
  /packages\/(?:rpm-parser|archive|patch-format|trust|patch-verify|patch-build|signing|repodata|sbom|attestation)\/|node_modules\/(?:@cyclonedx|node-forge|@noble|fast-xml-parser|tar-stream|pako|globby|yaml)\//;

describe("starting up", () => {
  // The engine reads tables of characters for it: 15 ms before the first argument was looked at.
  it("loads no library that measures text", () => {
    const all = [...CONTENTS.values()].flat();
    expect(all.filter((file) => file.includes("/string-width/"))).toEqual([]);
  });

  it.each([
    ["patch-build", "--help"],
    ["patch-verify", "--help"],
    ["patch-query", "--help"],
    ["patch-id", "--help"],
    ["patch-make", "--help"],
    ["make_patch", "--help"],
    ["patch-repo", "--help"],
    ["patch-sbom", "--help"],
    ["setup_patch_repo", "--help"],
    ["patch-build", "--version"],
    ["stx-patch", "--help"],
    ["patch_build", "--help"],
    ["patch-modify", "--help"],
    ["patch-sign", "--help"],
    ["modify_patch", "--help"],
    ["query_patch", "--help"],
  ])("%s %s loads nothing that does the work", async (command, option) => {
    const modules = await loadedModules([bin(command), option]);
    expect(modules).toContain("packages/cli/dist/process.js");
    expect(modules.filter((path) => WORKERS.test(path))).toEqual([]);
  });

  // All of node-forge, TLS and old ciphers included, and what matches patterns took a third of a small build.
  it("loads nothing for SBOMs, patterns and repositories when a build is asked for none, and of node-forge what PSS is made of", async () => {
    await withTempDir(async (cwd) => {
      const rpm = vectorPath(
        "rpm",
        "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm",
      );
      const modules = await loadedModules([
        ...[bin("patch-build"), "--id", "P_1", "--release", "20.06", rpm],
        ...["--no-ima", "--key", TEST_KEYS.dev.privateKey, "-o", `${cwd}/`],
      ]);
      expect(modules).toContain("packages/patch-build/dist/write.js");
      const unused = /sbom|cyclonedx|globby|fast-glob|world\/base\.js/;
      expect(modules.filter((path) => unused.test(path))).toEqual([]);
      const forge = modules.filter((path) => path.includes("/node-forge/"));
      expect(forge).toContain("node_modules/node-forge/lib/pss.js");
      expect(forge.filter((path) => /tls|x509|pkcs/.test(path))).toEqual([]);
    });
  });

  it("names every target release in the help without loading them", () => {
    const help = TARGET_OPTIONS.find(({ name }) => name === "target")!.describe;
    for (const { name, alias } of TARGET_RELEASES)
      expect(help).toContain(`${name} (${alias})`);
  });
});

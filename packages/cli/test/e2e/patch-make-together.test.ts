import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { lockFolder } from "@stx-patch/node-io";
import { TEST_KEYS, vectorPath, withTempDir } from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";

const NAMES = ["cgcs-patch", "cgcs-patch-controller"];

/** A workspace with two packages and a recipe for each. */
async function prepare(cwd: string): Promise<void> {
  const rpms = join(cwd, "std/rpmbuild/RPMS");
  await mkdir(rpms, { recursive: true });
  for (const name of NAMES) {
    const file = `${name}-1.0-31.tis.x86_64.rpm`;
    await copyFile(
      vectorPath("rpm", `unsigned/4.18/${file}`),
      join(rpms, file),
    );
    const packages = [{ name, personalities: ["controller"] }];
    const recipe = {
      ...{ id: `P_${name}`, sw_version: "20.06" },
      recipes: [{ name: `source-of-${name}`, packages }],
    };
    await writeFile(join(cwd, `${name}.yaml`), JSON.stringify(recipe));
  }
}

function make(cwd: string, ...argv: string[]): Promise<CliResult> {
  const key = ["--key", TEST_KEYS.dev.privateKey, "--no-ima"];
  return runCli("patch-make", [...key, "-o", "out", ...argv], { cwd });
}

describe("runs of patch-make in one output directory", () => {
  it("one after the other write what each of them made into patch_order and the record", async () => {
    await withTempDir(async (cwd) => {
      await prepare(cwd);
      const runs = await Promise.all(
        [...NAMES, ...NAMES].map((name) => make(cwd, `${name}.yaml`)),
      );
      expect(runs.map(({ stderr }) => stderr)).toEqual(["", "", "", ""]);
      const order = await readFile(join(cwd, "out/patch_order"), "utf8");
      const ids = NAMES.map((name) => `P_${name}`);
      expect(order.trim().split("\n").toSorted()).toEqual(ids);
      const record = JSON.parse(
        await readFile(join(cwd, "out/.patch-make.json"), "utf8"),
      ) as { patches: object };
      expect(Object.keys(record.patches)).toEqual(ids);
    });
  });

  it("do not wait for ever", async () => {
    await withTempDir(async (cwd) => {
      await prepare(cwd);
      const folder = join(cwd, "out/.patch-make.lock");
      const lock = await lockFolder(folder, { timeoutMs: 0 });
      const late = await make(cwd, "--timeout", "0", "cgcs-patch.yaml");
      lock.release();
      expect([late.status, codesIn(late.stderr)]).toEqual([5, ["IO_LOCKED"]]);
    });
  });
});

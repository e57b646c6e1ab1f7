import { copyFile, mkdir, readFile, utimes } from "node:fs/promises";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { run, runOk, vectorPath, withTempDir } from "@stx-patch/testkit";
import { runCli } from "../support/cli.js";

const RPMS = [
  "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm",
  "unsigned/4.11/sysinv-1.0-1055.tis.6.x86_64.rpm",
  "unsigned/4.18/unicode-1-1.noarch.rpm",
].map((path) => vectorPath("rpm", path));

const BIN = new URL("../../bin/patch-build.js", import.meta.url).pathname;
const COMMON = [
  "--id",
  "SAME_0001",
  "--release",
  "20.06",
  "--summary",
  "Straße",
];

describe("two builds of one request", () => {
  it("are one file, whatever folder, order, umask, locale, time zone and file times", async () => {
    await withTempDir(async (one) => {
      await withTempDir(async (other) => {
        const inOne = [
          ...COMMON,
          "--all-nodes",
          ...joinOption("--all-nodes", RPMS),
        ];
        expect((await runCli("patch-build", inOne, { cwd: one })).stderr).toBe(
          "",
        );

        await mkdir(join(other, "in"));
        for (const path of RPMS) {
          const copy = join(other, "in", basename(path));
          await copyFile(path, copy);
          await utimes(copy, 1, 1);
        }
        const script = `umask 077; exec "$@"`;
        const built = await run(
          "sh",
          [
            "-c",
            script,
            "sh",
            process.execPath,
            BIN,
            ...COMMON,
            "--all-nodes",
            "in",
          ],
          { cwd: other, env: { TZ: "Asia/Tokyo", LC_ALL: "tr_TR.UTF-8" } },
        );
        expect(built.stderr).toBe("");
        const [a, b] = await Promise.all(
          [one, other].map((folder) =>
            readFile(join(folder, "SAME_0001.patch")),
          ),
        );
        expect(b?.equals(a ?? Buffer.alloc(0))).toBe(true);
      });
    });
  });

  it("differ in the signature alone with --random-salt", async () => {
    await withTempDir(async (cwd) => {
      const argv = [...COMMON, "--random-salt", ...RPMS];
      await runCli("patch-build", argv, { cwd });
      const first = await readFile(join(cwd, "SAME_0001.patch"));
      await runCli("patch-build", argv, { cwd });
      const second = await readFile(join(cwd, "SAME_0001.patch"));
      expect(second.equals(first)).toBe(false);
      const signature = ["-xzOf", join(cwd, "SAME_0001.patch"), "signature.v2"];
      const { stdout } = await runOk("tar", signature);
      const [a, b] = [first, second].map((bytes) => gunzipSync(bytes));
      const at = b!.indexOf(stdout);
      expect(stdout).toHaveLength(256);
      expect(a!.subarray(0, at).equals(b!.subarray(0, at))).toBe(true);
      expect(a!.subarray(at + 256).equals(b!.subarray(at + 256))).toBe(true);
    });
  });

  it("follow SOURCE_DATE_EPOCH and refuse one that is no number", async () => {
    await withTempDir(async (cwd) => {
      const argv = [...COMMON, "--json", ...RPMS];
      const env = { SOURCE_DATE_EPOCH: "1600000000" };
      const { stdout } = await runCli("patch-build", argv, { cwd, env });
      expect(JSON.parse(stdout)).toMatchObject({ mtimeSeconds: 1_600_000_000 });
      for (const bad of ["", "yesterday", "1.5", "-1", "99999999999"]) {
        const refused = await runCli("patch-build", argv, {
          cwd,
          env: { SOURCE_DATE_EPOCH: bad },
        });
        expect([bad, refused.status]).toEqual([bad, 1]);
        expect(refused.stderr).toContain("BUILD_SOURCE_DATE_EPOCH");
      }
    });
  });
});

/** `a`, `--opt`, `b`, `--opt`, `c`: values of an option that is named once in front already. */
function joinOption(option: string, values: readonly string[]): string[] {
  return values.flatMap((value, i) => (i === 0 ? [value] : [option, value]));
}

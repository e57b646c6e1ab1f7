import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import {
  describeWithTool,
  TEST_KEYS,
  vectorPath,
  withTempDir,
} from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { schemaErrors } from "../support/schema.js";

const ID = "STX_20.06_PATCH_0008";
const FOLDER = "unsigned/4.18";
const RPMS = [
  "cgcs-patch-1.0-31.tis.x86_64.rpm",
  "nofiles-1-1.noarch.rpm",
  // On the list of packages whose files are not signed.
  "kernel-rt-3.10.0-957.12.2.rt56.929.tis.5.x86_64.rpm",
].map((name) => vectorPath("rpm", `${FOLDER}/${name}`));
const PROGRAM = new URL(
  "../../../../examples/signers/openssl-signer.mjs",
  import.meta.url,
);
const KEYS = ["--key", TEST_KEYS.dev.privateKey];
const IMA = ["--ima-key", TEST_KEYS.ima.privateKey];

/** A patch, and its RPMs somewhere below `builds` under names of their own. */
async function withBuilt(
  options: readonly string[],
  use: (
    rebuild: (...argv: string[]) => Promise<CliResult>,
    cwd: string,
  ) => Promise<void>,
): Promise<void> {
  await withTempDir(async (cwd) => {
    await mkdir(join(cwd, "builds/deep"), { recursive: true });
    for (const [i, rpm] of RPMS.entries())
      await copyFile(rpm, join(cwd, `builds/deep/${i}.rpm`));
    await writeFile(join(cwd, "builds/junk.rpm"), "no RPM");
    const argv = ["--id", ID, "--release", "20.06", ...KEYS, ...options];
    const built = await runCli("patch-build", [...argv, ...RPMS], { cwd });
    expect(built).toMatchObject({ status: 0 });
    await use(
      (...more) =>
        runCli("patch-rebuild", [`${ID}.patch`, ...more], {
          cwd,
          env: { PATH: process.env["PATH"] ?? "" },
        }),
      cwd,
    );
  });
}

describe("patch-rebuild --rpms", () => {
  const layouts = [
    ["the main header", "header", "made anew", [...IMA]],
    ["the signature header", "signature", "made anew", [...IMA]],
    ["the main header", "header", "carried over", []],
    ["the signature header", "signature", "carried over", []],
  ] as const;

  it.each(layouts)(
    "makes the same bytes of unsigned RPMs, file signatures in %s (%s) %s",
    async (_, layout, fileSignatures, ima) => {
      await withBuilt(["--ima-layout", layout, ...IMA], async (rebuild) => {
        const argv = ["--rpms", "builds", ...KEYS, ...ima, "--json"];
        const { status, stdout } = await rebuild(...argv);
        expect(schemaErrors("rebuild-result", stdout)).toEqual([]);
        expect(JSON.parse(stdout)).toMatchObject({
          verdict: "identical",
          signature: "made anew",
          fileSignatures,
          rpmSource: "originals",
          firstDifference: null,
          rpmDifferences: [],
          reasons: [],
        });
        expect(status).toBe(0);
      });
    },
  );

  it.each(["header", "signature"])(
    "makes file signatures of the RPMs in the patch anew, layout %s",
    async (layout) => {
      await withBuilt(["--ima-layout", layout, ...IMA], async (rebuild) => {
        const { stdout } = await rebuild(...KEYS, ...IMA, "--json");
        expect(JSON.parse(stdout)).toMatchObject({
          verdict: "identical",
          fileSignatures: "made anew",
          rpmSource: "patch",
        });
      });
    },
  );

  it("leaves RPMs as they are where the patch has them so", async () => {
    await withBuilt(["--no-ima"], async (rebuild) => {
      const argv = ["--rpms", "builds", ...KEYS, ...IMA, "--json"];
      const { stdout } = await rebuild(...argv);
      expect(JSON.parse(stdout)).toMatchObject({
        verdict: "identical",
        fileSignatures: "none",
      });
    });
  });

  it("takes RPMs that are signed in another way", async () => {
    await withBuilt([...IMA], async (rebuild) => {
      const signed = vectorPath("rpm", "signed-sigheader/4.18");
      const argv = ["--rpms", signed, "--rpms", "builds", ...KEYS, ...IMA];
      const { status, stdout } = await rebuild(...argv);
      expect(stdout).toContain("IDENTICAL");
      expect(status).toBe(0);
    });
  });

  it("names every RPM that is missing", async () => {
    await withBuilt([], async (rebuild) => {
      const refused = await rebuild("--rpms", "builds/deep/1.rpm", ...KEYS);
      expect(refused.status).toBe(2);
      expect(codesIn(refused.stderr)).toEqual([
        "CLI_REBUILD_RPM_MISSING",
        "CLI_REBUILD_RPM_MISSING",
      ]);
      expect(refused.stderr).toContain("cgcs-patch-1.0-31.tis.x86_64");
    });
  });

  it("names what is of another build", async () => {
    await withBuilt([], async (rebuild) => {
      const other = vectorPath(
        "rpm",
        `unsigned/4.14/${basename(RPMS[0] ?? "")}`,
      );
      const argv = ["--rpms", other, "--rpms", "builds/deep/1.rpm"];
      const refused = await rebuild(...argv, "--rpms", "builds/deep/2.rpm");
      expect(refused.status).toBe(2);
      expect(codesIn(refused.stderr)).toEqual(["CLI_REBUILD_RPM_OTHER_BUILD"]);
      expect(refused.stderr).toContain(other);
      expect(refused.stderr).toContain("differs in SIZE, ");
    });
  });

  it("refuses a damaged original", async () => {
    await withBuilt([], async (rebuild, cwd) => {
      const path = join(cwd, "builds/deep/0.rpm");
      const rpm = await readFile(path);
      const last = rpm.length - 9;
      rpm[last] = (rpm[last] ?? 0) ^ 1;
      await writeFile(path, rpm);
      const refused = await rebuild("--rpms", "builds", ...IMA);
      expect(refused.status).toBe(2);
      expect(codesIn(refused.stderr)).toEqual(["BUILD_RPM_DAMAGED"]);
    });
  });

  it.each([
    [["--rpms", "lost"], 1, ["CLI_INPUT_MISSING"]],
    [["--rpms", "builds", "--rpms", "builds/junk.rpm"], 2, ["RPM_TRUNCATED"]],
    [["--ima-key", "lost.pem"], 4, ["CLI_KEY_NOT_FOUND"]],
    [["--key", "a.pem", "--signer", "cmd:b"], 1, ["CLI_OPTIONS_CONFLICT"]],
  ])("refuses %j", async (argv, status, codes) => {
    await withBuilt([], async (rebuild) => {
      const refused = await rebuild(...argv);
      expect(codesIn(refused.stderr)).toEqual(expect.arrayContaining(codes));
      expect(refused.status).toBe(status);
    });
  });
});

describeWithTool("openssl", "patch-rebuild with signers elsewhere", () => {
  it("makes both kinds of signatures anew", async () => {
    await withBuilt([...IMA], async (rebuild) => {
      const answers = (key: string): string =>
        `cmd:node ${fileURLToPath(PROGRAM)} ${key}`;
      const { dev, ima } = TEST_KEYS;
      const argv = ["--signer", answers(dev.privateKey), "--json"];
      const more = ["--ima-signer", answers(ima.privateKey)];
      const { stdout } = await rebuild("--rpms", "builds", ...argv, ...more);
      // openssl takes a random salt.
      expect(JSON.parse(stdout)).toMatchObject({
        verdict: "same-but-signature",
        signature: "made anew",
        fileSignatures: "made anew",
        reasons: ["random-salt"],
      });
    });
  });
});

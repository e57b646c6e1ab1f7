import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  craftPatch,
  developmentSigner,
  sampleMetadata,
  TEST_KEYS,
  vectorPath,
  withTempDir,
} from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { schemaErrors } from "../support/schema.js";

interface Output {
  readonly reports: readonly {
    readonly verdict: string;
    readonly signer: {
      readonly spkiSha256: string;
      readonly publicKeyOf: string | null;
      readonly chain: readonly { readonly certificateSha256: string }[];
    } | null;
    readonly target: {
      readonly outcome: string;
      readonly message: string | null;
      readonly difference: string | null;
    } | null;
    readonly findings: readonly {
      readonly code: string;
      readonly severity: string;
    }[];
  }[];
}

const FOLDER = vectorPath("patch", "one-controller");
const PATCH = join(
  FOLDER,
  readdirSync(FOLDER).find((name) => name.endsWith(".patch"))!,
);
const DEV = ["--trust", `dev=${TEST_KEYS.dev.certificate}`];
const BOTH = [...DEV, "--trust", `formal=${TEST_KEYS.formal.certificate}`];

async function verify(
  argv: readonly string[],
  cwd = FOLDER,
): Promise<CliResult> {
  return runCli("patch-verify", argv, { cwd });
}

async function verifyJson(
  argv: readonly string[],
  cwd = FOLDER,
): Promise<Output["reports"][number]> {
  const { stdout } = await verify(["--json", ...argv], cwd);
  expect(schemaErrors("verify-result", stdout)).toEqual([]);
  return (JSON.parse(stdout) as Output).reports[0]!;
}

describe("who signed", () => {
  it("is shown with the chain, and a public development key is called what it is", async () => {
    const { signer } = await verifyJson([...DEV, PATCH]);
    expect(signer?.publicKeyOf).toBe("this project's development key");
    expect(signer?.chain).toHaveLength(1);
    const { stdout } = await verify([...DEV, PATCH]);
    expect(stdout).toMatch(/its private half is public/);
    expect(stdout).toContain(signer!.spkiSha256);
  });

  it.each(["spkiSha256", "certificateSha256"] as const)(
    "is not trusted when a list revokes the %s",
    async (kind) => {
      const { signer } = await verifyJson([...DEV, PATCH]);
      const fingerprint =
        kind === "spkiSha256"
          ? signer!.spkiSha256
          : signer!.chain[0]!.certificateSha256;
      await withTempDir(async (cwd) => {
        await writeFile(join(cwd, "revoked.txt"), `# lost\n${fingerprint}\n`);
        const result = await verify(
          [...DEV, "--revoked", "revoked.txt", PATCH],
          cwd,
        );
        expect(result.status).toBe(3);
        expect(codesIn(result.stdout)).toContain("TRUST_REVOKED");
      });
    },
  );

  it("refuses a list that nobody understands", async () => {
    await withTempDir(async (cwd) => {
      await writeFile(join(cwd, "revoked.txt"), "everybody\n");
      const result = await verify(["--revoked", "revoked.txt", PATCH], cwd);
      expect(codesIn(result.stderr)).toEqual(["TRUST_REVOCATION_LIST"]);
    });
  });

  it("is judged as of another time", async () => {
    const late = await verify([...DEV, "--at", "2199-01-01", PATCH]);
    expect(late.status).toBe(3);
    expect(codesIn(late.stdout)).toContain("TRUST_EXPIRED");
    const bad = await verify([...DEV, "--at", "soon", PATCH]);
    expect(bad.status).toBe(1);
    expect(codesIn(bad.stderr)).toEqual(["CLI_TIME_INVALID"]);
  });
});

describe("--target", () => {
  it("is not asked unless it is named", async () => {
    expect((await verifyJson([...DEV, PATCH])).target).toBeNull();
  });

  it("says accepted apart from trusted", async () => {
    const report = await verifyJson([
      ...BOTH,
      "--target",
      "stx-19.09",
      "--target-dev",
      PATCH,
    ]);
    expect(report).toMatchObject({
      verdict: "trusted",
      target: { outcome: "accepted", difference: null },
    });
    const { stdout } = await verify([
      ...BOTH,
      "--target",
      "stx-2.0",
      "--target-dev",
      PATCH,
    ]);
    expect(stdout).toMatch(/stx-19\.09: accepted by the target/);
  });

  it("says why the target refuses what we trust, in its words", async () => {
    const report = await verifyJson([...BOTH, "--target", "stx-19.09", PATCH]);
    expect(report).toMatchObject({
      verdict: "trusted",
      target: { outcome: "refused", message: "Signature check failed" },
    });
    expect(report.target?.difference).toMatch(/development/);
    const other = await verifyJson([
      ...BOTH,
      "--target",
      "stx-21.12",
      "--target-dev",
      PATCH,
    ]);
    expect(other.target?.message).toMatch(
      /^Patch .* software release \(19\.09\) is not installed$/,
    );
  });

  it("says what the target does not look at", async () => {
    const rpm = {
      name: "cgcs-patch-1.0-31.tis.x86_64.rpm",
      body: readFileSync(
        vectorPath("rpm", "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm"),
      ),
    };
    const patch = await craftPatch({
      metadata: sampleMetadata({ contents: [rpm.name] }),
      rpms: [rpm],
      signer: developmentSigner(),
      afterSeal: (members) => [
        ...members,
        { name: "extra", body: new Uint8Array(1) },
      ],
    });
    await withTempDir(async (cwd) => {
      await writeFile(join(cwd, "CRAFT_0001.patch"), patch);
      const report = await verifyJson(
        [...BOTH, "--target", "stx-20.06", "--target-dev", "CRAFT_0001.patch"],
        cwd,
      );
      expect(report).toMatchObject({
        verdict: "malformed",
        target: { outcome: "accepted" },
      });
      expect(report.target?.difference).toContain("MEMBER_UNKNOWN");
    });
  });

  it("does not guess about a formal key that it was not given", async () => {
    const formal = vectorPath("patch", "signed-formal", "FORMAL_0001.patch");
    const report = await verifyJson([...DEV, "--target", "stx-20.06", formal]);
    expect(report.target).toMatchObject({
      outcome: "undetermined",
      message: null,
    });
  });

  it.each([
    ["stx-20.6", "stx-20.06"],
    ["20.06", "stx-20.06"],
    ["4.0", "stx-4.0"],
  ])("knows no release %s and proposes %s", async (name, near) => {
    const result = await verify(["--target", name, PATCH]);
    expect(result.status).toBe(1);
    expect(codesIn(result.stderr)).toEqual(["CLI_TARGET_UNKNOWN"]);
    expect(result.stderr).toContain(`Did you mean ${near}?`);
  });
});

describe("--limit", () => {
  it.each([
    ["maxTarMembers", "TAR_TOO_MANY_MEMBERS"],
    ["maxRpmFiles", "RPM_FILES_LIMIT"],
  ])(
    "%s refuses what goes beyond it, in both commands",
    async (limit, code) => {
      for (const command of ["patch-verify", "patch-query"] as const) {
        const result = await runCli(
          command,
          [...DEV, "--limit", `${limit}=1`, PATCH],
          { cwd: FOLDER },
        );
        expect([command, result.status]).toEqual([command, 2]);
        expect(codesIn(result.stdout + result.stderr)).toContain(code);
      }
    },
  );

  it("refuses unknown names and values that are none", async () => {
    const result = await verify(["--limit", "maxMembers=1", PATCH]);
    expect(result.status).toBe(1);
    expect(codesIn(result.stderr)).toEqual(["CLI_LIMIT_UNKNOWN"]);
  });
});

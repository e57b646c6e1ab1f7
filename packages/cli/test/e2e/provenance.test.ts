import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
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

const TOP = fileURLToPath(new URL("../../../../", import.meta.url));
const RPM = vectorPath("rpm", "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm");
const OTHER = vectorPath(
  "rpm",
  "unsigned/4.11/sysinv-1.0-1055.tis.6.x86_64.rpm",
);
const BUILD = ["--id", "P_1", "--controller", RPM, "--provenance"];
const WITH_RELEASE = [...BUILD, "--release", "20.06"];
const SIDECAR = "P_1.patch.intoto.json";

function build(
  cwd: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  return runCli("patch-build", argv, {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", ...env },
  });
}

async function statementIn(cwd: string): Promise<string> {
  const { payload } = JSON.parse(
    await readFile(join(cwd, SIDECAR), "utf8"),
  ) as {
    payload: string;
  };
  return Buffer.from(payload, "base64").toString();
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

describe("patch-build --provenance", () => {
  it("writes a statement that fits its schema and names the patch and every input as it came", async () => {
    await withTempDir(async (cwd) => {
      await writeFile(join(cwd, "check.sh"), "#!/bin/sh\n");
      await writeFile(
        join(cwd, "release-info.inc"),
        'PLATFORM_RELEASE="20.06"\n',
      );
      const argv = [
        ...BUILD,
        ...["--worker", OTHER, "--pre-apply", "check.sh", "--req", "P_0"],
        ...[
          "--builder-id",
          "https://ci.example.com/stx",
          "--invocation-id",
          "7",
        ],
      ];
      const result = await build(cwd, [...argv, "--json"], {
        SOURCE_DATE_EPOCH: "1600000000",
      });
      expect(result.status).toBe(0);
      expect(schemaErrors("build-result", result.stdout)).toEqual([]);
      const text = await statementIn(cwd);
      expect(schemaErrors("provenance-statement", text)).toEqual([]);
      expect(JSON.parse(result.stdout)).toMatchObject({
        sidecars: [
          {
            kind: "provenance",
            path: join(cwd, SIDECAR),
            sha256: sha256(await readFile(join(cwd, SIDECAR))),
          },
        ],
      });
      expect(JSON.parse(text)).toMatchObject({
        subject: [
          {
            name: "P_1.patch",
            digest: { sha256: sha256(await readFile(join(cwd, "P_1.patch"))) },
          },
          { name: "P_1.patch#signed-content" },
        ],
        predicate: {
          buildDefinition: {
            externalParameters: {
              requires: ["P_0"],
              imaLayout: "header",
              sourceDateEpoch: 1_600_000_000,
            },
            resolvedDependencies: [
              { digest: { sha256: sha256(await readFile(RPM)) } },
              { digest: { sha256: sha256(await readFile(OTHER)) } },
              { name: "check.sh", annotations: { use: "pre-apply" } },
              {
                name: "release-info.inc",
                annotations: { use: "release-info" },
              },
              { name: "patch-key", annotations: { role: "dev" } },
              { name: "ima-key", annotations: { role: "ima" } },
            ],
          },
          runDetails: {
            builder: { id: "https://ci.example.com/stx" },
            metadata: { invocationId: "7" },
          },
        },
      });
    });
  });

  it("says no path of this machine and nothing of a key, and is the same each time", async () => {
    await withTempDir(async (cwd) => {
      expect((await build(cwd, WITH_RELEASE)).status).toBe(0);
      const first = await readFile(join(cwd, SIDECAR));
      const text = await statementIn(cwd);
      expect(text).not.toContain(cwd);
      expect(text).not.toContain(TOP);
      await mkdir(join(cwd, "again"));
      const again = join(cwd, "again");
      expect((await build(again, WITH_RELEASE)).status).toBe(0);
      expect(await readFile(join(again, SIDECAR))).toEqual(first);
    });
  });

  it.each<[string, readonly string[], string]>([
    ["to stdout", ["-o", "-"], "CLI_OPTIONS_CONFLICT"],
    [
      "with a builder that is no URI",
      ["--builder-id", "me"],
      "CLI_OPTION_VALUE_INVALID",
    ],
    [
      "with an endless run",
      ["--invocation-id", "x".repeat(3000)],
      "CLI_OPTION_VALUE_INVALID",
    ],
    [
      "by a signing server",
      [
        "--signer",
        "ssh:nobody@127.0.0.1",
        "--cert",
        `formal=${TEST_KEYS.formal.certificate}`,
      ],
      "KEY_UNSUITABLE",
    ],
  ])("is refused %s, and nothing is written", async (_, argv, code) => {
    await withTempDir(async (cwd) => {
      const result = await build(cwd, [...WITH_RELEASE, ...argv]);
      expect(codesIn(result.stderr)).toEqual([code]);
      expect(result.status).not.toBe(0);
      expect(await readdir(cwd)).toEqual([]);
    });
  });

  it("refuses what only a provenance says when none is asked for", async () => {
    await withTempDir(async (cwd) => {
      const argv = ["--id", "P_1", "--release", "20.06", "--controller", RPM];
      const result = await build(cwd, [...argv, "--builder-id", "urn:x"]);
      expect(codesIn(result.stderr)).toEqual(["CLI_OPTIONS_CONFLICT"]);
    });
  });

  it("leaves an older patch and its provenance as they were when the build fails", async () => {
    await withTempDir(async (cwd) => {
      await writeFile(join(cwd, "P_1.patch"), "old");
      await writeFile(join(cwd, SIDECAR), "old");
      const broken = await readFile(RPM);
      broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
      const name = "cgcs-patch-1.0-31.tis.x86_64.rpm";
      await mkdir(join(cwd, "in"));
      await writeFile(join(cwd, "in", name), broken);
      const argv = ["--id", "P_1", "--release", "20.06", "--provenance"];
      const result = await build(cwd, [...argv, "--controller", `in/${name}`]);
      expect(codesIn(result.stderr)).toEqual(["BUILD_RPM_DAMAGED"]);
      expect((await readdir(cwd)).toSorted()).toEqual([
        "P_1.patch",
        SIDECAR,
        "in",
      ]);
      expect(await readFile(join(cwd, SIDECAR), "utf8")).toBe("old");
    });
  });
});

describe("patch-verify --provenance", () => {
  function verify(
    cwd: string,
    argv: readonly string[],
    file = SIDECAR,
  ): Promise<CliResult> {
    return runCli("patch-verify", ["--provenance", file, ...argv], { cwd });
  }
  const trustDev = ["--trust", `dev=${TEST_KEYS.dev.certificate}`];
  const trustFormal = ["--trust", `formal=${TEST_KEYS.formal.certificate}`];

  it.each([[[]], [["--ima-layout", "signature"]], [["--no-ima"]]])(
    "finds the provenance of a build with %j good",
    async (way) => {
      await withTempDir(async (cwd) => {
        expect((await build(cwd, [...WITH_RELEASE, ...way])).status).toBe(0);
        const result = await verify(cwd, ["P_1.patch", "--json"]);
        expect(schemaErrors("verify-result", result.stdout)).toEqual([]);
        expect(result.status).toBe(0);
        expect(JSON.parse(result.stdout)).toMatchObject({
          ok: true,
          reports: [{ sidecars: [{ kind: "provenance", verdict: "trusted" }] }],
        });
      });
    },
  );

  it("still knows a patch that was signed again, and says that somebody else signed it", async () => {
    await withTempDir(async (cwd) => {
      expect((await build(cwd, WITH_RELEASE)).status).toBe(0);
      const formal = ["--key", TEST_KEYS.formal.privateKey, "--role", "formal"];
      const both = [...trustDev, ...trustFormal];
      const resign = ["P_1.patch", ...formal, ...both];
      const signed = await runCli("patch-sign resign", resign, { cwd });
      expect(signed.status).toBe(0);
      const result = await verify(cwd, ["P_1.patch", ...both]);
      expect(codesIn(result.stdout).toSorted()).toEqual([
        "ATTEST_OTHER_SIGNER",
        "ATTEST_RESIGNED",
        "TRUST_DEVELOPMENT_KEY",
      ]);
      expect(result.status).toBe(0);
      // By the rules for patches: a development key does not do where a formal one is asked for.
      const strict = await verify(cwd, [
        ...both,
        ...["--require", "formal", "P_1.patch"],
      ]);
      expect(strict.status).toBe(3);
      expect(codesIn(strict.stdout)).toContain("TRUST_ROLE");
    });
  });

  it("refuses the provenance of another patch, one that nobody trusted signed, and what is none", async () => {
    await withTempDir(async (cwd) => {
      expect((await build(cwd, WITH_RELEASE)).status).toBe(0);
      const other = ["--id", "P_2", "--release", "20.06", "--worker", OTHER];
      expect((await build(cwd, [...other, "--provenance"])).status).toBe(0);
      const theirs = "P_2.patch.intoto.json";
      const swapped = await verify(cwd, ["-q", "P_1.patch"], theirs);
      expect(swapped.status).toBe(2);
      expect(codesIn(swapped.stderr).toSorted()).toEqual([
        "ATTEST_INPUT_EXTRA",
        "ATTEST_INPUT_MISSING",
        "ATTEST_SUBJECT",
      ]);
      const stranger = await verify(cwd, ["-q", "P_1.patch", ...trustFormal]);
      expect(stranger.status).toBe(3);
      await writeFile(join(cwd, SIDECAR), "{");
      const garbage = await verify(cwd, ["-q", "P_1.patch"]);
      expect(garbage.status).toBe(2);
      expect(codesIn(garbage.stderr)).toEqual(["ATTEST_JSON"]);
    });
  });

  it("says nothing good about a patch that cannot be read", async () => {
    await withTempDir(async (cwd) => {
      expect((await build(cwd, WITH_RELEASE)).status).toBe(0);
      await writeFile(join(cwd, "P_1.patch"), "no patch");
      const result = await verify(cwd, ["-q", "P_1.patch"]);
      expect(codesIn(result.stderr)).toContain("ATTEST_NOT_COMPARED");
      expect(result.status).toBe(2);
    });
  });

  it("is about one patch, and about a file that is there", async () => {
    await withTempDir(async (cwd) => {
      expect((await build(cwd, WITH_RELEASE)).status).toBe(0);
      const two = await verify(cwd, ["P_1.patch", "P_2.patch"]);
      expect(codesIn(two.stderr)).toEqual(["CLI_OPTIONS_CONFLICT"]);
      const missing = await verify(cwd, ["P_1.patch"], "nothing.json");
      expect(codesIn(missing.stderr)).toEqual(["IO_NOT_FOUND"]);
    });
  });
});

describeWithTool(
  "openssl",
  "patch-build --provenance with a program that signs",
  () => {
    it("has it sign the provenance, too", async () => {
      await withTempDir(async (cwd) => {
        const signer = `cmd:node ${TOP}examples/signers/openssl-signer.mjs ${TEST_KEYS.formal.privateKey}`;
        const cert = `formal=${TEST_KEYS.formal.certificate}`;
        const argv = [...WITH_RELEASE, "--signer", signer, "--cert", cert];
        expect((await build(cwd, argv)).status).toBe(0);
        expect(await statementIn(cwd)).toContain('"role":"formal"');
      });
    });
  },
);

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  runOk,
  TEST_KEYS,
  uploadToTarget,
  vectorExpected,
  vectorPath,
  withTempDir,
} from "@stx-patch/testkit";
import { runCli } from "../support/cli.js";

/** The cases are recorded runs of the original patch_build; see the vectors' README. */
const CASES = readdirSync(vectorPath("patch"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

interface RecordedCommand {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly key: "dev" | "formal-test";
}

interface Expected {
  readonly members: readonly string[];
  readonly contents: readonly string[];
  readonly sha256: Readonly<Record<string, string>>;
}

function commandOf(name: string): RecordedCommand {
  const text = readFileSync(vectorPath("patch", name, "command.json"), "utf8");
  const command = JSON.parse(text) as RecordedCommand;
  const argv = command.argv.map((argument) => {
    if (argument.endsWith(".rpm")) return vectorPath("rpm", argument);
    return argument.endsWith(".sh")
      ? vectorPath("patch", name, argument)
      : argument;
  });
  return { ...command, argv };
}

function trustArguments(key: RecordedCommand["key"]): string[] {
  return key === "dev"
    ? []
    : ["--trust", `formal=${TEST_KEYS.formal.certificate}`];
}

/** Two cases differ on purpose, by what the vectors' README names. */
function goldenMetadata(name: string): string {
  const golden = readFileSync(
    vectorPath("patch", name, "metadata.xml"),
    "utf8",
  );
  if (name === "requires-duplicates") {
    return golden.replace("    <req_patch_id>A</req_patch_id>\n", "");
  }
  if (name === "release-2.0-metadata") {
    return golden
      .replace(
        "</reboot_required>\n",
        "</reboot_required>\n  <apply_active_release_only/>\n",
      )
      .replace("</patch>", "  <semantics/>\n</patch>");
  }
  return golden;
}

describe.each(CASES)("the original's patch %s", (name) => {
  const command = commandOf(name);
  const file = readdirSync(vectorPath("patch", name)).find((entry) =>
    entry.endsWith(".patch"),
  );
  const original = vectorPath("patch", name, file ?? "");

  it("is trusted by patch-verify", async () => {
    const argv = ["--json", ...trustArguments(command.key), original];
    const { status, stdout } = await runCli("patch-verify", argv, { cwd: "/" });
    const { reports } = JSON.parse(stdout) as {
      reports: {
        verdict: string;
        findings: { severity: string; code: string }[];
      }[];
    };
    expect(
      reports[0]?.findings.filter(({ severity }) => severity === "error"),
    ).toEqual([]);
    expect(reports[0]?.verdict).toBe("trusted");
    expect(status).toBe(0);
  });

  it("is what our build of the same command says, in metadata and contents, to every reader", async () => {
    const expected = await vectorExpected<Expected>("patch", name);
    await withTempDir(async (cwd) => {
      const keys =
        command.key === "dev" ? [] : ["--key", TEST_KEYS.formal.privateKey];
      const built = await runCli(
        "patch-build",
        [...command.argv, "--no-ima", ...keys],
        {
          cwd,
          env: command.environment,
        },
      );
      expect(built.stderr).toBe("");
      expect(built.status).toBe(0);
      const patch = join(cwd, basename(original));

      await runOk("tar", ["-xzf", patch, "-C", cwd]);
      await runOk("tar", ["-xf", join(cwd, "metadata.tar"), "-C", cwd]);
      expect(readFileSync(join(cwd, "metadata.xml"), "utf8")).toBe(
        goldenMetadata(name),
      );

      const members = (await runOk("tar", ["-tzf", patch])).stdout
        .toString()
        .trimEnd();
      expect(members.split("\n")).toEqual(expected.members);
      await runOk("tar", ["-xf", join(cwd, "software.tar"), "-C", cwd]);
      for (const [rpm, sha256] of Object.entries(expected.sha256)) {
        const digest = createHash("sha256").update(
          readFileSync(join(cwd, rpm)),
        );
        expect([rpm, digest.digest("hex")]).toEqual([rpm, sha256]);
      }

      const target = await uploadToTarget(patch, {
        dev: TEST_KEYS.dev.certificate,
        formal: TEST_KEYS.formal.certificate,
      });
      expect(target).toMatchObject({ accepted: true });
    });
  });
});

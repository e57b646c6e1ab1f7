import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import {
  runOk,
  TEST_KEYS,
  uploadAllToTarget,
  vectorExpected,
  vectorPath,
  type TargetReport,
} from "@stx-patch/testkit";
import { runCli, type CliResult } from "../support/cli.js";

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

/** The file of a case, which our build gives the same name. */
function originalOf(name: string): string {
  const file = readdirSync(vectorPath("patch", name)).find((entry) =>
    entry.endsWith(".patch"),
  );
  return vectorPath("patch", name, file ?? "");
}

/** What our own build of a case made of it. */
interface Rebuilt {
  readonly folder: string;
  readonly patch: string;
  readonly outcome: CliResult;
}

let root = "";
const rebuilt = new Map<string, Rebuilt>();
let uploads: readonly TargetReport[] = [];

// All cases are built first, so that the target's oracle is started once and not for each of them.
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "stx-patch-test-"));
  for (const name of CASES) rebuilt.set(name, await rebuild(name));
  uploads = await uploadAllToTarget(
    [...rebuilt.values()].map(({ patch }) => patch),
  );
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function rebuild(name: string): Promise<Rebuilt> {
  const { argv, key, environment } = commandOf(name);
  const folder = join(root, name);
  await mkdir(folder);
  const keys = key === "dev" ? [] : ["--key", TEST_KEYS.formal.privateKey];
  const outcome = await runCli("patch-build", [...argv, "--no-ima", ...keys], {
    cwd: folder,
    env: environment,
  });
  return { folder, patch: join(folder, basename(originalOf(name))), outcome };
}

describe.each(CASES)("the original's patch %s", (name) => {
  it("is trusted by patch-verify", async () => {
    const trust = trustArguments(commandOf(name).key);
    const argv = ["--json", ...trust, originalOf(name)];
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
    const { folder, patch, outcome } = rebuilt.get(name)!;
    expect(outcome.stderr).toBe("");
    expect(outcome.status).toBe(0);

    const { stdout } = await runOk("tar", ["-xvzf", patch, "-C", folder]);
    expect(stdout.toString().trimEnd().split("\n")).toEqual(expected.members);
    await runOk("tar", ["-xf", join(folder, "metadata.tar"), "-C", folder]);
    expect(readFileSync(join(folder, "metadata.xml"), "utf8")).toBe(
      goldenMetadata(name),
    );
    await runOk("tar", ["-xf", join(folder, "software.tar"), "-C", folder]);
    for (const [rpm, sha256] of Object.entries(expected.sha256)) {
      const digest = createHash("sha256").update(
        readFileSync(join(folder, rpm)),
      );
      expect([rpm, digest.digest("hex")]).toEqual([rpm, sha256]);
    }
    expect(uploads[CASES.indexOf(name)]).toMatchObject({ accepted: true });
  });
});

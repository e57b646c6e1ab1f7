import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { describeWithTool, runOk, withTempDir } from "@stx-patch/testkit";
import { COMMANDS, type CommandSpec } from "../../src/index.js";
import { completionModel } from "../../src/completion/model.js";
import { codesIn, runCli } from "../support/cli.js";

const path = (name: string): string =>
  fileURLToPath(new URL(`../../${name}`, import.meta.url));
const ORACLE = (shell: string): string => path(`test/oracle/complete.${shell}`);
const SCRIPT = (name: string): string => path(`completions/${name}`);

/** What has to be offered, and what must not. */
const LINES: readonly (readonly [
  line: string,
  offered: readonly string[],
  not: readonly string[],
])[] = [
  ["stx-patch ", ["patch-build", "completion", "query_patch"], ["build"]],
  ["patch-sign ", ["request", "attach", "resign"], ["a.patch"]],
  ["stx-patch sign request --ro", ["--role"], ["--json"]],
  ["patch-verify --js", ["--json"], ["--junit"]],
  ["patch_build --js", [], ["--json"]],
  ["patch-build --ima-layout ", ["header", "signature"], ["x.rpm"]],
  ["stx-patch completion ", ["bash", "zsh", "fish"], ["a.patch"]],
  ["patch-verify --limit maxR", ["maxRpmFiles="], ["maxPatchBytes="]],
  ["patch-verify --require ", ["dev", "formal"], ["key.pem"]],
  ["patch-make i", ["init"], ["print"]],
];

/** What stands in the working directory of the shells. */
const FILES = ["a.patch", "b.patch", "x.rpm", "key.pem", "notes.txt"];

/** Lines that files are offered for; fish offers files of other kinds behind those. */
const FILE_LINES: typeof LINES = [
  ["patch-verify ", ["a.patch", "b.patch"], ["x.rpm", "notes.txt"]],
  ["patch-build --controller ", ["x.rpm"], ["a.patch"]],
  ["patch-build --key=k", ["key.pem"], ["notes.txt"]],
  ["patch-verify --trust formal=k", ["key.pem"], ["notes.txt"]],
  ["patch-repo add folder ", ["a.patch"], ["x.rpm"]],
  ["patch-make --workdir ", ["folder"], ["a.patch", "notes.txt"]],
  ["patch-build -o n", ["notes.txt"], ["a.patch"]],
];

async function candidates(
  [command, ...argv]: readonly string[],
  lines: typeof LINES,
): Promise<string[][]> {
  return withTempDir(async (cwd) => {
    for (const name of FILES) await writeFile(join(cwd, name), "");
    await mkdir(join(cwd, "folder"));
    const { stdout } = await runOk(command ?? "", argv, {
      cwd,
      input: lines.map(([line]) => `${line}\n`).join(""),
    });
    return stdout
      .toString()
      .split("\n")
      .slice(0, lines.length)
      .map((line) => line.split("|").filter((word) => word !== ""));
  });
}

function expectOffered(found: readonly string[][], lines: typeof LINES): void {
  for (const [i, [line, offered, not]] of lines.entries()) {
    const words = new Set(
      found[i]?.map((word) => word.replace(/.*=(?=.)/, "")),
    );
    const told = { line, missing: offered.filter((word) => !words.has(word)) };
    expect(told).toEqual({ line, missing: [] });
    const surplus = not.filter((word) => words.has(word));
    expect({ line, surplus }).toEqual({ line, surplus: [] });
  }
}

describeWithTool("bash", "completion in bash", () => {
  it("offers commands, options, values and files of the kind", async () => {
    const lines = [...LINES, ...FILE_LINES];
    const argv = ["bash", ORACLE("bash"), SCRIPT("bash/stx-patch")];
    expectOffered(await candidates(argv, lines), lines);
  });

  it("works in whatever mode the shell is, and is there for every executable", async () => {
    const script = `set -euo pipefail; . "$1"; complete -p patch-verify query_patch`;
    const { stdout } = await runOk("bash", [
      ...["-c", script, "-", SCRIPT("bash/patch-verify")],
    ]);
    expect(stdout.toString()).toContain("_stx_patch query_patch");
  });
});

describeWithTool("fish", "completion in fish", () => {
  it("offers commands, options and values", async () => {
    const argv = ["fish", "--no-config", ORACLE("fish")];
    expectOffered(
      await candidates([...argv, SCRIPT("fish/patch-sign.fish")], LINES),
      LINES,
    );
  });
});

describeWithTool("zsh", "completion in zsh", () => {
  it("offers the same as in bash", async () => {
    await withTempDir(async (scratch) => {
      const lines = [...LINES, ...FILE_LINES];
      const argv = ["zsh", "-f", ORACLE("zsh"), SCRIPT("zsh"), scratch];
      expectOffered(await candidates(argv, lines), lines);
    });
  });
});

describe("stx-patch completion", () => {
  it("knows every option of every command", async () => {
    const specs: CommandSpec[] = [];
    for (const { spec } of Object.values(COMMANDS)) specs.push(await spec());
    const { commands } = await completionModel();
    for (const { name, options } of specs) {
      const known = commands.find((command) => command.name === name)?.options;
      expect(known?.map((option) => option.name)).toEqual(
        expect.arrayContaining(options.map((option) => option.name)),
      );
    }
  });

  it.each([
    [[], "CLI_ARGUMENT_MISSING"],
    [["tcsh"], "CLI_ARGUMENT_UNEXPECTED"],
    [["constructor"], "CLI_ARGUMENT_UNEXPECTED"],
    [["bash", "zsh"], "CLI_ARGUMENT_UNEXPECTED"],
  ])("refuses %j", async (argv, code) => {
    const { status, stdout, stderr } = await runCli(
      "stx-patch",
      ["completion", ...argv],
      { cwd: "/" },
    );
    expect(codesIn(stderr)).toEqual([code]);
    expect([status, stdout]).toEqual([1, ""]);
  });
});

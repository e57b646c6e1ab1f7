import { readdirSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { describeWithTool, runOk, vectorPath } from "@stx-patch/testkit";
import { codesIn, runCli } from "../support/cli.js";
import { schemaErrors } from "../support/schema.js";

const FOLDER = vectorPath("rpm", "unsigned/4.18");
const PATHS = readdirSync(FOLDER).map((name) => `${FOLDER}/${name}`);

describeWithTool("rpm", "patch-query --rpm tells what rpm tells", () => {
  it.each(["--requires", "--provides"])("with %s", async (option) => {
    for (const path of PATHS) {
      const theirs = await runOk("rpm", ["-qp", "--nosignature", option, path]);
      const ours = await runCli("patch-query", ["--rpm", path, option], {
        cwd: "/",
      });
      const words = (text: string): string[] =>
        text.split("\n").map((line) => line.trimEnd());
      expect([path, words(ours.stdout)]).toEqual([
        path,
        words(theirs.stdout.toString()),
      ]);
    }
  });

  it("with --files: modes, owners, sizes and names", async () => {
    for (const path of PATHS) {
      const format =
        "[%{FILEMODES:perms} %{FILEUSERNAME} %{FILEGROUPNAME} %{LONGFILESIZES} %{FILENAMES}\\n]";
      const theirs = await runOk("rpm", [
        "-qp",
        "--nosignature",
        "--qf",
        format,
        path,
      ]);
      const ours = await runCli("patch-query", ["--rpm", path, "--files"], {
        cwd: "/",
      });
      const lines = ours.stdout
        .split("\n")
        .filter((line) => /^ {4}\S/.test(line))
        .map((line) => {
          const [mode, user, group, size, , , ...name] = line
            .trim()
            .split(/ +/);
          const [file] = name.join(" ").split(" -> ");
          return [mode, user, group, size, file].join(" ");
        });
      expect([path, lines]).toEqual([
        path,
        theirs.stdout.toString().split("\n").slice(0, -1),
      ]);
    }
  });
});

describe("patch-query --rpm", () => {
  it("prints a query format and nothing else", async () => {
    const argv = ["--rpm", PATHS[0] ?? "", "--qf", "%{NAME}-%{VERSION}\\n"];
    const { stdout, status } = await runCli("patch-query", argv, { cwd: "/" });
    expect(stdout).toBe("bigghost-1\n");
    expect(status).toBe(0);
  });

  it("takes every further argument as an RPM file, in order", async () => {
    const argv = ["--qf", "%{NVRA}.rpm\\n", "--rpm", ...PATHS];
    const { stdout } = await runCli("patch-query", argv, { cwd: "/" });
    expect(stdout.trim().split("\n")).toHaveLength(PATHS.length);
    expect(stdout.startsWith("bigghost-1-1")).toBe(true);
  });

  it("gives all facts as JSON, as the published schema has them", async () => {
    const { stdout } = await runCli(
      "patch-query",
      ["--json", "--rpm", ...PATHS],
      { cwd: "/" },
    );
    expect(schemaErrors("query-rpm-result", stdout)).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1 });
    const { rpms } = JSON.parse(stdout) as { rpms: unknown[] };
    expect(rpms).toHaveLength(PATHS.length);
    expect(rpms[2]).toMatchObject({
      name: "cgcs-patch",
      digests: { ok: true },
      imaProblems: [],
    });
  });

  it.each<[argv: string[], codes: string[], status: number]>([
    [[], ["CLI_ARGUMENT_MISSING"], 1],
    [["a.patch", "b.patch"], ["CLI_ARGUMENT_UNEXPECTED"], 1],
    [["--qf", "x", "a.patch"], ["CLI_OPTIONS_CONFLICT"], 1],
    [["--check-digests", "a.patch"], ["CLI_OPTIONS_CONFLICT"], 1],
    [["--rpm", "a", "--field", "id"], ["CLI_OPTIONS_CONFLICT"], 1],
    [["--rpm", "/nowhere.rpm"], ["IO_NOT_FOUND"], 5],
    [["--rpm", "/nowhere.rpm", "--requires"], ["IO_NOT_FOUND"], 5],
    [["--rpm", "/", "--requires"], ["IO_IS_DIRECTORY"], 5],
    [["--rpm", "/dev/null", "--provides"], ["IO_NOT_REGULAR"], 5],
    [["--rpm", PATHS[0] ?? "", "--qf", "%{NOTATAG}"], ["RPM_QUERY_TAG"], 1],
  ])("refuses %j", async (argv, codes, status) => {
    const result = await runCli("patch-query", argv, { cwd: "/" });
    expect(codesIn(result.stderr)).toEqual(codes);
    expect(result.stdout).toBe("");
    expect(result.status).toBe(status);
  });
});

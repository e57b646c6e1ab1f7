import { describe, expect, it } from "@jest/globals";
import {
  parseCommandLine,
  type ParsedLine,
} from "../../src/command-line/parse.js";
import { PATCH_BUILD } from "../../src/commands/patch-build.spec.js";

async function parse(argv: readonly string[]): Promise<ParsedLine> {
  const outcome = await parseCommandLine(argv, PATCH_BUILD, 80);
  if (outcome.kind !== "run") throw new Error("expected a line to run");
  return outcome.line;
}

describe("parsing leaves values as they were typed", () => {
  // Each of these is changed by yargs at its default settings, or by a shell-like parser.
  it.each([
    "20.10",
    "0001",
    "1e3",
    "true",
    "",
    " spaces ",
    '"quoted"',
    "'quoted'",
    "- starts with a dash",
    "--id",
    "a=b",
    "line one\nline two",
    "Straße 日本語",
  ])("%j", async (value) => {
    const line = await parse([
      "--summary",
      value,
      "--req",
      value,
      "--req",
      value,
    ]);
    expect(line.text("summary")).toBe(value);
    expect(line.list("req")).toEqual([value, value]);
  });

  it("and positionals, too", async () => {
    const line = await parse(["--id", "x", "007.rpm", "1.0", "--", "-odd"]);
    expect(line.positionals).toEqual(["007.rpm", "1.0", "-odd"]);
  });

  it("and tells what was not given from what was given empty", async () => {
    const line = await parse(["--summary="]);
    expect(line.text("summary")).toBe("");
    expect(line.text("desc")).toBeUndefined();
    expect(line.flag("unremovable")).toBe(false);
  });
});

describe("help", () => {
  it.each([40, 60, 80, 100])(
    "fits %d columns, examples first",
    async (columns) => {
      const outcome = await parseCommandLine(["--help"], PATCH_BUILD, columns);
      if (outcome.kind !== "print") throw new Error("expected text");
      const lines = outcome.text.split("\n");
      expect(lines[1]).toMatch(/^ {4}\$ patch-build /);
      const tooLong = lines.filter(
        (line) => line.length > columns && !line.startsWith("    $ "),
      );
      expect(tooLong).toEqual([]);
      for (const { name } of PATCH_BUILD.options)
        expect(outcome.text).toContain(`--${name}`);
    },
  );

  it("wins over mistakes on the line", async () => {
    const outcome = await parseCommandLine(
      ["--nonsense", "--help"],
      PATCH_BUILD,
      80,
    );
    expect(outcome.kind).toBe("print");
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { normalizeArguments } from "../../src/command-line/normalize.js";
import type { CommandSpec } from "../../src/command-line/option.js";

const SPEC: CommandSpec = {
  name: "demo",
  summary: "",
  syntax: "modern",
  examples: [],
  options: [
    { name: "id", kind: "text", describe: "", group: "" },
    { name: "req", kind: "list", describe: "", group: "" },
    { name: "release", kind: "text", describe: "", group: "" },
    { name: "output", short: "o", kind: "text", describe: "", group: "" },
    { name: "unremovable", kind: "flag", describe: "", group: "" },
    {
      name: "layout",
      kind: "text",
      choices: ["a", "b"],
      describe: "",
      group: "",
    },
  ],
};
const GETOPT: CommandSpec = { ...SPEC, syntax: "getopt" };

function codes(argv: readonly string[], spec = SPEC): string[] {
  return normalizeArguments(argv, spec).problems.map(({ code }) => code);
}

describe("normalizeArguments", () => {
  it.each<[argv: string[], options: string[], positionals: string[]]>([
    [["--id", "x", "a.rpm"], ["--id=x"], ["a.rpm"]],
    [["a.rpm", "--id=x"], ["--id=x"], ["a.rpm"]],
    [["--id", "-starts-with-dash"], ["--id=-starts-with-dash"], []],
    [["--id", "--req"], ["--id=--req"], []],
    [["--id="], ["--id="], []],
    [["--id", ""], ["--id="], []],
    [["--id=a=b"], ["--id=a=b"], []],
    [["-o", "x"], ["--output=x"], []],
    [["-ox"], ["--output=x"], []],
    [["-o", "-"], ["--output=-"], []],
    [["--", "--id", "x"], [], ["--id", "x"]],
    [["-"], [], ["-"]],
    [["--req", "a", "b", "--req", "c"], ["--req=a", "--req=c"], ["b"]],
    [["--unremovable", "--unremovable"], ["--unremovable"], []],
  ])("reads %j", (argv, options, positionals) => {
    expect(normalizeArguments(argv, SPEC)).toEqual({
      options,
      positionals,
      problems: [],
    });
  });

  it.each<[argv: string[], codes: string[]]>([
    [["--unknown"], ["CLI_OPTION_UNKNOWN"]],
    [["-x"], ["CLI_OPTION_UNKNOWN"]],
    [["--i", "x"], ["CLI_OPTION_UNKNOWN"]],
    [["--id"], ["CLI_OPTION_VALUE_MISSING"]],
    [["--unremovable=yes"], ["CLI_OPTION_VALUE_UNEXPECTED"]],
    [["--id=a", "--id=b"], ["CLI_OPTION_REPEATED"]],
    [["--layout=c"], ["CLI_OPTION_VALUE_INVALID"]],
    [
      ["--x", "--y", "--id"],
      ["CLI_OPTION_UNKNOWN", "CLI_OPTION_UNKNOWN", "CLI_OPTION_VALUE_MISSING"],
    ],
  ])("reports %j", (argv, expected) => {
    expect(codes(argv)).toEqual(expected);
  });

  it("suggests the option that was probably meant", () => {
    const [problem] = normalizeArguments(["--relase", "x"], SPEC).problems;
    expect(problem?.remedy).toContain("--release");
  });

  it("takes prefixes and stops at the first positional where getopt does", () => {
    expect(
      normalizeArguments(["--unr", "--i", "x", "a", "--id", "y"], GETOPT),
    ).toEqual({
      options: ["--unremovable", "--id=x"],
      positionals: ["a", "--id", "y"],
      problems: [],
    });
    expect(codes(["--re", "x"], GETOPT)).toEqual(["CLI_OPTION_AMBIGUOUS"]);
  });

  it("never throws, and loses no word", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string(), fc.constantFrom("--id", "-o", "--", "--x=")),
        ),
        (argv) => {
          const { options, positionals, problems } = normalizeArguments(
            argv,
            SPEC,
          );
          expect(
            options.length + positionals.length + problems.length,
          ).toBeGreaterThanOrEqual(
            argv.filter((word) => word !== "--").length === 0 ? 0 : 1,
          );
        },
      ),
    );
  });
});

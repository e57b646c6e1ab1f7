import { fileURLToPath } from "node:url";
import { expect, it } from "@jest/globals";
import { describeWithTool, runOk } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";
import { allOptions } from "../../src/command-line/common-options.js";
import { normalizeArguments } from "../../src/command-line/normalize.js";
import { PATCH_BUILD_DROP_IN } from "../../src/commands/patch-build-drop-in.spec.js";

const SCRIPT = fileURLToPath(
  new URL("../oracle/getopt_lines.py", import.meta.url),
);
const OPTIONS = allOptions(PATCH_BUILD_DROP_IN);
const LINES = 1500;

interface Answer {
  readonly options?: readonly (readonly [option: string, value: string])[];
  readonly arguments?: readonly string[];
  readonly error?: string;
}

/** Words as they stand on command lines, whole options, prefixes, values and nonsense. */
const option = fc.constantFrom(...OPTIONS.map(({ name }) => name));
const word = fc.oneof(
  option.map((name) => `--${name}`),
  fc
    .tuple(option, fc.nat(30))
    .map(([name, length]) => `--${name.slice(0, 1 + length)}`),
  fc
    .tuple(option, fc.constantFrom("x", "", "a=b", "-z"))
    .map(([name, value]) => `--${name}=${value}`),
  fc.constantFrom(
    "a.rpm",
    "-",
    "--",
    "x y",
    "Y",
    "-h",
    "--bogus",
    "--id",
    "-x",
    "",
  ),
);

/** Python's pairs in our form: flags once, everything else as `--name=value`. */
function inOurForm(pairs: NonNullable<Answer["options"]>): string[] {
  const words = pairs.map(([name, value]) => {
    const isFlag = OPTIONS.some(
      (spec) => `--${spec.name}` === name && spec.kind === "flag",
    );
    if (name === "-h") return "--help";
    return isFlag ? name : `${name}=${value}`;
  });
  return words.filter(
    (text, i) => text.includes("=") || words.indexOf(text) === i,
  );
}

describeWithTool("python3", "the drop-in's command line", () => {
  it("is understood as Python's getopt, which the original uses, understands it", async () => {
    const lines = fc.sample(fc.array(word, { maxLength: 5 }), LINES);
    const longs = OPTIONS.map(({ name, kind }) =>
      kind === "flag" ? name : `${name}=`,
    );
    const { stdout } = await runOk("python3", [SCRIPT, JSON.stringify(longs)], {
      input: lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
    });
    const answers = JSON.parse(stdout.toString()) as Answer[];
    const accepted = answers.filter(({ error }) => error === undefined);
    expect(accepted.length).toBeGreaterThan(LINES / 10);
    lines.forEach((line, i) => {
      const { options, positionals, problems } = normalizeArguments(
        line,
        PATCH_BUILD_DROP_IN,
      );
      const answer = answers[i];
      const ours = problems.length > 0 ? "refused" : { options, positionals };
      const theirs =
        answer?.options === undefined
          ? "refused"
          : {
              options: inOurForm(answer.options),
              positionals: answer.arguments,
            };
      expect([line, ours]).toEqual([line, theirs]);
    });
  });
});

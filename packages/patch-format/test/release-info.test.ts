import { spawnSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import { describeWithTool, processorMs } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";
import { parseReleaseInfo } from "../src/index.js";

function releaseOf(text: string): string | undefined {
  return parseReleaseInfo(text).platformRelease;
}

/** What is known without any problem. */
function expectRelease(text: string, release: string): void {
  expect(parseReleaseInfo(text)).toMatchObject({
    platformRelease: release,
    problems: [],
  });
}

describe("parseReleaseInfo", () => {
  it("reads the file that StarlingX has", () => {
    expectRelease(
      [
        "#!/bin/bash",
        "#",
        '# PLATFORM_RELEASE="wrong" in a comment',
        "",
        'PLATFORM_RELEASE="20.06"',
        "",
      ].join("\n"),
      "20.06",
    );
  });

  it.each([
    ["bare", "PLATFORM_RELEASE=20.06"],
    ["in single quotes", "PLATFORM_RELEASE='20.06'"],
    ["exported", 'export PLATFORM_RELEASE="20.06"'],
    ["declared", "declare -x PLATFORM_RELEASE=20.06"],
    ["indented", "\t  PLATFORM_RELEASE=20.06  "],
    ["with a comment behind", "PLATFORM_RELEASE=20.06 # twice a year"],
    ["with a semicolon behind", "PLATFORM_RELEASE=20.06;"],
    ["beside another", "A=1 PLATFORM_RELEASE=20.06 B=2"],
    ["in pieces", "PLATFORM_RELEASE=2'0'.\"0\"\\6"],
    ["on two lines", "PLATFORM_RELEASE=20.\\\n06"],
    ["on two lines inside of quotes", 'PLATFORM_RELEASE="20.\\\n06"'],
    ["set again", "PLATFORM_RELEASE=19.09\nPLATFORM_RELEASE=20.06"],
    ["from an earlier variable", "Y=20\nM=06\nPLATFORM_RELEASE=$Y.${M}"],
    ["with Windows line ends", "A=1\r\nPLATFORM_RELEASE=20.06\r\n"],
    ["behind a byte order mark", "\ufeffPLATFORM_RELEASE=20.06"],
    ["without newline at the end of a comment", "PLATFORM_RELEASE=20.06\n#"],
  ])("reads a release %s", (_name, text) => {
    expectRelease(text, "20.06");
  });

  it("keeps versions as text", () => {
    expectRelease("PLATFORM_RELEASE=20.10", "20.10");
  });

  it("keeps what quotes protect", () => {
    const { variables } = parseReleaseInfo(
      "A='$B `x` \\ #'\nB=\"\\$A \\\" \\\\ \\x 'y' # z\"\nC=a#b\nD=\nE=\\#",
    );
    expect(Object.fromEntries(variables)).toEqual({
      A: "$B `x` \\ #",
      B: "$A \" \\ \\x 'y' # z",
      C: "a#b",
      D: "",
      E: "#",
    });
  });

  it.each([
    ["a command substitution", "PLATFORM_RELEASE=$(cat version)"],
    ["backticks", "PLATFORM_RELEASE=`cat version`"],
    ["arithmetic", "PLATFORM_RELEASE=$((20 + 1)).06"],
    ["a default value", "PLATFORM_RELEASE=${X:-20.06}"],
    ["a variable from elsewhere", "PLATFORM_RELEASE=$MY_RELEASE"],
    ["a variable that depends on a command", "A=$(date)\nPLATFORM_RELEASE=$A"],
    ["a parameter", "PLATFORM_RELEASE=$1"],
    ["a home directory", "PLATFORM_RELEASE=~"],
    ["quotes of bash", "PLATFORM_RELEASE=$'20.06'"],
    ["appending", "PLATFORM_RELEASE=20\nPLATFORM_RELEASE+=.06"],
    ["a condition", "if [ -e x ]; then\nPLATFORM_RELEASE=20.06\nfi"],
    ["a condition on one line", "if true; then PLATFORM_RELEASE=20.06; fi"],
    ["an operator", "[ -e x ] && PLATFORM_RELEASE=20.06"],
    ["a function", "f() {\nPLATFORM_RELEASE=20.06\n}"],
    ["a here document", "cat <<EOF\nPLATFORM_RELEASE=20.06\nEOF"],
    ["a pipe", "PLATFORM_RELEASE=20.06 | cat"],
    ["another file", "PLATFORM_RELEASE=20.06\n. ./other"],
    ["eval", 'PLATFORM_RELEASE=20.06\neval "$X"'],
    ["an early exit", "exit\nPLATFORM_RELEASE=20.06"],
    ["a quote without end", 'PLATFORM_RELEASE=20.06\nA="'],
    ["a nested substitution", 'PLATFORM_RELEASE=20.06\nA="$(echo ")")"'],
  ])("does not guess about %s", (_name, text) => {
    const { platformRelease, problems } = parseReleaseInfo(text);
    expect(platformRelease).toBeUndefined();
    expect(problems).not.toEqual([]);
  });

  it.each([
    [
      "an unknown later value hides the earlier one",
      "PLATFORM_RELEASE=1\nPLATFORM_RELEASE=$(x)",
      undefined,
    ],
    [
      "a variable for one command stays there",
      "PLATFORM_RELEASE=1 make",
      undefined,
    ],
    [
      "a removed variable is gone",
      "PLATFORM_RELEASE=1\nunset PLATFORM_RELEASE",
      undefined,
    ],
    ["an empty release is none", 'PLATFORM_RELEASE=""', undefined],
    [
      "a condition elsewhere does no harm",
      "PLATFORM_RELEASE=1\nif x; then\nA=2\nfi",
      "1",
    ],
    [
      "a command elsewhere does no harm",
      "set -e\nPLATFORM_RELEASE=1\necho $PLATFORM_RELEASE",
      "1",
    ],
  ])("%s", (_name, text, expected) => {
    expect(releaseOf(text)).toBe(expected);
  });

  it("names the line of a problem", () => {
    expect(parseReleaseInfo("A=1\n\nB='x\ny'\nC=$(date)").problems).toEqual([
      expect.stringMatching(/^line 5: .*"C".*"\$\(date\)"/),
    ]);
  });

  it("bounds values that double and reports that fill up", () => {
    const doubling = `A=x\n${'A="$A$A"\n'.repeat(100)}`;
    expect(parseReleaseInfo(doubling).variables.has("A")).toBe(false);
    expect(parseReleaseInfo("x\n".repeat(1000)).problems).toHaveLength(50);
  });

  it.each([
    ["quotes", "'"],
    ["dollars", "$("],
    ["braces", "${"],
    ["backticks", "` "],
    ["backslashes", "\\"],
    ["spaces", " "],
    ["newlines", "\n"],
    ["words", "A=B "],
    ["names", "A"],
  ])("takes linear time: %s", async (_name, piece) => {
    const spentMs = await processorMs(() => {
      parseReleaseInfo(piece.repeat(1_000_000 / piece.length));
      parseReleaseInfo(`A="${piece.repeat(1_000_000 / piece.length)}`);
    });
    expect(spentMs).toBeLessThan(3_000);
  });

  describeWithTool("bash", "compared with bash", () => {
    it("never claims another value, and without problems misses none", () => {
      const fragments = fc.sample(
        fc
          .array(
            fc.constantFrom(
              ..."AB=x1 \n\n\"\"''\\$#;~,:".split(""),
              "A=",
              "B=",
              "\nA=",
              "\nB=",
              "$A",
              "${B}",
              "export ",
              "+=",
              // Not alone: a file with a stray brace is one that a shell refuses.
              "{x",
              "x}",
              "unset A\n",
            ),
            { maxLength: 20 },
          )
          .map((pieces) => pieces.join("")),
        // Always the same, so that a build does not fail by chance; 80,000 others were tried.
        { numRuns: 1_000, seed: 2006 },
      );
      const answers = askBash(fragments);
      let claims = 0;
      fragments.forEach((fragment, i) => {
        const { variables, problems } = parseReleaseInfo(fragment);
        for (const [name, actual] of Object.entries(answers[i]!)) {
          const ours = variables.get(name);
          if (ours !== undefined || problems.length === 0)
            expect([fragment, name, ours]).toEqual([fragment, name, actual]);
          if (ours !== undefined) claims++;
        }
      });
      expect(claims).toBeGreaterThan(50);
    });
  });
});

/** Values of A and B after bash has read each fragment; commands cannot be found there, and the fragments have no redirections. */
function askBash(
  fragments: readonly string[],
): Record<"A" | "B", string | undefined>[] {
  const script = `
    PATH=/nonexistent
    unset A B
    while IFS= read -r -d '' fragment; do
      # The trap answers when a bad expansion ends the subshell, too.
      ( trap 'printf "%s\\0%s\\0" "\${A+=$A}" "\${B+=$B}" >&4' EXIT
        eval "$fragment" ) >/dev/null 2>&1
    done 4>&1
    true`;
  const { stdout, status } = spawnSync("bash", ["-c", script], {
    input: fragments.map((fragment) => `${fragment}\0`).join(""),
    encoding: "utf8",
  });
  expect(status).toBe(0);
  const values = stdout
    .split("\0")
    .map((value) => (value === "" ? undefined : value.slice(1)));
  expect(values).toHaveLength(2 * fragments.length + 1);
  return fragments.map((_, i) => ({ A: values[2 * i], B: values[2 * i + 1] }));
}

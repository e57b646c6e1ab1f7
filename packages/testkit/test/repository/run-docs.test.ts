import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { run } from "../../src/process.js";
import { withTempDir } from "../../src/temp-dir.js";
import { ROOT } from "./root.js";

const SCRIPT = join(ROOT, "scripts/run-docs.mjs");

/** What becomes of a page with these lines: exit status, what was said, and the page afterwards. */
function runPage(
  lines: readonly string[],
  ...options: string[]
): Promise<{ status: number | null; said: string; page: string }> {
  return withTempDir(async (folder) => {
    const file = join(folder, "page.md");
    writeFileSync(file, lines.join("\n"));
    const { status, stdout, stderr } = await run(process.execPath, [
      ...[SCRIPT, ...options, file],
    ]);
    const said = `${stdout.toString()}${stderr}`;
    return { status, said, page: readFileSync(file, "utf8") };
  });
}

const block = (language: string, ...lines: string[]): string[] => [
  ...["```" + language, ...lines, "```", ""],
];

describe("run-docs.mjs", () => {
  it("runs the blocks of a page in one shell and compares their output", async () => {
    const { status, said } = await runPage([
      ...block("sh", "mkdir a && cd a", "cat > b <<'END'", "1", "2", "END"),
      ...block("console", "$ cat b", "1", "2", "$ basename \\", "  x/y", "y"),
    ]);
    expect(said).toMatch(/^documentation: 4 commands of 1 pages ran/);
    expect(status).toBe(0);
  });

  it.each([
    ["other output", block("console", "$ echo a", "b")],
    ["a line too few", block("console", "$ seq 2", "1")],
    ["a line too many", block("console", "$ echo 1", "1", "2")],
    ["a failure that is not shown", block("sh", "false")],
    ["a failure inside of a pipe", block("sh", "false | cat")],
    [
      "another status than shown",
      block("sh", "exit_with() { return $1; }; exit_with 3 # exit status 4"),
    ],
    ["the end of the shell", block("sh", "exit 0", "true")],
  ])("refuses %s", async (_what, lines) => {
    expect((await runPage(lines)).status).toBe(1);
  });

  it.each([
    ["a status that is shown", block("sh", "(exit 3) # exit status 3: why")],
    [
      "any lines for a line of dots",
      block("console", "$ seq 9", "1", "...", "9"),
    ],
    ["anything for dots in a line", block("console", "$ echo a1b2c", "a...c")],
  ])("accepts %s", async (_what, lines) => {
    expect((await runPage(lines)).status).toBe(0);
  });

  it("names what is not run, with its reason", async () => {
    const { status, said } = await runPage([
      "<!-- not run: it takes a year -->",
      ...block("sh", "false"),
    ]);
    expect(said).toContain("page.md:2: it takes a year");
    expect(status).toBe(0);
  });

  it("puts the real output into a page, and leaves what fits", async () => {
    const { page } = await runPage(
      block("console", "$ seq 3", "1", "...", "$ echo b", "a"),
      "--write",
    );
    expect(page).toBe(
      block("console", "$ seq 3", "1", "...", "$ echo b", "b").join("\n"),
    );
  });
});

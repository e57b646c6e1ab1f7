import { describe, expect, it } from "@jest/globals";
import { codeOf, withTempDir } from "@stx-patch/testkit";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chooseJobs, parseJobs, sizesOf } from "../../src/world/jobs.js";

const MIB = 1024 * 1024;
const sizes = (count: number, bytes: number): number[] =>
  Array.from({ length: count }, () => bytes);

describe("parseJobs", () => {
  it.each([
    [undefined, undefined],
    ["1", 1],
    ["8", 8],
  ])("reads %j", (text, jobs) => {
    expect(parseJobs(text)).toBe(jobs);
  });

  it.each(["0", "", "-1", "1.5", "two", "99999", " 2"])(
    "refuses %j",
    async (text) => {
      const code = await codeOf(Promise.resolve().then(() => parseJobs(text)));
      expect(code).toBe("CLI_OPTION_VALUE_INVALID");
    },
  );
});

describe("chooseJobs", () => {
  it.each([
    ["one large patch", sizes(1, 1024 * MIB), 1],
    ["a few small patches", sizes(10, 64 * 1024), 1],
    ["a few patches", sizes(4, 5 * MIB), 1],
    ["one large patch among small ones", [1024 * MIB, 5, 5, 5, 5], 1],
  ])("stays with one thread for %s", (_, files, jobs) => {
    expect(chooseJobs(files, 8)).toBe(jobs);
  });

  it.each([
    ["many patches", sizes(40, 5 * MIB), 8],
    ["very many small patches", sizes(1000, 3 * 1024), 8],
    ["a few large patches", sizes(4, 500 * MIB), 4],
  ])("uses the cores for %s", (_, files, jobs) => {
    expect(chooseJobs(files, 8)).toBe(jobs);
  });

  it("has nothing to gain on one core", () => {
    expect(chooseJobs(sizes(40, 5 * MIB), 1)).toBe(1);
  });
});

it("takes stdin and what is not there for nothing", async () => {
  await withTempDir(async (cwd) => {
    await writeFile(join(cwd, "a.patch"), "12345");
    expect(await sizesOf(["-", "a.patch", "b.patch"], cwd)).toEqual([0, 5, 0]);
  });
});

import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { run, withTempDir } from "@stx-patch/testkit";
import { codesIn, runCli } from "../support/cli.js";
import { schemaErrors } from "../support/schema.js";

const SERIES = ["--prefix", "STX", "--release", "20.06"];
const BIN = new URL("../../bin/patch-id.js", import.meta.url).pathname;

describe("patch-id next", () => {
  it("prints ids and nothing else, so that a script can take them", async () => {
    await withTempDir(async (cwd) => {
      const next = (...argv: string[]): ReturnType<typeof runCli> =>
        runCli("patch-id next", [...SERIES, "--register", "ids", ...argv], {
          cwd,
        });
      expect((await next()).stdout).toBe("STX_20.06_PATCH_0001\n");
      expect((await next("--count", "2")).stdout).toBe(
        "STX_20.06_PATCH_0002\nSTX_20.06_PATCH_0003\n",
      );
      const { stdout, stderr, status } = await next("--json");
      expect(schemaErrors("patch-id-next-result", stdout)).toEqual([]);
      expect(JSON.parse(stdout)).toMatchObject({
        ids: ["STX_20.06_PATCH_0004"],
      });
      expect([stderr, status]).toEqual(["", 0]);
    });
  });

  it("works as an executable, and finds the release as a build does", async () => {
    await withTempDir(async (cwd) => {
      const argv = [BIN, "next", "--prefix", "STX", "--register", "ids"];
      const { stdout } = await run(process.execPath, argv, {
        cwd,
        env: { PLATFORM_RELEASE: "21.12" },
      });
      expect(stdout.toString()).toBe("STX_21.12_PATCH_0001\n");
    });
  });

  it.each([
    ["", "STX_20.06_PATCH_0001"],
    ["# none yet\n\n", "STX_20.06_PATCH_0001"],
    [
      "STX_20.06_PATCH_0009 built\r\nSTX_20.06_PATCH_0002\nNDP_1\n",
      "STX_20.06_PATCH_0010",
    ],
  ])(
    "names the id after the highest of the order file %j",
    async (text, id) => {
      await withTempDir(async (cwd) => {
        await writeFile(join(cwd, "patch_order"), text);
        const argv = [...SERIES, "--order", "patch_order"];
        const { stdout } = await runCli("patch-id next", argv, { cwd });
        expect(stdout).toBe(`${id}\n`);
        expect(await readdir(cwd)).toEqual(["patch_order"]);
      });
    },
  );

  it.each<[text: string, code: string, status: number]>([
    ["STX_19.09_PATCH_0001\n", "CLI_ORDER_RELEASE", 2],
    ["STX_20.06_PATCH_1\n", "CLI_ORDER_MALFORMED", 2],
    ["ok\n../etc/passwd\n", "CLI_ORDER_MALFORMED", 2],
    ["STX_20.06_PATCH_9999\n", "ID_NUMBERS_EXHAUSTED", 1],
  ])("refuses the order file %j with %s", async (text, code, status) => {
    await withTempDir(async (cwd) => {
      await writeFile(join(cwd, "patch_order"), text);
      const argv = [...SERIES, "--order", "patch_order"];
      const result = await runCli("patch-id next", argv, { cwd });
      expect([result.stdout, codesIn(result.stderr), result.status]).toEqual([
        "",
        [code],
        status,
      ]);
    });
  });

  it.each<[argv: string[], codes: string[], status: number]>([
    [[], ["CLI_ARGUMENT_MISSING", "CLI_ARGUMENT_MISSING"], 1],
    [[...SERIES, "--register", ""], ["CLI_ARGUMENT_MISSING"], 1],
    [
      [...SERIES, "--register", "r", "--order", "o"],
      ["CLI_OPTIONS_CONFLICT"],
      1,
    ],
    [
      [...SERIES, "--register", "r", "--count", "1e3"],
      ["CLI_OPTION_VALUE_INVALID"],
      1,
    ],
    [
      ["--prefix", "a/b", "--release", "20.06", "--register", "r"],
      ["ID_INVALID"],
      1,
    ],
    [[...SERIES, "--register", "r", "more"], ["CLI_ARGUMENT_UNEXPECTED"], 1],
    [[...SERIES, "--register", "/dev/null/x"], ["IO_NOT_FOUND"], 5],
    [[...SERIES, "--order", "missing"], ["IO_NOT_FOUND"], 5],
  ])("refuses %j with %j and creates nothing", async (argv, codes, status) => {
    await withTempDir(async (cwd) => {
      const result = await runCli("patch-id next", argv, { cwd });
      expect([codesIn(result.stderr), result.status]).toEqual([codes, status]);
      expect([result.stdout, await readdir(cwd)]).toEqual(["", []]);
    });
  });
});

describe("patch-id list", () => {
  it("tells when and by whom an id was claimed", async () => {
    await withTempDir(async (cwd) => {
      const argv = [...SERIES, "--register", "ids"];
      await runCli("patch-id next", argv, { cwd });
      const listed = await runCli("patch-id list", argv, { cwd });
      expect(listed.stdout).toMatch(
        /^STX_20\.06_PATCH_0001 {2}\S+Z \S+@\S+ pid \d+\n$/,
      );
      const { stdout } = await runCli("patch-id list", [...argv, "--json"], {
        cwd,
      });
      expect(schemaErrors("patch-id-list-result", stdout)).toEqual([]);
    });
  });

  it("does not let an entry by hand write to the terminal", async () => {
    await withTempDir(async (cwd) => {
      await mkdir(join(cwd, "ids"));
      await writeFile(join(cwd, "ids/STX_20.06_PATCH_0001"), "\u001b[2J");
      const argv = ["--register", "ids"];
      const { stdout } = await runCli("patch-id list", argv, { cwd });
      expect(stdout).not.toContain("\u001b");
    });
  });

  it.each<[argv: string[], code: string, status: number]>([
    [[], "CLI_ARGUMENT_MISSING", 1],
    [["--register", "nowhere"], "CLI_INPUT_MISSING", 1],
    [["--register", ".", "--prefix", "STX"], "CLI_ARGUMENT_MISSING", 1],
  ])("refuses %j with %s", async (argv, code, status) => {
    await withTempDir(async (cwd) => {
      const result = await runCli("patch-id list", argv, { cwd });
      expect([codesIn(result.stderr), result.status]).toEqual([[code], status]);
    });
  });
});

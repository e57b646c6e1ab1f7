import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { describeWithTool, run, runOk } from "@stx-patch/testkit";
import { COMMANDS } from "../../src/index.js";

const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));
const FOLDER = join(PACKAGE, "man");

/** Pages are the same whenever they are made, so they have no date. */
const TOLERATED = /missing date|^$/;

/** On paper, bold is a letter, a step back and the letter again. */
function withoutOverstriking(text: string): string {
  const [first = "", ...rest] = text.split("\b");
  return rest.reduce((sum, part) => sum.slice(0, -1) + part, first);
}

async function complaints(
  command: string,
  argv: readonly string[],
): Promise<string[]> {
  const pages = await readdir(FOLDER);
  const { stdout, stderr } = await run(command, [...argv, ...pages], {
    cwd: FOLDER,
  });
  return [...`${stdout.toString()}${stderr}`.split("\n")].filter(
    (line) => !TOLERATED.test(line),
  );
}

describe("manual pages", () => {
  it("are there for every executable and every subcommand", async () => {
    const manifest = JSON.parse(
      await readFile(join(PACKAGE, "package.json"), "utf8"),
    ) as { bin: Record<string, string> };
    const names = [...Object.keys(manifest.bin), ...Object.keys(COMMANDS)];
    expect((await readdir(FOLDER)).toSorted()).toEqual(
      [
        ...new Set(names.map((name) => `${name.replace(" ", "-")}.1`)),
      ].toSorted(),
    );
  });
});

describeWithTool("mandoc", "manual pages, read by mandoc", () => {
  it("have nothing to complain about", async () => {
    expect(await complaints("mandoc", ["-Tlint", "-W", "warning"])).toEqual([]);
  });
});

describeWithTool("groff", "manual pages, read by groff", () => {
  it("are set without a warning", async () => {
    const argv = ["-man", "-Tutf8", "-ww", "-rLL=100n", "-z"];
    expect(await complaints("groff", argv)).toEqual([]);
  });

  it("show options as they are typed", async () => {
    const { stdout } = await runOk(
      "groff",
      ["-man", "-Tascii", "-P-c", "patch-build.1"],
      {
        cwd: FOLDER,
      },
    );
    expect(withoutOverstriking(stdout.toString())).toContain(
      "--key-passphrase-file FILE",
    );
  });
});

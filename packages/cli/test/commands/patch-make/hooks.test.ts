import { describe, expect, it } from "@jest/globals";
import { withTempDir } from "@stx-patch/testkit";
import { codesIn, runCli } from "../../support/cli.js";

describe("a program that patch-make is to run", () => {
  it.each([["--before"], ["--context"]])(
    "is refused by the name of %s when a quote in it has no end",
    async (option) => {
      await withTempDir(async (cwd) => {
        const argv = [option, "make 'all", "r.yaml"];
        const { status, stderr } = await runCli("patch-make", argv, { cwd });
        expect(codesIn(stderr)).toContain("CLI_OPTION_VALUE_INVALID");
        expect(stderr).toContain(`${option}: a quote is not closed`);
        expect(status).toBe(1);
      });
    },
  );
});

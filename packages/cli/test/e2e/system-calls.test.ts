import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { CONFORMANCE_HOME, withTempDir } from "@stx-patch/testkit";
import { canTrace, trace } from "../support/system-calls.js";

const BIN = fileURLToPath(
  new URL("../../bin/patch-verify.js", import.meta.url),
);

/** Patches that would like to be extracted, executed or looked up. */
const HOSTILE = [
  "boundary-all-software",
  "contents-script-parent",
  "contents-software-parent",
  "gzip-bomb-member",
  "member-kind-symlink",
  "member-path-absolute",
  "member-path-parent",
  "metadata-doctype-external",
  "metadata-id-parent",
  "rpm-payload-bit-flip",
];

const patch = (name: string): string =>
  join(CONFORMANCE_HOME, "cases", name, "case.patch");

const traces = canTrace();
const describeTraced = traces ? describe : describe.skip;
const note = traces ? "" : " (strace is missing or not permitted)";

describeTraced(`what a verification asks the kernel for${note}`, () => {
  it.each<[what: string, status: number, names: readonly string[]]>([
    ["a good patch", 0, ["good-plain"]],
    ["a patch with scripts", 0, ["good-scripts"]],
    ["hostile patches", 2, HOSTILE],
  ])(
    "of %s is no network, no file to write, no program",
    async (_, status, names) => {
      const files = names.map(patch);
      const traced = await withTempDir((cwd) =>
        trace(
          process.execPath,
          [BIN, "--json", "--target", "stx-20.06", ...files],
          cwd,
        ),
      );
      expect(traced).toMatchObject({ status, deeds: [] });
      expect(traced.calls).toBeGreaterThan(100);
    },
  );

  it("would be noticed", async () => {
    const script = [
      "require('node:fs').writeFileSync('x', '')",
      "require('node:child_process').execFileSync('true')",
      "require('node:net').connect(9, '127.0.0.1').on('error', () => {})",
    ].join(";");
    const { deeds } = await withTempDir((cwd) =>
      trace(process.execPath, ["-e", script], cwd),
    );
    for (const name of ["openat(", "execve(", "socket(", "connect("])
      expect(deeds).toContainEqual(expect.stringContaining(name));
  });
});

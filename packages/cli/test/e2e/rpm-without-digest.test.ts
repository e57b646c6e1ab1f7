import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  craftPatch,
  sampleMetadata,
  vectorPath,
  withTempDir,
} from "@stx-patch/testkit";
import { codesIn, runCli } from "../support/cli.js";

const NAME = "sysinv-1.0-1055.tis.6.x86_64.rpm";
/** Of the time when a package had an MD5 and no digest of its payload. */
const OLD_RPM = readFileSync(vectorPath("rpm", `unsigned/4.11/${NAME}`));

/** SIGTAG_MD5 as it stands in an index, type BIN, and a tag that nobody reads any more in its place (SIGTAG_LEMD5_2). */
const MD5_ENTRY = Buffer.from("000003ec00000007", "hex");
const NO_ENTRY = Buffer.from("000003eb00000007", "hex");

function withoutDigest(): Uint8Array {
  const at = OLD_RPM.indexOf(MD5_ENTRY);
  expect(at).toBeGreaterThan(0);
  const bytes = Uint8Array.from(OLD_RPM);
  bytes.set(NO_ENTRY, at);
  return bytes;
}

describe("an RPM that says nothing about its payload", () => {
  it.each([
    ["header", []],
    ["header", ["--no-self-check"]],
    ["signature", []],
    ["signature", ["--no-self-check"]],
  ])("is not built in, layout %s %s", (layout, more) =>
    withTempDir(async (cwd) => {
      await writeFile(join(cwd, NAME), withoutDigest());
      const { status, stderr } = await runCli(
        "patch-build",
        [
          ...["--id", "P_0001", "--release", "20.06", "--controller", NAME],
          ...["--ima-layout", layout, ...more],
        ],
        { cwd },
      );
      expect(codesIn(stderr)).toEqual(["BUILD_RPM_WITHOUT_DIGEST"]);
      expect(status).toBe(2);
    }),
  );

  // Nobody could mend its patch otherwise: what a build refuses is a warning of the verifier.
  it("stays in a patch whose status is changed", () =>
    withTempDir(async (cwd) => {
      await writeFile(
        join(cwd, "P_0001.patch"),
        await craftPatch({
          metadata: sampleMetadata({
            id: "P_0001",
            contents: [NAME],
            personalities: [{ type: "controller", packages: ["sysinv"] }],
          }),
          rpms: [{ name: NAME, body: withoutDigest() }],
        }),
      );
      const verified = await runCli("patch-verify", ["P_0001.patch"], { cwd });
      expect(codesIn(verified.stdout)).toContain("VERIFY_RPM_WITHOUT_DIGEST");
      const { status, stderr } = await runCli(
        "patch-modify",
        ["--released", "P_0001.patch"],
        { cwd },
      );
      expect([status, codesIn(stderr)]).toEqual([0, []]);
    }));
});

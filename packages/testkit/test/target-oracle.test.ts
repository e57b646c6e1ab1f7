import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

import { expect, it } from "@jest/globals";

import { describeWithTool } from "../src/describe-with-tool.js";
import { TEST_KEYS } from "../src/keys.js";
import type { TargetMetadata } from "../src/target-oracle.js";
import { uploadToTarget } from "../src/target-oracle.js";
import { withTempDir } from "../src/temp-dir.js";
import { vectorExpected, vectorPath } from "../src/vectors.js";

type Expected = Omit<TargetMetadata, "reboot_required"> & {
  readonly reboot_required: string;
  readonly members: readonly string[];
  readonly sha256: Readonly<Record<string, string>>;
};

const CASES = readdirSync(vectorPath("patch"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

function patchOf(folder: string): string {
  const name = readdirSync(vectorPath("patch", folder)).find((file) =>
    file.endsWith(".patch"),
  );
  return vectorPath("patch", folder, name ?? "missing");
}

/** Changes the first occurrence of `from` inside the uncompressed archive, lengths being equal. */
async function tampered(
  folder: string,
  from: string,
  to: string,
  target: string,
): Promise<string> {
  const archive = gunzipSync(await readFile(patchOf(folder)));
  archive.write(to, archive.indexOf(from), "latin1");
  const file = join(target, "tampered.patch");
  await writeFile(file, gzipSync(archive));
  return file;
}

describeWithTool(["python3", "openssl"], "the target's upload", () => {
  it.each(CASES)(
    "reads %s as the original tool recorded it",
    async (folder) => {
      const expected = await vectorExpected<Expected>("patch", folder);
      const report = await uploadToTarget(patchOf(folder));
      expect(report).toMatchObject({
        accepted: true,
        reason: null,
        members: expected.members,
        software: expected.sha256,
        metadata: {
          id: expected.id,
          sw_version: expected.sw_version,
          summary: expected.summary,
          description: expected.description,
          warnings: expected.warnings,
          status: expected.status,
          contents: expected.contents,
          personalities: expected.personalities,
          requires: expected.requires,
          semantics: expected.semantics,
          reboot_required: expected.reboot_required === "N" ? "N" : "Y",
        },
      });
      expect(report.role).toBe(folder === "signed-formal" ? "formal" : "dev");
      expect(report.packages).toHaveLength(expected.contents.length);
    },
  );

  it("refuses a patch signed by somebody it does not trust", async () => {
    const trusted = { formal: TEST_KEYS.formal.certificate };
    const report = await uploadToTarget(patchOf("one-controller"), trusted);
    expect(report).toMatchObject({
      accepted: false,
      reason: "Signature check failed",
    });
  });

  it("refuses a changed member by its checksum", async () => {
    await withTempDir(async (folder) => {
      const file = await tampered("flags", "<patch>", "<Patch>", folder);
      expect(await uploadToTarget(file)).toMatchObject({
        accepted: false,
        reason: "Patch failed verification",
      });
    });
  });

  it("refuses a file that is no archive", async () => {
    await withTempDir(async (folder) => {
      const file = join(folder, "text.patch");
      await writeFile(file, "no archive");
      expect((await uploadToTarget(file)).reason).toMatch(
        "Failed during patch extraction",
      );
    });
  });

  it("refuses a file of another extension", async () => {
    const file = vectorPath("patch", "flags", "metadata.xml");
    expect((await uploadToTarget(file)).reason).toBe(
      "File must end in .patch extension: metadata.xml",
    );
  });

  it("refuses a patch for a release that is not installed", async () => {
    const report = await uploadToTarget(patchOf("flags"), undefined, {
      release: "21.12",
    });
    expect(report.reason).toMatch(/software release \(.*\) is not installed$/);
  });
});

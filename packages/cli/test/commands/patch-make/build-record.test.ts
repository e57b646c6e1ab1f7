import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { withTempDir } from "@stx-patch/testkit";
import {
  readRecord,
  RECORD_FILE,
  writeRecord,
  type BuiltPatch,
  type SidecarRecord,
} from "../../../src/commands/patch-make/build-record.js";

const SHA256 = "5".repeat(64);
const FILE: SidecarRecord["files"][number] = {
  kind: "sbom",
  name: "P_1.patch.cdx.json",
  sizeBytes: 2,
  sha256: SHA256,
};
const PATCH: BuiltPatch = {
  key: "k",
  sha256: SHA256,
  sources: ["source"],
  packages: [
    {
      name: "n",
      arch: "noarch",
      evr: { epoch: undefined, version: "1", release: "2" },
    },
  ],
  sidecars: { asked: ["--sbom", "cyclonedx"], files: [FILE] },
};

/** What is read of a record with one patch. */
async function readBack(patch: unknown): Promise<unknown> {
  return withTempDir(async (folder) => {
    const text = JSON.stringify({ schemaVersion: 1, patches: { P_1: patch } });
    await writeFile(join(folder, RECORD_FILE), text);
    return (await readRecord(folder)).get("P_1");
  });
}

describe("the record of builds", () => {
  it("is read as it was written", async () => {
    await withTempDir(async (folder) => {
      const record = new Map([["P_1", PATCH]]);
      await writeRecord(folder, record);
      expect(await readRecord(folder)).toEqual(record);
    });
  });

  it("may be of a version that wrote nothing beside patches", async () => {
    const older = { ...PATCH, sidecars: undefined };
    expect(await readBack(older)).toEqual(older);
  });

  it.each<[string, unknown]>([
    ["a patch that is no object", "P_1"],
    ["a patch without key", { ...PATCH, key: undefined }],
    ["a source that is no name", { ...PATCH, sources: [1] }],
    ["a package without version", { ...PATCH, packages: [{ name: "n" }] }],
    [
      "files that are no list",
      { ...PATCH, sidecars: { asked: [], files: {} } },
    ],
    [
      "options that are no words",
      { ...PATCH, sidecars: { asked: [1], files: [] } },
    ],
    ...["../P_1.patch.cdx.json", "/etc/passwd", "a/b"].map(
      (name): [string, unknown] => [
        `a file elsewhere: ${name}`,
        { ...PATCH, sidecars: { asked: [], files: [{ ...FILE, name }] } },
      ],
    ),
    [
      "a file without digest",
      { ...PATCH, sidecars: { asked: [], files: [{ ...FILE, sha256: 1 }] } },
    ],
  ])("does not know what has %s", async (_name, patch) => {
    expect(await readBack(patch)).toBeUndefined();
  });
});

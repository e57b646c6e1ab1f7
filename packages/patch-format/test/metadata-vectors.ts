import { readdirSync, readFileSync } from "node:fs";
import type { PatchMetadata } from "../src/index.js";

const FOLDER = new URL("../../testkit/vectors/patch/", import.meta.url);

/** What a target read out of the patch; see the vectors' README. */
interface Expected {
  readonly id: string;
  readonly sw_version: string;
  readonly summary: string;
  readonly description: string;
  readonly install_instructions: string;
  readonly warnings: string;
  readonly status: string;
  readonly unremovable: string;
  readonly reboot_required: string;
  readonly apply_active_release_only: string;
  readonly personalities: Readonly<Record<string, readonly string[]>>;
  readonly contents: readonly string[];
  readonly requires: readonly string[];
  readonly semantics: readonly string[];
}

/** One patch of the original tool. */
export interface MetadataVector {
  readonly name: string;
  readonly xml: Uint8Array;
  readonly expected: PatchMetadata;
}

export const METADATA_VECTORS: readonly MetadataVector[] = readdirSync(FOLDER, {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    name,
    xml: new Uint8Array(readFileSync(new URL(`${name}/metadata.xml`, FOLDER))),
    expected: toMetadata(
      JSON.parse(
        readFileSync(new URL(`${name}/expected.json`, FOLDER), "utf8"),
      ) as Expected,
    ),
  }));

function toMetadata(expected: Expected): PatchMetadata {
  return {
    id: expected.id,
    swVersion: expected.sw_version,
    summary: expected.summary,
    description: expected.description,
    installInstructions: expected.install_instructions,
    warnings: expected.warnings,
    status: expected.status,
    unremovable: expected.unremovable === "Y",
    rebootRequired:
      expected.reboot_required === ""
        ? undefined
        : expected.reboot_required === "Y",
    applyActiveReleaseOnly: expected.apply_active_release_only === "Y",
    personalities: Object.entries(expected.personalities).map(
      ([type, packages]) => ({ type, packages }),
    ),
    contents: expected.contents,
    requires: expected.requires,
    semantics: expected.semantics,
  };
}

/** A patch that nothing is wrong with, for variations. */
export const PLAIN_METADATA: PatchMetadata = {
  id: "PATCH_0001",
  swVersion: "20.06",
  summary: "",
  description: "",
  installInstructions: "",
  warnings: "",
  status: "DEV",
  unremovable: false,
  rebootRequired: false,
  applyActiveReleaseOnly: false,
  personalities: [{ type: "controller", packages: ["foo"] }],
  contents: ["foo-1.0-1.noarch.rpm"],
  requires: [],
  semantics: [],
};

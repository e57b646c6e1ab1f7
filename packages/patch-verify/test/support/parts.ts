import { readFileSync } from "node:fs";
import { basename } from "node:path";
import {
  sampleMetadata,
  vectorPath,
  type CraftedMember,
  type PatchParts,
} from "@stx-patch/testkit";

export function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

/** An RPM of the vectors as a member of software.tar. */
export function rpm(path: string, name = basename(path)): CraftedMember {
  return { name, body: readFileSync(vectorPath("rpm", path)) };
}

export const CGCS = rpm("unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm");
export const EPOCH = rpm("unsigned/4.18/epoch-2.0-1.noarch.rpm");
export const SCRIPT: CraftedMember = {
  name: "pre-apply/CRAFT_0001",
  body: text("#!/bin/sh\nexit 0\n"),
  mode: 0o755,
};

/** A sound patch: one RPM for controllers. */
export function soundParts(override: Partial<PatchParts> = {}): PatchParts {
  return {
    metadata: sampleMetadata({
      personalities: [{ type: "controller", packages: ["cgcs-patch"] }],
      contents: [CGCS.name],
    }),
    rpms: [CGCS],
    ...override,
  };
}

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { verifyPatch } from "@stx-patch/patch-verify";
import { forgeHash } from "@stx-patch/trust";
import {
  craftPatch,
  sampleMetadata,
  vectorPath,
  type CraftedMember,
  type PatchParts,
} from "@stx-patch/testkit";
import {
  createContentsTaker,
  sbomBytes,
  type PatchContents,
} from "../src/index.js";
import type { SbomFormat, SbomOptions } from "../src/index.js";

/** An RPM vector as a member of software.tar. */
export function rpmVector(path: string, name = basename(path)): CraftedMember {
  return { name, body: readFileSync(vectorPath("rpm", path)) };
}

export const CGCS = rpmVector("unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm");
export const EPOCH = rpmVector("unsigned/4.18/epoch-2.0-1.noarch.rpm");

/** What the verifier's pass over a crafted patch gathers. */
export async function contentsOf(
  parts: Partial<PatchParts> = {},
): Promise<PatchContents> {
  const rpms = parts.rpms ?? [CGCS];
  const patch = await craftPatch({
    metadata: sampleMetadata({
      summary: "Fixes the audit",
      personalities: [{ type: "controller", packages: ["cgcs-patch"] }],
      contents: rpms.map(({ name }) => name),
    }),
    ...parts,
    rpms,
  });
  const taker = createContentsTaker(forgeHash);
  const report = await verifyPatch(once(patch), {
    anchors: [],
    policy: { checkDates: false, now: new Date(0), minRsaBits: 2048 },
    fileDigest: true,
    witness: taker.witness,
  });
  return taker.finish(report, report.fileSha256 ?? "");
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** A whole SBOM as text. */
export function sbomTextOf(
  format: SbomFormat,
  contents: PatchContents,
  options: SbomOptions = { toolVersion: "1.2.3" },
): string {
  return Buffer.concat([...sbomBytes(format, contents, options)]).toString();
}

import { tarSizeBytes, type TarEntry } from "@stx-patch/archive";
import { compareText } from "@stx-patch/core";
import { PERSONALITIES, type PatchMetadata } from "@stx-patch/patch-format";
import { metadataTarOf, tarOf } from "./metadata-tar.js";
import { FILE_MODE } from "./plain-file.js";
import type { PreparedRpm } from "./prepare.js";
import { MAX_MTIME_SECONDS, type BuildRequest } from "./request.js";

/** Every decision about a patch, made before its first byte is written. */
export interface PatchPlan {
  readonly metadata: PatchMetadata;
  readonly mtimeSeconds: number;
  /** In the order of software.tar. */
  readonly rpms: readonly PreparedRpm[];
  /** Complete inner archives. */
  readonly metadataTar: Uint8Array;
  readonly semanticsTar: Uint8Array | undefined;
  /** The archive of the RPMs, streamed when written. */
  readonly softwareTarSizeBytes: number;
}

const SCRIPT_MODE = 0o755;

/**
 * Decides order, names, sizes, times and metadata. Depends on its arguments only, not on the order in
 * which RPMs were named. Source: spec patch-format sections 2, 3 and 9.
 */
export async function planPatch(
  request: BuildRequest,
  prepared: readonly PreparedRpm[],
): Promise<PatchPlan> {
  const rpms = prepared.toSorted((a, b) => compareText(a.fileName, b.fileName));
  const mtimeSeconds = request.mtimeSeconds ?? newestBuildTime(rpms);
  const metadata: PatchMetadata = {
    ...request.metadata,
    personalities: groupByPersonality(rpms),
    contents: rpms.map(({ fileName }) => fileName),
  };
  const scripts = request.scripts.toSorted((a, b) =>
    compareText(a.action, b.action),
  );
  return {
    metadata,
    mtimeSeconds,
    rpms,
    metadataTar: await metadataTarOf(metadata, mtimeSeconds),
    semanticsTar:
      scripts.length === 0
        ? undefined
        : await tarOf(
            scripts.map(({ action, content }) => ({
              name: `${action}/${request.id}`,
              sizeBytes: content.length,
              mode: SCRIPT_MODE,
              mtimeSeconds,
              body: content,
            })),
          ),
    softwareTarSizeBytes: tarSizeBytes(
      rpms.map(({ fileName, sizeBytes }) => ({ name: fileName, sizeBytes })),
    ),
  };
}

/**
 * The entries of software.tar.
 *
 * @param isReadBack - as for {@link PreparedRpm.open}
 */
export function softwareEntries(
  plan: PatchPlan,
  isReadBack: boolean,
): TarEntry[] {
  return plan.rpms.map((rpm) => ({
    name: rpm.fileName,
    sizeBytes: rpm.sizeBytes,
    mode: FILE_MODE,
    mtimeSeconds: plan.mtimeSeconds,
    body: rpm.open(isReadBack),
  }));
}

function newestBuildTime(rpms: readonly PreparedRpm[]): number {
  const newest = Math.max(
    0,
    ...rpms.map(({ info }) => info.buildTimeSeconds ?? 0),
  );
  return Math.min(newest, MAX_MTIME_SECONDS);
}

function groupByPersonality(
  rpms: readonly PreparedRpm[],
): PatchMetadata["personalities"] {
  return PERSONALITIES.map((type) => ({
    type,
    packages: rpms
      .filter(({ personalities }) => personalities.includes(type))
      .map(({ info }) => info.name),
  })).filter(({ packages }) => packages.length > 0);
}

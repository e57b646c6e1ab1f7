import { basename, resolve } from "node:path";
import type { Limits } from "@stx-patch/core";
import {
  createThreadedHash,
  nativeInflater,
  openFileSource,
} from "@stx-patch/node-io";
import {
  verifyPatch,
  type TargetOptions,
  type VerificationReport,
  type VerifyOptions,
} from "@stx-patch/patch-verify";
import {
  anchorsFrom,
  type Certificate,
  type TrustAnchor,
  type TrustPolicy,
} from "@stx-patch/trust";
import type { ParsedLine } from "../command-line/parse.js";
import { counted, createProgress } from "../render/progress.js";
import { loadAnchors, readTrustFile } from "../world/anchors.js";
import type { Io } from "../world/io.js";
import { parseLimits } from "../world/limits.js";
import { parseTarget } from "../world/target.js";
import {
  loadIntermediates,
  loadRevoked,
  parseTime,
} from "../world/trust-policy.js";

/** Whom to trust, what to bound and which target to ask about, as the command line and the surroundings have it. */
export interface TrustSetup {
  readonly anchors: readonly TrustAnchor[];
  readonly intermediates: readonly Certificate[];
  readonly policy: TrustPolicy;
  readonly imaAnchors: readonly TrustAnchor[];
  readonly limits: Limits;
  readonly target: TargetOptions | undefined;
}

const MIN_RSA_BITS = 2048;

/** Loads certificates, policy, limits and target. */
export async function trustSetup(
  line: ParsedLine,
  io: Io,
): Promise<TrustSetup> {
  const requireRole = line.text("require");
  const imaAnchors = await Promise.all(
    line.list("ima-cert").map(async (path) => {
      const bytes = await readTrustFile(resolve(io.cwd, path), path);
      return anchorsFrom(bytes, { source: path, role: "ima" });
    }),
  );
  const at = line.text("at");
  return {
    anchors: await loadAnchors(line.list("trust"), io.env, io.cwd),
    intermediates: await loadIntermediates(line.list("intermediate"), io.cwd),
    policy: {
      ...(requireRole === undefined ? {} : { requireRole }),
      checkDates: line.flag("check-dates") || at !== undefined,
      now: at === undefined ? io.now() : parseTime(at),
      minRsaBits: MIN_RSA_BITS,
      revoked: await loadRevoked(line.list("revoked"), io.cwd),
    },
    imaAnchors: imaAnchors.flat(),
    limits: parseLimits(line.list("limit")),
    target: parseTarget(line.text("target"), line.flag("target-dev")),
  };
}

/** Verifies one file, or stdin for `-`. */
export async function verifyFile(
  path: string,
  setup: TrustSetup,
  io: Io,
  options: { readonly showProgress: boolean; readonly listFiles?: boolean },
): Promise<VerificationReport> {
  const digests = createThreadedHash();
  const common = {
    ...setup,
    hash: digests.hash,
    inflater: nativeInflater,
    clock: () => io.now().getTime(),
    listFiles: options.listFiles ?? false,
  };
  try {
    return path === "-"
      ? await verifyPatch(io.stdin, common)
      : await verifyNamed(path, common, io, options.showProgress);
  } finally {
    await digests.close();
  }
}

async function verifyNamed(
  path: string,
  common: VerifyOptions,
  io: Io,
  showProgress: boolean,
): Promise<VerificationReport> {
  const source = await openFileSource(resolve(io.cwd, path));
  const progress = createProgress(io, {
    label: `verifying ${basename(path)}`,
    totalBytes: source.sizeBytes,
    enabled: showProgress,
  });
  try {
    return await verifyPatch(counted(source.open(), progress), {
      ...common,
      fileName: basename(path),
    });
  } finally {
    progress.finish();
    await source.close();
  }
}

import { basename, resolve } from "node:path";
import type {
  ByteSource,
  ChunkMemory,
  HashFactory,
  Limits,
} from "@stx-patch/core";
import { blockwiseInflater } from "@stx-patch/archive";
import { nativeInflater, openFileSource } from "@stx-patch/node-io";
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
import { counted } from "../render/progress.js";
import { loadAnchors, readTrustFile } from "../world/anchors.js";
import { baseFilesFrom, type BaseRpm } from "../world/base-files.js";
import type { Io } from "../world/io.js";
import { parseLimits } from "../world/limits.js";
import { parseTarget } from "../world/target.js";
import {
  loadIntermediates,
  loadRevoked,
  parseTime,
} from "../world/trust-policy.js";
import type { TakeFacts } from "./verify-outcome.js";

/** Whom to trust, what to bound and which target to ask about, as the command line and the surroundings have it. */
export interface TrustSetup {
  readonly anchors: readonly TrustAnchor[];
  readonly intermediates: readonly Certificate[];
  readonly policy: TrustPolicy;
  readonly imaAnchors: readonly TrustAnchor[];
  readonly limits: Limits;
  readonly target: TargetOptions | undefined;
  /** Present when the patches are held against a release. */
  readonly release?: ReleaseNeeds | undefined;
}

/** What reading a patch takes so that it can be held against a release. */
export interface ReleaseNeeds {
  /** The base's RPMs, by `name.arch`. */
  readonly rpms: ReadonlyMap<string, BaseRpm>;
}

/** Value of `--at` for dates as of the time stamp that `--timestamp` names. */
export const AT_TIMESTAMP = "timestamp";

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
  const isStamped = line.text("timestamp") !== undefined;
  return {
    anchors: await loadAnchors(
      line.list("trust"),
      io.env,
      io.cwd,
      line.origin("trust"),
    ),
    intermediates: await loadIntermediates(line.list("intermediate"), io.cwd),
    policy: {
      ...(requireRole === undefined ? {} : { requireRole }),
      checkDates: line.flag("check-dates") || at !== undefined,
      // What a time stamp says is known when it has been verified.
      now:
        at === undefined || (at === AT_TIMESTAMP && isStamped)
          ? io.now()
          : parseTime(at),
      minRsaBits: MIN_RSA_BITS,
      revoked: await loadRevoked(line.list("revoked"), io.cwd),
    },
    imaAnchors: imaAnchors.flat(),
    limits: parseLimits(line.list("limit")),
    target: parseTarget(line.text("target"), line.flag("target-dev")),
  };
}

/** What verifying takes besides the patch and whom to trust. */
export interface VerifyTools {
  readonly hash: HashFactory;
  /** Where the file is read into. */
  readonly memory?: ChunkMemory | undefined;
  /** Told of every byte that was read. */
  readonly advance: (bytes: number) => void;
  readonly listFiles?: boolean;
  /** Whether somebody wants to know the SHA-256 of the file itself. */
  readonly fileDigest?: boolean;
  readonly takeFacts?: TakeFacts;
  readonly takeSeal?: VerifyOptions["takeSeal"];
  readonly witness?: VerifyOptions["witness"];
  /** Instead of the setup's policy, where it depends on the signature. */
  readonly policyFor?: ((signature: Uint8Array) => TrustPolicy) | undefined;
}

/**
 * Verifies one file.
 *
 * @param path - absolute
 * @throws IoError when it cannot be read
 */
export async function verifyFile(
  path: string,
  setup: TrustSetup,
  tools: VerifyTools,
): Promise<VerificationReport> {
  const source = await openFileSource(path);
  try {
    return await verifySource(source, setup, tools);
  } finally {
    await source.close();
  }
}

/**
 * Verifies an open file, which stays open.
 *
 * @throws IoError when it cannot be read
 */
export function verifySource(
  source: ByteSource,
  setup: TrustSetup,
  tools: VerifyTools,
): Promise<VerificationReport> {
  const { memory } = tools;
  const bytes = source.open(undefined, { memory });
  // The digest of a file goes to its end, wherever the patch in it turned out to be none: of terabytes of nothing for hours.
  const fileDigest =
    tools.fileDigest === true &&
    source.sizeBytes <= LONGEST_FILE * setup.limits.maxPatchBytes;
  return verifyStream(
    bytes,
    setup,
    { ...tools, fileDigest },
    basename(source.name),
  );
}

/** Times what may be in it: compression makes nothing that much longer. */
const LONGEST_FILE = 2;

/** Verifies what a stream brings; without a name there is none to compare with the id. */
export function verifyStream(
  source: AsyncIterable<Uint8Array>,
  setup: TrustSetup,
  tools: VerifyTools,
  fileName?: string,
): Promise<VerificationReport> {
  const { release, ...trust } = setup;
  const { hash, memory, listFiles, fileDigest, advance, takeFacts } = tools;
  return verifyPatch(counted(source, { advance }), {
    ...trust,
    policy: tools.policyFor ?? trust.policy,
    base: release && baseFilesFrom(release.rpms),
    takeFacts: release && takeFacts,
    takeSeal: tools.takeSeal,
    witness: tools.witness,
    hash,
    memory,
    listFiles,
    fileDigest,
    fileName,
    inflater: blockwiseInflater(nativeInflater),
    clock: () => performance.now(),
  });
}

import { basename, resolve } from "node:path";
import {
  createThreadedHash,
  nativeInflater,
  openFileSource,
} from "@stx-patch/node-io";
import {
  verifyPatch,
  type VerificationReport,
  type VerifyOptions,
} from "@stx-patch/patch-verify";
import {
  anchorsFrom,
  type TrustAnchor,
  type TrustPolicy,
} from "@stx-patch/trust";
import type { ParsedLine } from "../command-line/parse.js";
import { counted, createProgress } from "../render/progress.js";
import { loadAnchors, readTrustFile } from "../world/anchors.js";
import type { Io } from "../world/io.js";

/** Whom to trust, as the command line and the surroundings have it. */
export interface TrustSetup {
  readonly anchors: readonly TrustAnchor[];
  readonly policy: TrustPolicy;
  readonly imaAnchors: readonly TrustAnchor[];
}

const MIN_RSA_BITS = 2048;

/** Loads anchors, IMA certificates and policy. */
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
  return {
    anchors: await loadAnchors(line.list("trust"), io.env, io.cwd),
    policy: {
      ...(requireRole === undefined ? {} : { requireRole }),
      checkDates: line.flag("check-dates"),
      now: io.now(),
      minRsaBits: MIN_RSA_BITS,
    },
    imaAnchors: imaAnchors.flat(),
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

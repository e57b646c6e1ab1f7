import { resolve } from "node:path";
import { createThreadedHash, openFileSource } from "@stx-patch/node-io";
import type { VerificationReport } from "@stx-patch/patch-verify";
import {
  verifySource,
  verifyStream,
  type VerifyTools,
} from "../commands/verify-file.js";
import { trustSetupOf, type TrustOptions } from "./trust.js";
import { callbackProgress, type WorkOptions } from "./work.js";

/** How to verify, and what to put into the report. */
export interface VerifyPatchOptions extends TrustOptions, WorkOptions {
  /** Puts the packaged files of each RPM into the report; they are many. */
  readonly listFiles?: boolean | undefined;
  /** Puts the SHA-256 of the patch file into the report; that is one more digest of every byte. */
  readonly fileDigest?: boolean | undefined;
}

/**
 * Verifies a patch in one pass, without extracting anything. Whatever is wrong with the patch is in the report: look at its `verdict`.
 *
 * @param patch - a file, or the bytes of a patch
 * @throws IoError when it cannot be read; CliError or TrustError for certificates; the signal's reason when it is stopped
 */
export async function verifyPatch(
  patch: string | AsyncIterable<Uint8Array>,
  options: VerifyPatchOptions,
): Promise<VerificationReport> {
  options.signal?.throwIfAborted();
  const cwd = resolve(options.cwd ?? ".");
  const setup = await trustSetupOf(options, cwd);
  const digests = createThreadedHash();
  const tools = (totalBytes: number | undefined): VerifyTools => ({
    hash: digests.hash,
    memory: digests.memory,
    listFiles: options.listFiles ?? false,
    fileDigest: options.fileDigest ?? false,
    advance: callbackProgress(options, totalBytes).advance,
  });
  try {
    if (typeof patch !== "string")
      return await verifyStream(patch, setup, tools(undefined));
    const source = await openFileSource(resolve(cwd, patch));
    try {
      return await verifySource(source, setup, tools(source.sizeBytes));
    } finally {
      await source.close();
    }
  } finally {
    await digests.close();
  }
}

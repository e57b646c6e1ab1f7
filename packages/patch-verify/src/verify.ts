import {
  DEFAULT_LIMITS,
  finding,
  type ChunkMemory,
  type HashFactory,
  type Inflater,
  type Limits,
} from "@stx-patch/core";
import {
  isPatchId,
  patchFileName,
  type SealResult,
} from "@stx-patch/patch-format";
import {
  forgeHash,
  verifyDetachedSignature,
  type Certificate,
  type SignatureVerdict,
  type TrustAnchor,
  type TrustPolicy,
} from "@stx-patch/trust";
import { checkBoundary } from "./checks/boundary.js";
import { checkChecksum } from "./checks/checksum.js";
import { checkContents } from "./checks/contents.js";
import { ImaCheck } from "./checks/ima.js";
import { checkPersonalities } from "./checks/personalities.js";
import { checkRpmDigests } from "./checks/rpm-digests.js";
import { checkRpmHeaders } from "./checks/rpm-headers.js";
import { checkSemantics } from "./checks/semantics.js";
import { VERIFY_ERRORS } from "./error.js";
import { FileDigest } from "./file-digest.js";
import { FindingLog } from "./finding-log.js";
import type { PatchView } from "./patch-view.js";
import type { BaseFiles } from "./impact/file-changes.js";
import { patchFactsOf, type PatchFacts } from "./release/patch-facts.js";
import { readPatch, type BeingWritten } from "./read-patch.js";
import { createReport, type VerificationReport } from "./report.js";
import { judgeForTarget } from "./target/judge.js";
import { TargetReader } from "./target/target-reader.js";
import type { TargetOptions } from "./target/verdict.js";
import type { PatchWitness } from "./witness.js";

/** What to verify against, and the adapters to do it with. */
export interface VerifyOptions {
  readonly anchors: readonly TrustAnchor[];
  /** What is acceptable; as a function where that depends on the signature, as when a time stamp of it tells when it was made. */
  readonly policy: TrustPolicy | ((signature: Uint8Array) => TrustPolicy);
  /** Certificates of signers and authorities that an anchor has to lead to; trusted only then. */
  readonly intermediates?: readonly Certificate[] | undefined;
  /** Asks what a deployed system would do with the patch, apart from what we think of it. */
  readonly target?: TargetOptions | undefined;
  /** Whose file signatures count; without anybody they are not verified. */
  readonly imaAnchors?: readonly TrustAnchor[] | undefined;
  /** The packages that the RPMs replace, so that the report can tell which files change. */
  readonly base?: BaseFiles | undefined;
  /** Gets what others have to fit with, for {@link judgeRelease}; not called when metadata.xml cannot be read. */
  readonly takeFacts?: ((facts: PatchFacts) => void) | undefined;
  /**
   * Gets what checksum and signature are computed from and the signature itself, whatever they turn out to be; not called when
   * the signed members were not all read in their order.
   */
  readonly takeSeal?:
    ((seal: SealResult, signature: Uint8Array | undefined) => void) | undefined;
  /** Sees the files of the patch pass by, e.g. to compare or to keep them. */
  readonly witness?: PatchWitness | undefined;
  /** Base name of the patch file, compared with the id inside. */
  readonly fileName?: string | undefined;
  /** Digests; the pure ones of `trust` when absent. */
  readonly hash?: HashFactory | undefined;
  /** Decompressor; the pure one of `archive` when absent. */
  readonly inflater?: Inflater | undefined;
  /** Where short chunks of the decompressed patch are joined; it saves their allocation. */
  readonly memory?: ChunkMemory | undefined;
  readonly limits?: Limits | undefined;
  /** Whoever writes the patch reads it back meanwhile, and signs what was read: the bytes are hashed once, and are those in the file. */
  readonly beingWritten?: BeingWritten | undefined;
  /** Milliseconds since any moment, for the limit of time; without it there is none. */
  readonly clock?: (() => number) | undefined;
  /** Puts the SHA-256 of the whole file into the report; that is one more digest of every byte. */
  readonly fileDigest?: boolean | undefined;
  /** Puts the packaged files of each RPM into the report; they are many. */
  readonly listFiles?: boolean | undefined;
}

/**
 * Verifies one patch in one pass: nothing is extracted, written or executed, and trust is decided last.
 * Whatever is wrong with the input is in the report; only reading itself can throw.
 */
export async function verifyPatch(
  source: AsyncIterable<Uint8Array>,
  options: VerifyOptions,
): Promise<VerificationReport> {
  const hasher =
    options.fileDigest === true
      ? (options.hash ?? forgeHash)("sha256")
      : undefined;
  if (hasher === undefined) return verify(source, options);
  const digest = new FileDigest(source, hasher);
  const isLate = timeLimit(options);
  try {
    const report = await verify(digest.bytes(), options);
    return { ...report, fileSha256: await digest.finish(isLate) };
  } finally {
    await digest.close();
  }
}

/** Starts the clock, and says whether the time is up. */
function timeLimit({ clock, limits }: VerifyOptions): () => boolean {
  if (clock === undefined) return () => false;
  const { maxSeconds } = limits ?? DEFAULT_LIMITS;
  const end = clock() + maxSeconds * 1000;
  return () => clock() > end;
}

async function verify(
  source: AsyncIterable<Uint8Array>,
  options: VerifyOptions,
): Promise<VerificationReport> {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const log = new FindingLog(limits.maxFindings);
  const hash = options.hash ?? forgeHash;
  const target =
    options.target === undefined ? undefined : new TargetReader(limits, hash);
  const ima = new ImaCheck(options.imaAnchors ?? [], log);
  const view = await readPatch(source, {
    limits,
    log,
    ima,
    listFiles: options.listFiles ?? false,
    keepPackages: options.takeFacts !== undefined,
    base: options.base,
    hash,
    inflater: options.inflater,
    memory: options.memory,
    clock: options.clock,
    target,
    witness: options.witness,
    beingWritten: options.beingWritten,
  });
  checkCompleteness(view, log);
  checkFileName(view, options.fileName, log);
  checkChecksum(view, log);
  checkContents(view, log);
  checkRpmHeaders(view, log);
  checkRpmDigests(view, log);
  checkPersonalities(view, log);
  checkSemantics(view, log);
  ima.finish(view);
  const signature = checkSignature(view, options, log);
  checkBoundary(signature, log);
  const facts = patchFactsOf(view);
  if (facts !== undefined) options.takeFacts?.(facts);
  if (view.seal !== undefined) options.takeSeal?.(view.seal, view.signature);
  return createReport(view, signature, log, {
    file: options.fileName,
    target:
      target === undefined || options.target === undefined
        ? undefined
        : await judgeForTarget(target, {
            options: options.target,
            anchors: options.anchors,
            fileName: options.fileName,
            limits,
            hash,
          }),
  });
}

function checkCompleteness(view: PatchView, log: FindingLog): void {
  if (view.stopped === undefined) {
    if (view.metadata === undefined && !log.hasErrors("metadata")) {
      log.notRun("metadata", "metadata.tar could not be read");
    }
    return;
  }
  log.add(
    "container",
    finding(
      VERIFY_ERRORS,
      "VERIFY_READING_STOPPED",
      "info",
      `reading ended early: ${view.stopped}`,
    ),
  );
  log.notRun("members", "the archive could not be read to its end");
  if (view.metadata === undefined)
    log.notRun("metadata", "reading ended before metadata.xml");
}

function checkFileName(
  view: PatchView,
  fileName: string | undefined,
  log: FindingLog,
): void {
  const id = view.metadata?.id;
  if (fileName === undefined || id === undefined || !isPatchId(id)) return;
  const expected = patchFileName(id);
  if (fileName === expected) return;
  log.add(
    "metadata",
    finding(
      VERIFY_ERRORS,
      "VERIFY_FILE_NAME",
      "warning",
      `the file is called ${fileName}, its id asks for ${expected}`,
      {
        member: "metadata.tar/metadata.xml",
        offset: view.metadataPlaces?.texts.get("id"),
      },
    ),
  );
}

function checkSignature(
  { seal, signature }: PatchView,
  { anchors, intermediates, policy }: VerifyOptions,
  log: FindingLog,
): SignatureVerdict | undefined {
  if (seal === undefined || signature === undefined) {
    log.notRun(
      "signature",
      signature === undefined
        ? "the member signature.v2 is missing or was not reached"
        : "the signed members were not all read in their order",
    );
    return undefined;
  }
  const verdict = verifyDetachedSignature({
    sha256: seal.sha256,
    signature,
    anchors,
    intermediates,
    policy: typeof policy === "function" ? policy(signature) : policy,
  });
  log.add(
    "signature",
    ...verdict.findings.map((found) => ({
      ...found,
      member: found.member ?? "signature.v2",
    })),
  );
  return verdict;
}

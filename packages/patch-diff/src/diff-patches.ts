import { describeRpm } from "@stx-patch/rpm-parser";
import type {
  RpmSummary,
  SignerSummary,
  VerificationReport,
  Verdict,
} from "@stx-patch/patch-verify";
import type { ChangeBudget } from "./file-changes.js";
import { matchRpms, type Pair } from "./match-rpms.js";
import {
  compareMetadata,
  meansTheSame,
  type MetadataChange,
} from "./metadata-change.js";
import {
  compareRpms,
  sideOf,
  type KnownRpm,
  type RpmChange,
  type RpmState,
} from "./rpm-change.js";
import { compareScriptFiles, type ScriptFileChange } from "./script-files.js";
import type { PatchSnapshot } from "./snapshot.js";

/**
 * `identical`: one file, byte for byte. `same-but-packaging`: all files inside, signatures included, are the same; only compression or
 * tar headers differ. `same-but-signature`: the same but for signatures, of the patch, of RPMs or of their files, and the packaging.
 * `different`: everything else, and whatever could not be compared.
 */
export type DiffVerdict =
  "identical" | "same-but-packaging" | "same-but-signature" | "different";

/** One of the two patches, and whether to believe it. */
export interface DiffSide {
  readonly file: string | null;
  /** SHA-256 of the file, hex; null when it was not computed. */
  readonly fileSha256: string | null;
  /** SHA-256 of the signed bytes, hex; null when they could not be read. */
  readonly signedSha256: string | null;
  readonly verdict: Verdict;
  readonly id: string | null;
  readonly signer: Pick<
    SignerSummary,
    "role" | "subject" | "spkiSha256" | "keyAlgorithm" | "keyBits"
  > | null;
  /** Bytes of the RPMs. */
  readonly rpmBytes: number;
}

/** What two patches differ in; `docs/schema/diff-result.schema.json` describes its JSON form. */
export interface PatchDiff {
  readonly schemaVersion: 1;
  readonly verdict: DiffVerdict;
  readonly before: DiffSide;
  readonly after: DiffSide;
  /** Null when one metadata.xml could not be read. */
  readonly metadata: MetadataChange | null;
  readonly scripts: readonly ScriptFileChange[];
  readonly rpms: readonly RpmChange[];
  /** RPMs by state. */
  readonly counts: Readonly<Partial<Record<RpmState, number>>>;
  /** Whether `signature.v2` has other bytes. */
  readonly signatureDiffers: boolean;
  /** Changes of files that are counted, but not listed. */
  readonly filesOmitted: number;
}

/** Bounds of a comparison. */
export interface DiffOptions {
  /** Changed files that are listed, over all RPMs. */
  readonly maxFileChanges?: number;
}

const MAX_FILE_CHANGES = 100_000;

/** Compares two patches; a pure function of what was seen of them. */
export function diffPatches(
  before: PatchSnapshot,
  after: PatchSnapshot,
  { maxFileChanges = MAX_FILE_CHANGES }: DiffOptions = {},
): PatchDiff {
  const budget: ChangeBudget = { entries: maxFileChanges };
  const rpms = compareAllRpms(before, after, budget);
  const facts = {
    metadata: metadataChange(before, after, rpms),
    scripts: compareScriptFiles(before, after),
    rpms,
    signatureDiffers:
      digestOf(before, SIGNATURE) !== digestOf(after, SIGNATURE),
  };
  return {
    schemaVersion: 1,
    verdict: verdictOf(facts, before, after),
    before: diffSide(before),
    after: diffSide(after),
    ...facts,
    counts: countStates(rpms),
    filesOmitted: omittedOf(rpms),
  };
}

const SIGNATURE = "signature.v2";
const METADATA = "metadata.tar/metadata.xml";

type Facts = Pick<
  PatchDiff,
  "metadata" | "scripts" | "rpms" | "signatureDiffers"
>;

function verdictOf(
  facts: Facts,
  before: PatchSnapshot,
  after: PatchSnapshot,
): DiffVerdict {
  const digest = before.report.fileSha256;
  if (digest !== null && digest === after.report.fileSha256) return "identical";
  if (!hasSameContent(facts)) return "different";
  // What could not be read to its end may differ where nobody looked.
  if (before.report.verdict === "malformed") return "different";
  if (after.report.verdict === "malformed") return "different";
  const isResigned =
    facts.signatureDiffers ||
    facts.rpms.some(({ state }) => state === "re-signed");
  return isResigned ? "same-but-signature" : "same-but-packaging";
}

function hasSameContent({ metadata, scripts, rpms }: Facts): boolean {
  return (
    metadata !== null &&
    meansTheSame(metadata) &&
    !metadata.isRewritten &&
    scripts.length === 0 &&
    rpms.every(isSame)
  );
}

/** @param rpms - metadata.xml lists them, so what differs in them explains other bytes */
function metadataChange(
  before: PatchSnapshot,
  after: PatchSnapshot,
  rpms: readonly RpmChange[],
): MetadataChange | null {
  const was = before.report.metadata;
  const is = after.report.metadata;
  if (was === null || is === null) return null;
  const packages = new Set(
    [...before.rpms.values(), ...after.rpms.values()].map(
      ({ headers }) => describeRpm(headers).name,
    ),
  );
  const change = compareMetadata(was, is, packages);
  return {
    ...change,
    isRewritten:
      meansTheSame(change) &&
      rpms.every(isSame) &&
      digestOf(before, METADATA) !== digestOf(after, METADATA),
  };
}

function isSame({ state, isReassigned }: RpmChange): boolean {
  return (state === "identical" || state === "re-signed") && !isReassigned;
}

function compareAllRpms(
  before: PatchSnapshot,
  after: PatchSnapshot,
  budget: ChangeBudget,
): RpmChange[] {
  const was = knownRpms(before);
  const is = knownRpms(after);
  const pairs = matchRpms(was, is, ({ identity }) => identity);
  return [
    ...pairs.map((pair) => rpmChange(pair, budget)),
    ...unreadable(before, "before"),
    ...unreadable(after, "after"),
  ];
}

function rpmChange(pair: Pair<KnownRpm>, budget: ChangeBudget): RpmChange {
  const { before, after } = pair;
  if (before !== undefined && after !== undefined)
    return compareRpms(before, after, budget);
  const one = before ?? after;
  const { name, arch } = one.identity;
  return {
    package: `${name}.${arch}`,
    ...(before === undefined
      ? { state: "added" as const, after: sideOf(one) }
      : { state: "removed" as const, before: sideOf(one) }),
    isReassigned: false,
  };
}

function knownRpms({ report, rpms }: PatchSnapshot): KnownRpm[] {
  return report.rpms.flatMap((summary) => {
    const snapshot = rpms.get(summary.fileName);
    if (snapshot === undefined) return [];
    const identity = describeRpm(snapshot.headers);
    return [{ snapshot, identity, side: summarySide(summary) }];
  });
}

function unreadable(
  { report, rpms }: PatchSnapshot,
  which: "before" | "after",
): RpmChange[] {
  return report.rpms
    .filter(({ fileName }) => !rpms.has(fileName))
    .map((summary) => ({
      package: summary.fileName,
      state: "unreadable" as const,
      [which]: { ...summarySide(summary), signatures: null },
      isReassigned: false,
    }));
}

function summarySide({
  fileName,
  nevra,
  sizeBytes,
  personalities,
}: RpmSummary): KnownRpm["side"] {
  return { fileName, nevra, sizeBytes, personalities };
}

function diffSide({ report, signedSha256 }: PatchSnapshot): DiffSide {
  return {
    file: report.file,
    fileSha256: report.fileSha256,
    signedSha256: signedSha256 ?? null,
    verdict: report.verdict,
    id: report.metadata?.id ?? null,
    signer: signerOf(report),
    rpmBytes: report.rpms.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

function signerOf({ signer }: VerificationReport): DiffSide["signer"] {
  if (signer === null) return null;
  const { role, subject, spkiSha256, keyAlgorithm, keyBits } = signer;
  return { role, subject, spkiSha256, keyAlgorithm, keyBits };
}

function digestOf({ files }: PatchSnapshot, path: string): string | undefined {
  return files.get(path)?.sha256;
}

function countStates(rpms: readonly RpmChange[]): PatchDiff["counts"] {
  const counts: Partial<Record<RpmState, number>> = {};
  for (const { state } of rpms) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

function omittedOf(rpms: readonly RpmChange[]): number {
  return rpms.reduce((sum, { content }) => {
    if (content === undefined) return sum;
    const { added, removed, changed, list } = content.files;
    return sum + added + removed + changed - list.length;
  }, 0);
}

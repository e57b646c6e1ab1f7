import {
  finding,
  findingFromError,
  type CodedProblem,
  type Severity,
} from "@stx-patch/core";
import {
  checkImaSignatures,
  type ImaFileResult,
  type TrustAnchor,
} from "@stx-patch/trust";
import type { RpmInfo } from "@stx-patch/rpm-parser";
import { VERIFY_ERRORS, type VerifyCode } from "../error.js";
import type { FindingLog } from "../finding-log.js";
import type { PatchView } from "../patch-view.js";

type Result = ImaFileResult<TrustAnchor>;

/** What is reported; the other states are as they should be. */
const BAD_STATES = {
  "wrong-key": "VERIFY_IMA_WRONG_KEY",
  "bad-signature": "VERIFY_IMA_BAD_SIGNATURE",
  missing: "VERIFY_IMA_MISSING",
  unexpected: "VERIFY_IMA_UNEXPECTED",
  "wrong-length": "VERIFY_IMA_LENGTH",
  "wrong-algorithm": "VERIFY_IMA_ALGORITHM",
  malformed: "VERIFY_IMA_MALFORMED",
} as const satisfies Partial<Record<Result["state"], VerifyCode>>;

/** An RPM while its headers are at hand. */
export interface ImaSubject {
  readonly fileName: string;
  readonly info: RpmInfo;
  readonly imaProblems: readonly CodedProblem[];
}

/**
 * Files that are signed at all are stored as rpm reads them and signed by a key the caller knows (spec
 * rpm-and-ima sections 7 and 8). A package can have 100,000 files, so there is one finding per package and
 * kind of fault, and files are looked at while the package passes.
 */
export class ImaCheck {
  readonly #anchors: readonly TrustAnchor[];
  readonly #log: FindingLog;
  readonly #verified = new Map<TrustAnchor, number>();

  /** @param anchors - without any, only the storage of signatures is checked */
  constructor(anchors: readonly TrustAnchor[], log: FindingLog) {
    this.#anchors = anchors;
    this.#log = log;
  }

  async checkRpm(rpm: ImaSubject): Promise<void> {
    if (this.#anchors.length === 0) {
      reportStorage(rpm, rpm.imaProblems, this.#log);
      return;
    }
    reportStorage(rpm, rpm.imaProblems.filter(isOfPackage), this.#log);
    for (const { signer } of await checkRpm(rpm, this.#anchors, this.#log)) {
      if (signer === undefined) continue;
      this.#verified.set(signer, (this.#verified.get(signer) ?? 0) + 1);
    }
  }

  finish({ rpms, stopped }: PatchView): void {
    if (rpms === undefined || stopped !== undefined) {
      this.#log.notRun("ima", "software.tar could not be read");
    } else if (this.#anchors.length === 0) {
      this.#log.notRun("ima", "no IMA certificate was given (--ima-cert)");
    } else {
      reportSigners(this.#verified, this.#log);
    }
  }
}

/** The other one is found again, with all the files it is about, when signatures are verified. */
function isOfPackage({ code }: CodedProblem): boolean {
  return code !== "RPM_IMA_WITHOUT_DIGEST";
}

/** Faults of the place where signatures are kept; they matter whoever signed. */
function reportStorage(
  { fileName }: ImaSubject,
  problems: readonly CodedProblem[],
  log: FindingLog,
): void {
  const at = { member: `software.tar/${fileName}` };
  for (const problem of problems)
    log.add("ima", findingFromError(problem, "error", at));
}

async function checkRpm(
  { fileName, info, imaProblems }: ImaSubject,
  anchors: readonly TrustAnchor[],
  log: FindingLog,
): Promise<readonly Result[]> {
  const isReadable = info.files.some(({ imaSignature }) => imaSignature !== "");
  // Without readable signatures the storage is at fault, or there are none on purpose.
  if (!isReadable && imaProblems.length > 0) return [];
  const results = await checkImaSignatures(info, anchors);
  if (info.imaLayout === "none") {
    const unsigned = results.filter(({ state }) => state === "missing");
    report(fileName, "VERIFY_IMA_UNSIGNED", "warning", unsigned, log);
    return [];
  }
  for (const [state, code] of Object.entries(BAD_STATES)) {
    const bad = results.filter((result) => result.state === state);
    report(fileName, code, "error", bad, log);
  }
  return results;
}

/** One finding for all files of a package that have the same fault. */
function report(
  fileName: string,
  code: VerifyCode,
  severity: Severity,
  results: readonly Result[],
  log: FindingLog,
): void {
  const [first] = results;
  if (first === undefined) return;
  const files =
    results.length === 1
      ? first.path
      : `${results.length} files, first: ${first.path}`;
  const message = `${fileName}: ${files}: ${first.detail}`;
  const at = { member: `software.tar/${fileName}` };
  log.add("ima", finding(VERIFY_ERRORS, code, severity, message, at));
}

function reportSigners(
  verified: ReadonlyMap<TrustAnchor, number>,
  log: FindingLog,
): void {
  for (const [{ role, source }, files] of verified) {
    const message = `${files} file signature${files === 1 ? "" : "s"} verified with ${source} (role ${role})`;
    log.add(
      "ima",
      finding(VERIFY_ERRORS, "VERIFY_IMA_SIGNER", "info", message),
    );
  }
}

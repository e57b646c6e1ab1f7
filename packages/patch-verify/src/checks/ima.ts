import {
  finding,
  findingFromError,
  type CodedProblem,
  type Severity,
} from "@stx-patch/core";
import {
  createImaChecker,
  type ImaFileResult,
  type TrustAnchor,
} from "@stx-patch/trust";
import type { RpmFile, RpmInfo } from "@stx-patch/rpm-parser";
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

type BadState = keyof typeof BAD_STATES;

/** How many files of a package have which fault, and the first of each. */
type Faults = ReadonlyMap<
  BadState,
  { readonly count: number; readonly first: Result }
>;

/** An RPM while its headers are at hand. */
export interface ImaSubject {
  readonly fileName: string;
  readonly info: Pick<
    RpmInfo,
    "fileDigestAlgorithm" | "imaLayout" | "signedFileCount"
  >;
  /** Its files, some at a time. */
  readonly files: Iterable<readonly RpmFile[]>;
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
    const { info, imaProblems } = rpm;
    // Without readable signatures the storage is at fault, or there are none on purpose.
    if (info.signedFileCount === 0 && imaProblems.length > 0) return;
    reportFiles(rpm, await this.#checkFiles(rpm), this.#log);
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

  /** Some files at a time: signatures are the largest part of a header, and in hex twice as large. */
  async #checkFiles({ info, files }: ImaSubject): Promise<Faults> {
    const { fileDigestAlgorithm } = info;
    const faults = new Map<BadState, { count: number; first: Result }>();
    const check = await createImaChecker(this.#anchors);
    for (const batch of files) {
      for (const result of check({ fileDigestAlgorithm, files: batch })) {
        const { state, signer } = result;
        if (signer !== undefined)
          this.#verified.set(signer, (this.#verified.get(signer) ?? 0) + 1);
        if (!isBad(state)) continue;
        const count = (faults.get(state)?.count ?? 0) + 1;
        faults.set(state, { count, first: faults.get(state)?.first ?? result });
      }
    }
    return faults;
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

/** One finding for all files of a package that have the same fault. */
function reportFiles(
  { fileName, info }: ImaSubject,
  faults: Faults,
  log: FindingLog,
): void {
  const isUnsigned = info.imaLayout === "none";
  for (const [state, { count, first }] of faults) {
    const [code, severity]: [VerifyCode, Severity] = isUnsigned
      ? ["VERIFY_IMA_UNSIGNED", "warning"]
      : [BAD_STATES[state], "error"];
    const files =
      count === 1 ? first.path : `${count} files, first: ${first.path}`;
    const message = `${fileName}: ${files}: ${first.detail}`;
    const at = { member: `software.tar/${fileName}` };
    log.add("ima", finding(VERIFY_ERRORS, code, severity, message, at));
  }
}

function isBad(state: Result["state"]): state is BadState {
  return Object.hasOwn(BAD_STATES, state);
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

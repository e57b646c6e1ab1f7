import { fileURLToPath } from "node:url";

import { TEST_KEYS } from "./keys.js";
import { runOk } from "./process.js";

/** What the target's order of steps makes of a patch; fields are missing behind the step that refused. */
export interface TargetReport {
  readonly accepted: boolean;
  /** The target's message when it refused. */
  readonly reason: string | null;
  /** Names in the outer archive, repeats included. */
  readonly members?: readonly string[];
  readonly checksum?: string;
  /** Role of the certificate that verified the signature. */
  readonly role?: string;
  readonly scheme?: "rsassa-pss" | "rsassa-pkcs1-v1_5";
  readonly metadata?: TargetMetadata;
  /** SHA-256 of each file in software.tar. */
  readonly software?: Readonly<Record<string, string>>;
  /** SHA-256 of each semantic script. */
  readonly scripts?: Readonly<Record<string, string>>;
  /** What the target reads out of the file names in `contents`. */
  readonly packages?: readonly {
    readonly epoch: string | null;
    readonly name: string;
    readonly version: string;
    readonly release: string;
    readonly arch: string;
  }[];
}

/** metadata.xml as the target understands it. */
export interface TargetMetadata {
  readonly id: string;
  readonly sw_version: string;
  readonly summary: string;
  readonly description: string;
  readonly install_instructions: string;
  readonly warnings: string;
  readonly status: string;
  readonly unremovable: string;
  readonly apply_active_release_only: string;
  readonly reboot_required: "Y" | "N";
  readonly personalities: Readonly<Record<string, readonly string[]>>;
  readonly requires: readonly string[];
  readonly semantics: readonly string[];
  readonly contents: readonly string[];
}

/** Roles and PEM certificate files that the target trusts, in the order it tries them. */
export type TrustedCertificates = Readonly<Record<string, string>>;

const TARGET_UPLOAD = fileURLToPath(
  new URL("../oracle/target_upload.py", import.meta.url),
);

/** Which target is asked; without a release, the one that the patch is for. */
export interface OracleTarget {
  readonly release?: string;
  /** False for a reader from before 3.0.0. */
  readonly readsSemantics?: boolean;
}

/** Runs a python3 script of the test suite and parses the JSON it prints. */
export async function runPythonOracle<T>(
  script: string,
  args: readonly string[],
): Promise<T> {
  const { stdout } = await runOk("python3", [script, ...args]);
  return JSON.parse(stdout.toString()) as T;
}

/**
 * Asks the restatement of the target's upload (needs python3 and openssl) about a patch file.
 *
 * @param trusted - default: the checked-in development and formal test certificates
 */
export async function uploadToTarget(
  patchFile: string,
  trusted?: TrustedCertificates,
  target?: OracleTarget,
): Promise<TargetReport> {
  const [report] = await uploadAllToTarget([patchFile], trusted, target);
  if (report === undefined) throw new Error("the oracle said nothing");
  return report;
}

/** The same for many patches in one run; reports come in the order of the files. */
export async function uploadAllToTarget(
  patchFiles: readonly string[],
  trusted: TrustedCertificates = {
    dev: TEST_KEYS.dev.certificate,
    formal: TEST_KEYS.formal.certificate,
  },
  target: OracleTarget = {},
): Promise<TargetReport[]> {
  const certificates = Object.entries(trusted).map(
    ([role, file]) => `${role}=${file}`,
  );
  const options = [
    ...(target.release === undefined ? [] : [`--release=${target.release}`]),
    ...(target.readsSemantics === false ? ["--no-semantics"] : []),
  ];
  const { stdout } = await runOk("python3", [
    TARGET_UPLOAD,
    ...options,
    ...patchFiles,
    ...certificates,
  ]);
  const lines = stdout.toString().trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as TargetReport);
}

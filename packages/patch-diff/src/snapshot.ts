import {
  toHex,
  type Hasher,
  type HashAlgorithm,
  type HashFactory,
} from "@stx-patch/core";
import type { SealResult } from "@stx-patch/patch-format";
import type { RpmHeaders } from "@stx-patch/rpm-parser";
import { forgeHash } from "@stx-patch/trust";
import type {
  ByteSink,
  PatchWitness,
  VerificationReport,
} from "@stx-patch/patch-verify";

/** A small file of a patch: metadata.xml, a script, a signature. */
export interface FileSnapshot {
  readonly sizeBytes: number;
  /** Permission bits. */
  readonly mode: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** An RPM of a patch: its headers whole, of its payload a digest. */
export interface RpmSnapshot {
  readonly headers: RpmHeaders;
  /** Lower-case hex. */
  readonly payloadSha256: string;
}

/** What is kept of a patch so that it can be compared; memory goes with the RPM headers, which the verifier bounds. */
export interface PatchSnapshot {
  readonly report: VerificationReport;
  /** By path, e.g. `metadata.tar/metadata.xml`; without the RPMs. */
  readonly files: ReadonlyMap<string, FileSnapshot>;
  /** By file name; without those that could not be read. */
  readonly rpms: ReadonlyMap<string, RpmSnapshot>;
  /** SHA-256 of the signed bytes, hex; undefined when they were not all read. */
  readonly signedSha256: string | undefined;
}

/** Gathers a snapshot while the verifier reads: give it the options, then {@link SnapshotTaker.finish} the report. */
export interface SnapshotTaker {
  /** For `VerifyOptions.witness`. */
  readonly witness: PatchWitness;
  /** For `VerifyOptions.takeSeal`. */
  readonly takeSeal: (seal: SealResult) => void;
  /** @param report - of the same verification */
  finish(report: VerificationReport): PatchSnapshot;
}

/**
 * Creates what takes a snapshot of one patch.
 *
 * @param hash - the pure digests of `trust` when absent
 */
export function createSnapshotTaker(
  hash: HashFactory = forgeHash,
): SnapshotTaker {
  const files = new Map<string, FileSnapshot>();
  const rpms = new Map<string, RpmSnapshot>();
  const seen: { signedSha256?: string } = {};
  return {
    witness: {
      file: ({ path, sizeBytes, mode }) =>
        isSmall(path)
          ? digestSink(hash, (sha256) => {
              // Of a name that comes twice the first counts, as for the verifier.
              if (!files.has(path))
                files.set(path, { sizeBytes, mode, sha256 });
            })
          : undefined,
      rpm: ({ fileName, headers }) =>
        digestSink(hash, (payloadSha256) => {
          if (!rpms.has(fileName))
            rpms.set(fileName, { headers, payloadSha256 });
        }),
    },
    takeSeal: ({ sha256 }) => {
      seen.signedSha256 = toHex(sha256);
    },
    finish: (report) => ({
      report,
      files,
      rpms,
      signedSha256: seen.signedSha256,
    }),
  };
}

/** The rest is an archive, or an RPM, of which headers and payload are looked at apart. */
function isSmall(path: string): boolean {
  return (
    path === "metadata.tar/metadata.xml" ||
    path === "signature" ||
    path === "signature.v2" ||
    path.startsWith("semantics.tar/")
  );
}

function digestSink(
  hash: HashFactory,
  take: (sha256: string) => void,
): ByteSink {
  const hasher = hasherOf(hash, "sha256");
  return {
    update: (chunk) => hasher.update(chunk),
    finish: async () => {
      take(toHex(await hasher.digest()));
    },
  };
}

/** @throws TypeError when the factory lacks what every patch needs; the seal of the same verification says so first */
function hasherOf(hash: HashFactory, algorithm: HashAlgorithm): Hasher {
  const hasher = hash(algorithm);
  if (hasher === undefined) throw new TypeError(`no ${algorithm}`);
  return hasher;
}

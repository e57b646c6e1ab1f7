import { toHex, type HashFactory } from "@stx-patch/core";
import type { PatchMetadata } from "@stx-patch/patch-format";
import type { RpmHeaders } from "@stx-patch/rpm-parser";
import type { PatchWitness, VerificationReport } from "@stx-patch/patch-verify";
import { SbomError } from "./error.js";

/** An RPM of a patch, as it is in there. */
export interface SbomRpm {
  readonly fileName: string;
  /** Of the whole file, lower-case hex. */
  readonly sha256: string;
  readonly headers: RpmHeaders;
}

/** What an SBOM lists; memory goes with the RPM headers, which the verifier bounds. */
export interface PatchContents {
  readonly metadata: PatchMetadata;
  /** Of the patch file, lower-case hex. */
  readonly sha256: string;
  /** The patch's own time, in seconds since 1970; see `SOURCE_DATE_EPOCH`. */
  readonly timeSeconds: number;
  /** In the order of software.tar. */
  readonly rpms: readonly SbomRpm[];
}

/** Gathers the contents while the verifier reads: give it the witness, then {@link ContentsTaker.finish} the report. */
export interface ContentsTaker {
  /** For `VerifyOptions.witness`. */
  readonly witness: PatchWitness;
  /**
   * @param report - of the same verification
   * @param sha256 - of the patch file, hex
   * @throws SbomError SBOM_CONTENTS
   */
  finish(
    report: Pick<VerificationReport, "metadata" | "rpms">,
    sha256: string,
  ): PatchContents;
}

const XML = "metadata.tar/metadata.xml";
const SOFTWARE = "software.tar/";

/**
 * Creates what takes the contents of one patch, in the pass that verifies it.
 *
 * @param hash - what the RPMs' SHA-256 is computed with
 */
export function createContentsTaker(hash: HashFactory): ContentsTaker {
  const digests = new Map<string, string>();
  const headers = new Map<string, RpmHeaders>();
  let timeSeconds = 0;
  return {
    witness: {
      file: ({ path, mtimeSeconds }) => {
        if (path === XML) timeSeconds = mtimeSeconds;
        if (!path.startsWith(SOFTWARE)) return undefined;
        const hasher = hash("sha256");
        if (hasher === undefined) throw new TypeError("no sha256");
        return {
          update: (chunk) => hasher.update(chunk),
          finish: async () => {
            const sha256 = toHex(await hasher.digest());
            const fileName = path.slice(SOFTWARE.length);
            // Of a name that comes twice the first counts, as for the verifier.
            if (!digests.has(fileName)) digests.set(fileName, sha256);
          },
        };
      },
      rpm: (rpm) => {
        if (!headers.has(rpm.fileName)) headers.set(rpm.fileName, rpm.headers);
        return undefined;
      },
    },
    finish: ({ metadata, rpms }, sha256) => {
      if (metadata === null)
        throw new SbomError("SBOM_CONTENTS", "the patch has no metadata");
      return {
        metadata,
        sha256,
        timeSeconds,
        rpms: rpms.map(({ fileName }) =>
          rpmOf(fileName, digests.get(fileName), headers.get(fileName)),
        ),
      };
    },
  };
}

function rpmOf(
  fileName: string,
  sha256: string | undefined,
  headers: RpmHeaders | undefined,
): SbomRpm {
  if (sha256 === undefined || headers === undefined)
    throw new SbomError("SBOM_CONTENTS", `${fileName} could not be read`, {
      location: { member: `${SOFTWARE}${fileName}` },
    });
  return { fileName, sha256, headers };
}

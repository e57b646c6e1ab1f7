import { HashAlgorithm } from "@cyclonedx/cyclonedx-library/Enums";
import type { RpmInfo } from "@stx-patch/rpm-parser";

/** The hash of an RPM's file digests. */
export type FileHash = RpmInfo["fileDigestAlgorithm"];

/** What the formats call a hash; undefined where a format does not know it. */
export interface DigestNames {
  readonly cyclonedx?: HashAlgorithm;
  readonly spdx?: string;
}

/** By hash. Sources: CycloneDX 1.6 `hash-alg`; SPDX 2.3 clause 7.10. */
export const DIGEST_NAMES: Readonly<Record<FileHash, DigestNames>> = {
  md5: { cyclonedx: HashAlgorithm.MD5, spdx: "MD5" },
  ripemd160: {},
  sha1: { cyclonedx: HashAlgorithm["SHA-1"], spdx: "SHA1" },
  sha224: { spdx: "SHA224" },
  sha256: { cyclonedx: HashAlgorithm["SHA-256"], spdx: "SHA256" },
  sha384: { cyclonedx: HashAlgorithm["SHA-384"], spdx: "SHA384" },
  sha512: { cyclonedx: HashAlgorithm["SHA-512"], spdx: "SHA512" },
  "sha3-256": { cyclonedx: HashAlgorithm["SHA3-256"], spdx: "SHA3-256" },
  "sha3-512": { cyclonedx: HashAlgorithm["SHA3-512"], spdx: "SHA3-512" },
};

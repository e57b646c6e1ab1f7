import { createHash } from "node:crypto";
import { resolve } from "node:path";
import {
  ATTESTATION_ERRORS,
  MAX_ENVELOPE_BYTES,
  verifyProvenance,
  type PackedRpm,
  type ProvenancePatch,
  type ProvenanceVerdict,
} from "@stx-patch/attestation";
import { counted, toHex, type CodeCatalogue } from "@stx-patch/core";
import { nativeHash, readSmallFile } from "@stx-patch/node-io";
import type {
  ByteSink,
  PatchWitness,
  Verdict,
  VerificationReport,
} from "@stx-patch/patch-verify";
import { TRUST_ERRORS } from "@stx-patch/trust";
import type { TrustSetup } from "../commands/verify-file.js";
import type { SidecarCheck, SidecarReport } from "./sidecar.js";

const MEANINGS: CodeCatalogue = { ...TRUST_ERRORS, ...ATTESTATION_ERRORS };

const SOFTWARE = "software.tar/";

/**
 * Reads a provenance, and holds it against the patch that is verified next.
 *
 * @param file - as it was named
 * @throws IoError when it cannot be read
 */
export async function checkProvenance(
  file: string,
  cwd: string,
  { anchors, intermediates, policy }: TrustSetup,
): Promise<SidecarCheck> {
  const bytes = await readSmallFile(resolve(cwd, file), {
    maxBytes: MAX_ENVELOPE_BYTES,
  });
  const digests = createRpmDigests();
  let signedContentSha256: string | undefined;
  return {
    witness: digests.witness,
    takeSeal: ({ sha256 }) => {
      signedContentSha256 = toHex(sha256);
    },
    finish: async (report) => {
      const patch = attestedPatch(report, signedContentSha256, digests);
      const trust = { anchors, intermediates, policy };
      const found = await verifyProvenance(bytes, patch, trust, nativeHash);
      return [reportOf(file, found, patch)];
    },
  };
}

/** Digests of the RPMs as they pass by. */
interface RpmDigests {
  readonly witness: PatchWitness;
  of(fileName: string): Pick<PackedRpm, "sha256" | "payloadSha256"> | undefined;
}

function createRpmDigests(): RpmDigests {
  const whole = new Map<string, string>();
  const payloads = new Map<string, string>();
  return {
    witness: {
      file: ({ path }) =>
        path.startsWith(SOFTWARE)
          ? digestInto(whole, path.slice(SOFTWARE.length))
          : undefined,
      rpm: ({ fileName }) => digestInto(payloads, fileName),
    },
    of: (fileName) => {
      const sha256 = whole.get(fileName);
      const payloadSha256 = payloads.get(fileName);
      return sha256 === undefined || payloadSha256 === undefined
        ? undefined
        : { sha256, payloadSha256 };
    },
  };
}

function digestInto(digests: Map<string, string>, name: string): ByteSink {
  const hash = createHash("sha256");
  return {
    update: (chunk) => {
      hash.update(chunk);
    },
    finish: () => {
      digests.set(name, hash.digest("hex"));
    },
  };
}

/** Undefined when not all of the patch could be read. */
function attestedPatch(
  { fileSha256, rpms, signer, verdict }: VerificationReport,
  signedContentSha256: string | undefined,
  digests: RpmDigests,
): ProvenancePatch | undefined {
  if (fileSha256 === null || signedContentSha256 === undefined)
    return undefined;
  const packed = rpms.flatMap(({ fileName, nevra }) => {
    const found = digests.of(fileName);
    return found === undefined ? [] : [{ fileName, nevra, ...found }];
  });
  if (verdict === "malformed" && packed.length < rpms.length) return undefined;
  return {
    sha256: fileSha256,
    signedContentSha256,
    rpms: packed,
    signerSpkiSha256: signer?.spkiSha256,
  };
}

function reportOf(
  file: string,
  { signer, statement, trusted, findings }: ProvenanceVerdict,
  patch: ProvenancePatch | undefined,
): SidecarReport {
  const who =
    signer === undefined
      ? ["nobody we trust"]
      : [
          `${signer.role}: ${signer.certificate?.subject ?? "a bare public key"}`,
          `SPKI SHA-256 ${signer.key.spkiSha256}`,
        ];
  return {
    kind: "provenance",
    file,
    verdict: verdictOf(trusted, findings),
    facts: [
      { label: "signed by", lines: who },
      ...(statement === undefined
        ? []
        : [
            { label: "builder", lines: [statement.builderId] },
            { label: "build type", lines: [statement.buildType] },
            {
              label: "inputs",
              lines: [
                `${statement.dependencies.length} named; the patch has ${counted(patch?.rpms.length ?? 0, "RPM")}`,
              ],
            },
          ]),
    ],
    findings: findings.map((found) => ({
      ...found,
      file,
      means: MEANINGS[found.code]?.meaning ?? "",
    })),
  };
}

/** What is wrong with the signature makes it untrusted; what is wrong with the rest makes it useless, whoever signed. */
function verdictOf(
  trusted: boolean,
  findings: ProvenanceVerdict["findings"],
): Verdict {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => !code.startsWith("TRUST_"))) return "malformed";
  return trusted ? "trusted" : "untrusted";
}

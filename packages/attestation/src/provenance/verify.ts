import {
  findingFromError,
  isCodedError,
  type Finding,
  type HashFactory,
} from "@stx-patch/core";
import { forgeHash, type TrustAnchor } from "@stx-patch/trust";
import { parseEnvelope, type Envelope } from "../dsse/envelope.js";
import { verifyEnvelope, type EnvelopeTrust } from "../dsse/verify.js";
import {
  attested,
  checkPatchProvenance,
  type AttestedPatch,
} from "./check-patch.js";
import { parseProvenance, type ProvenanceStatement } from "./read-statement.js";
import { STATEMENT_PAYLOAD_TYPE } from "./statement.js";
import { AttestationError } from "../error.js";

/** What was found out about a provenance. */
export interface ProvenanceVerdict {
  /** Whose key signed it; known even when policy refuses it. */
  readonly signer: TrustAnchor | undefined;
  /** True when somebody trusted signed it, whatever it says. */
  readonly trusted: boolean;
  /** Undefined when it could not be read. */
  readonly statement: ProvenanceStatement | undefined;
  /** It is good when none of them is an error. */
  readonly findings: readonly Finding[];
}

/** The patch that a provenance came with. */
export interface ProvenancePatch extends AttestedPatch {
  /** SHA-256 of the SubjectPublicKeyInfo that signed the patch, hex; undefined when nobody known did. */
  readonly signerSpkiSha256: string | undefined;
}

/**
 * Verifies the provenance of a patch: envelope, signature, statement, and whether it belongs to the patch. Whatever is wrong with it is in
 * the findings.
 *
 * @param patch - undefined when it could not be read
 */
export async function verifyProvenance(
  bytes: Uint8Array,
  patch: ProvenancePatch | undefined,
  trust: EnvelopeTrust,
  hash: HashFactory = forgeHash,
): Promise<ProvenanceVerdict> {
  try {
    const envelope = parseEnvelope(bytes);
    const { signer, trusted, findings } = await verifyEnvelope(
      envelope,
      trust,
      hash,
    );
    const known = {
      signer,
      trusted,
      // What they are about is the file, not a member of the patch.
      findings: findings.map((found) => ({ ...found, member: undefined })),
    };
    try {
      const statement = statementIn(envelope);
      const about = aboutPatch(statement, signer, patch);
      return {
        ...known,
        statement,
        findings: [...known.findings, ...about],
      };
    } catch (error) {
      return { ...known, ...unreadable(error, known.findings) };
    }
  } catch (error) {
    return { signer: undefined, trusted: false, ...unreadable(error, []) };
  }
}

function statementIn({ payloadType, payload }: Envelope): ProvenanceStatement {
  if (payloadType !== STATEMENT_PAYLOAD_TYPE)
    throw new AttestationError(
      "ATTEST_PAYLOAD_TYPE",
      `the payload is ${JSON.stringify(payloadType.slice(0, 200))}, expected ${STATEMENT_PAYLOAD_TYPE}`,
    );
  return parseProvenance(payload);
}

function aboutPatch(
  statement: ProvenanceStatement,
  signer: TrustAnchor | undefined,
  patch: ProvenancePatch | undefined,
): Finding[] {
  if (patch === undefined)
    return [
      attested("ATTEST_NOT_COMPARED", "error", "the patch could not be read"),
    ];
  const other =
    signer !== undefined &&
    patch.signerSpkiSha256 !== undefined &&
    signer.key.spkiSha256 !== patch.signerSpkiSha256;
  return [
    ...checkPatchProvenance(statement, patch),
    ...(other
      ? [
          attested(
            "ATTEST_OTHER_SIGNER",
            "warning",
            `signed with the key ${signer.key.spkiSha256}, the patch with ${patch.signerSpkiSha256}`,
          ),
        ]
      : []),
  ];
}

function unreadable(
  error: unknown,
  before: readonly Finding[],
): { statement: undefined; findings: Finding[] } {
  if (!isCodedError(error)) throw error;
  return {
    statement: undefined,
    findings: [...before, findingFromError(error, "error")],
  };
}

import { finding, type Finding } from "@stx-patch/core";
import { ATTESTATION_ERRORS, type AttestationErrorCode } from "../error.js";
import { fieldOf } from "../strict-json.js";
import type { ProvenanceStatement, Resource } from "./read-statement.js";
import { BUILD_TYPE } from "./statement.js";

/** An RPM as the patch has it. */
export interface PackedRpm {
  readonly fileName: string;
  /** Null when it is not readable as an RPM. */
  readonly nevra: string | null;
  /** Of the whole RPM, lower-case hex. */
  readonly sha256: string;
  /** Of what stands behind its headers, lower-case hex. */
  readonly payloadSha256: string;
}

/** A patch as it was read. */
export interface AttestedPatch {
  /** Of the file, lower-case hex. */
  readonly sha256: string;
  /** Over the signed members, lower-case hex. */
  readonly signedContentSha256: string;
  readonly rpms: readonly PackedRpm[];
}

/** Lines about single RPMs in one report; the rest is counted. */
const MAX_SHOWN = 20;

/**
 * Holds a provenance against the patch it came with: is it about this one, and are its inputs the RPMs inside? An RPM that was packed as it
 * came has to be the same to the byte; one whose files were signed has another header, so name, version and payload have to be the same.
 */
export function checkPatchProvenance(
  statement: ProvenanceStatement,
  patch: AttestedPatch,
): Finding<AttestationErrorCode>[] {
  return [
    ...checkSubject(statement, patch),
    ...(statement.buildType === BUILD_TYPE
      ? checkInputs(statement, patch)
      : [
          attested(
            "ATTEST_BUILD_TYPE",
            "warning",
            `built as ${JSON.stringify(statement.buildType.slice(0, 200))}, which is not known here`,
          ),
        ]),
  ];
}

function checkSubject(
  { subjects }: ProvenanceStatement,
  { sha256, signedContentSha256 }: AttestedPatch,
): Finding<AttestationErrorCode>[] {
  const digests = subjects.map((subject) => subject.sha256);
  if (digests.includes(sha256)) return [];
  return digests.includes(signedContentSha256)
    ? [
        attested(
          "ATTEST_RESIGNED",
          "info",
          "made for another file with the same signed content",
        ),
      ]
    : [
        attested(
          "ATTEST_SUBJECT",
          "error",
          `none of its ${subjects.length} subjects has this patch's SHA-256 ${sha256}`,
        ),
      ];
}

function checkInputs(
  { dependencies }: ProvenanceStatement,
  { rpms }: AttestedPatch,
): Finding<AttestationErrorCode>[] {
  const inputs = dependencies.filter(
    ({ annotations }) => fieldOf(annotations, "use") === "rpm",
  );
  const byName = new Map(inputs.map((input) => [input.name, input]));
  const packed = new Set(rpms.map(({ fileName }) => fileName));
  const findings = [
    ...(byName.size === inputs.length
      ? []
      : [attested("ATTEST_STATEMENT", "error", "two inputs have one name")]),
    ...rpms.flatMap((rpm) => checkInput(rpm, byName.get(rpm.fileName))),
    ...inputs
      .filter(({ name }) => name === undefined || !packed.has(name))
      .map(({ name }) =>
        attested(
          "ATTEST_INPUT_EXTRA",
          "error",
          `the input ${name ?? "without a name"} is not in the patch`,
        ),
      ),
  ];
  const [first] = findings.slice(MAX_SHOWN);
  if (first === undefined) return findings;
  const more = `and ${findings.length - MAX_SHOWN} more`;
  return [...findings.slice(0, MAX_SHOWN), attested(first.code, "error", more)];
}

function checkInput(
  rpm: PackedRpm,
  input: Resource | undefined,
): Finding<AttestationErrorCode>[] {
  const { fileName } = rpm;
  if (input === undefined)
    return [
      attested("ATTEST_INPUT_MISSING", "error", `${fileName} is no input`),
    ];
  const difference = differenceOf(rpm, input);
  return difference === undefined
    ? []
    : [attested("ATTEST_INPUT_DIFFERS", "error", `${fileName}: ${difference}`)];
}

function differenceOf(
  rpm: PackedRpm,
  { sha256, annotations }: Resource,
): string | undefined {
  if (sha256 === rpm.sha256) return undefined;
  if (fieldOf(annotations, "fileSignatures") !== "added")
    return "it is not the input to the byte, and no file signatures were added";
  if (fieldOf(annotations, "nevra") !== rpm.nevra)
    return `it is ${rpm.nevra ?? "not readable"}, the input was another package`;
  return fieldOf(annotations, "payloadSha256") === rpm.payloadSha256
    ? undefined
    : "its payload is not the input's";
}

/** A finding about an attestation. */
export function attested(
  code: AttestationErrorCode,
  severity: Finding["severity"],
  message: string,
): Finding<AttestationErrorCode> {
  return finding(ATTESTATION_ERRORS, code, severity, message);
}

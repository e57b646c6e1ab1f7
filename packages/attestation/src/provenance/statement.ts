import type { KeyInfo } from "@stx-patch/core";
import type { JsonObject } from "../strict-json.js";

/** Type of every in-toto statement, version 1. */
export const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/** SLSA provenance, version 1. */
export const PROVENANCE_TYPE = "https://slsa.dev/provenance/v1";
/** Type of the payload of an envelope with a statement in it. */
export const STATEMENT_PAYLOAD_TYPE = "application/vnd.in-toto+json";
/** How patch-build builds: what its parameters and inputs mean is in docs/supply-chain.md. */
export const BUILD_TYPE = "urn:stx-patch:build-type:patch-build:1";
/** Builder of whom nothing is claimed: a person or a job that ran the command. */
export const UNSPECIFIED_BUILDER = "urn:stx-patch:builder:unspecified";
/** Behind a patch's file name: the content that its signature covers, which stays the same when it is signed again. */
export const SIGNED_CONTENT_SUFFIX = "#signed-content";

/** A file by its content. */
export interface DigestedFile {
  readonly name: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** An RPM as it came, before its files were signed. */
export interface InputRpm extends DigestedFile {
  readonly nevra: string;
  /** SHA-256 of what stands behind its headers; signing files does not change it. */
  readonly payloadSha256: string;
  /** Whether file signatures were put into it, so that the patch has it with another header. */
  readonly isSigned: boolean;
}

/** A key that signed. */
export interface InputKey {
  readonly use: "patch" | "ima";
  readonly key: KeyInfo;
  readonly role: string | null;
}

/** What is known about a build. */
export interface BuildRecord {
  /** The patch. */
  readonly patch: DigestedFile;
  /** SHA-256 over the signed members, lower-case hex. */
  readonly signedContentSha256: string;
  readonly sidecars: readonly DigestedFile[];
  /** What the user asked for; without secrets, and without paths. */
  readonly parameters: JsonObject;
  readonly rpms: readonly InputRpm[];
  /** Further files that were read, e.g. scripts and release-info.inc. */
  readonly files: readonly (DigestedFile & { readonly use: string })[];
  readonly keys: readonly InputKey[];
  readonly builder: {
    /** A URI. */
    readonly id: string;
    readonly version: Readonly<Record<string, string>>;
  };
  readonly invocationId?: string | undefined;
}

/**
 * SLSA provenance of a build, as an in-toto statement. The same build gives the same bytes: there is no time in it, and lists are in the
 * order of the record.
 */
export function encodeProvenance(record: BuildRecord): Uint8Array {
  const { patch, builder, invocationId } = record;
  const statement = {
    _type: STATEMENT_TYPE,
    subject: [
      patch,
      {
        name: `${patch.name}${SIGNED_CONTENT_SUFFIX}`,
        sha256: record.signedContentSha256,
      },
      ...record.sidecars,
    ].map(resource),
    predicateType: PROVENANCE_TYPE,
    predicate: {
      buildDefinition: {
        buildType: BUILD_TYPE,
        externalParameters: record.parameters,
        resolvedDependencies: [
          ...record.rpms.map(rpmResource),
          ...record.files.map(({ use, ...file }) => ({
            ...resource(file),
            annotations: { use },
          })),
          ...record.keys.map(keyResource),
        ],
      },
      runDetails: {
        builder,
        ...(invocationId === undefined ? {} : { metadata: { invocationId } }),
      },
    },
  };
  return new TextEncoder().encode(JSON.stringify(statement));
}

function resource({ name, sha256 }: DigestedFile): object {
  return { name, digest: { sha256 } };
}

function rpmResource(rpm: InputRpm): object {
  const { nevra, payloadSha256, isSigned } = rpm;
  return {
    ...resource(rpm),
    mediaType: "application/x-rpm",
    annotations: {
      use: "rpm",
      ...{ nevra, payloadSha256 },
      fileSignatures: isSigned ? "added" : "as they came",
    },
  };
}

/** A public key is a resource like others: its digest is that of its DER SubjectPublicKeyInfo. */
function keyResource({ use, role, key }: InputKey): object {
  const { algorithm, bits, spkiSha256 } = key;
  return {
    ...resource({ name: `${use}-key`, sha256: spkiSha256 }),
    annotations: { use: `${use}-key`, role, algorithm, bits },
  };
}

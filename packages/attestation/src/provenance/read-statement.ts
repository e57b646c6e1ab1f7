import { AttestationError } from "../error.js";
import {
  fieldOf,
  isObject,
  parseStrictJson,
  type Json,
  type JsonObject,
} from "../strict-json.js";
import { PROVENANCE_TYPE, STATEMENT_TYPE } from "./statement.js";

/** A resource descriptor, as far as it is compared. */
export interface Resource {
  readonly name: string | undefined;
  /** Lower-case hex; undefined when it is described by something else. */
  readonly sha256: string | undefined;
  readonly annotations: JsonObject;
}

/** An in-toto statement with provenance in it; whatever else it says is passed over. */
export interface ProvenanceStatement {
  readonly subjects: readonly Resource[];
  readonly buildType: string;
  readonly builderId: string;
  readonly dependencies: readonly Resource[];
}

/**
 * Reads the payload of an envelope, whose signature has been looked at.
 *
 * @throws AttestationError ATTEST_JSON, ATTEST_STATEMENT, ATTEST_PREDICATE
 */
export function parseProvenance(payload: Uint8Array): ProvenanceStatement {
  const statement = objectOf(parseStrictJson(payload, "the statement"), "it");
  if (fieldOf(statement, "_type") !== STATEMENT_TYPE)
    throw bad(`_type is not ${STATEMENT_TYPE}`);
  const type = textOf(fieldOf(statement, "predicateType"), "predicateType");
  if (type !== PROVENANCE_TYPE)
    throw new AttestationError(
      "ATTEST_PREDICATE",
      `the predicate is ${JSON.stringify(type.slice(0, 200))}, expected ${PROVENANCE_TYPE}`,
    );
  const subjects = resourcesOf(fieldOf(statement, "subject"), "subject");
  if (subjects.length === 0) throw bad("it has no subject");
  const predicate = objectOf(fieldOf(statement, "predicate"), "predicate");
  const definition = objectOf(
    fieldOf(predicate, "buildDefinition"),
    "buildDefinition",
  );
  objectOf(fieldOf(definition, "externalParameters"), "externalParameters");
  const runDetails = objectOf(fieldOf(predicate, "runDetails"), "runDetails");
  const builder = objectOf(fieldOf(runDetails, "builder"), "builder");
  return {
    subjects,
    buildType: textOf(fieldOf(definition, "buildType"), "buildType"),
    builderId: textOf(fieldOf(builder, "id"), "builder.id"),
    dependencies: resourcesOf(
      fieldOf(definition, "resolvedDependencies") ?? [],
      "resolvedDependencies",
    ),
  };
}

function resourcesOf(value: Json | undefined, name: string): Resource[] {
  if (!Array.isArray(value)) throw bad(`${name} is no list`);
  return value.map((item: Json, i) => resourceOf(item, `${name}[${i}]`));
}

function resourceOf(value: Json, place: string): Resource {
  const resource = objectOf(value, place);
  const name = fieldOf(resource, "name");
  const digest = fieldOf(resource, "digest");
  const sha256 =
    digest === undefined
      ? undefined
      : fieldOf(objectOf(digest, `${place}.digest`), "sha256");
  const annotations = fieldOf(resource, "annotations") ?? {};
  return {
    name: name === undefined ? undefined : textOf(name, `${place}.name`),
    sha256: sha256 === undefined ? undefined : sha256TextOf(sha256, place),
    annotations: objectOf(annotations, `${place}.annotations`),
  };
}

function sha256TextOf(value: Json, place: string): string {
  const text = textOf(value, `${place}.digest.sha256`);
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw bad(`${place}.digest.sha256 is no SHA-256 in lower-case hex`);
}

function textOf(value: Json | undefined, name: string): string {
  if (typeof value === "string") return value;
  throw bad(`${name} is no text`);
}

function objectOf(value: Json | undefined, name: string): JsonObject {
  if (isObject(value)) return value;
  throw bad(`${name} is no object`);
}

function bad(problem: string): AttestationError {
  return new AttestationError(
    "ATTEST_STATEMENT",
    `no in-toto statement: ${problem}`,
  );
}

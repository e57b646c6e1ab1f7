import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

const ajv = new Ajv2020({ allErrors: true, formats: { "date-time": true } });

/** What a published schema has against a JSON text; empty when it fits. */
export function schemaErrors(
  name:
    | "failure"
    | "doctor-result"
    | "config-result"
    | "build-result"
    | "verify-result"
    | "query-result"
    | "query-rpm-result"
    | "sign-attach-result"
    | "signing-request"
    | "provenance-statement"
    | "rewrite-result"
    | "timestamp-request-result"
    | "timestamp-attach-result"
    | "patch-id-next-result"
    | "patch-id-list-result"
    | "make-result"
    | "diff-result"
    | "extract-result"
    | "rebuild-result"
    | "sbom-result"
    | "patch-repo-add-result"
    | "patch-repo-remove-result"
    | "patch-repo-list-result"
    | "patch-repo-check-result",
  json: string,
): string[] {
  const url = new URL(
    `../../../../docs/schema/${name}.schema.json`,
    import.meta.url,
  );
  const schema = JSON.parse(readFileSync(url, "utf8")) as object;
  ajv.validate(schema, JSON.parse(json));
  return (ajv.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath}: ${message ?? ""}`,
  );
}

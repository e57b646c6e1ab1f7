import { SmallBody, SoftwareBody } from "./bodies.js";
import { refusal, unknown } from "./fault.js";
import type { TargetRelease } from "./release.js";
import type { TargetMemberName, TargetReader } from "./target-reader.js";
import { stop } from "./upload-end.js";

/** What the target says when an archive is not one. */
export const EXTRACTION_TEXT = "Failed during patch extraction";

/** The members that count, once the archive is extracted. */
export interface Members {
  readonly metadata: SmallBody;
  readonly software: SoftwareBody;
  readonly semantics: SmallBody | undefined;
  readonly checksum: SmallBody;
  readonly signature: SmallBody | undefined;
}

/** Row 2 of the upload: the archive opens and has its members; whether there is a signature is asked later. */
export function extractMembers(
  reader: TargetReader,
  release: TargetRelease,
): Members {
  const frame = reader.frame();
  if (frame !== undefined) stop("extraction", frame, EXTRACTION_TEXT);
  const body = (
    name: TargetMemberName,
  ): SmallBody | SoftwareBody | undefined => {
    const held = reader.held(name);
    if (held === undefined || "body" in held) return held?.body;
    return held.kind === "directory"
      ? stop("extraction", refusal(`${name} is a folder`), null)
      : stop("extraction", unknown(`${name} is a ${held.kind}`), null);
  };
  const small = (name: TargetMemberName): SmallBody | undefined => {
    const found = body(name);
    return found instanceof SmallBody ? found : undefined;
  };
  const required = <T>(found: T | undefined, name: string): T =>
    found ??
    stop("extraction", refusal(`there is no ${name}`), EXTRACTION_TEXT);
  const software = body("software.tar");
  return {
    metadata: required(small("metadata.tar"), "metadata.tar"),
    software: required(
      software instanceof SoftwareBody ? software : undefined,
      "software.tar",
    ),
    semantics: release.readsSemantics ? small("semantics.tar") : undefined,
    checksum: required(small("signature"), "signature"),
    signature: small("signature.v2"),
  };
}

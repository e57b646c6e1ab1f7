import type { OptionSpec } from "../command-line/option.js";

/** Whom to trust with time stamps: never those who sign patches. */
export const TSA_OPTION: OptionSpec = {
  name: "tsa-cert",
  kind: "list",
  placeholder: "FILE",
  values: "pem",
  describe:
    "certificates of time-stamp authorities to trust, or of who issued theirs (PEM or DER); repeats",
  group: "Trust",
};

/** Files that `patch-build` writes beside the patch. */
export const SIDECAR_OPTIONS: readonly OptionSpec[] = [
  {
    name: "sbom",
    kind: "list",
    placeholder: "FORMAT[=FILE]",
    describe:
      "also write what the patch consists of, as cyclonedx (PATCH.cdx.json) or spdx (PATCH.spdx.json); repeats",
    group: "Beside the patch",
  },
  {
    name: "supplier",
    kind: "text",
    placeholder: "NAME",
    describe: "organization that delivers the patch, as the SBOM says it",
    group: "Beside the patch",
  },
  {
    name: "provenance",
    kind: "flag",
    describe:
      "also write PATCH.intoto.json: what the patch was built from and how (SLSA), signed with the patch's key",
    group: "Beside the patch",
  },
  {
    name: "builder-id",
    kind: "text",
    placeholder: "URI",
    describe:
      "who builds, as the provenance says it, e.g. the CI system; nothing is claimed without it",
    group: "Beside the patch",
  },
  {
    name: "invocation-id",
    kind: "text",
    placeholder: "TEXT",
    describe: "which run built, as the provenance says it, e.g. a job's URL",
    group: "Beside the patch",
  },
  {
    name: "sha256sums",
    kind: "flag",
    describe:
      "also write PATCH.sha256: the SHA-256 of the patch and of the files beside it, as sha256sum -c reads it",
    group: "Beside the patch",
  },
];

/** Files beside the patch that `patch-verify` holds against it. */
export const SIDECAR_CHECK_OPTIONS: readonly OptionSpec[] = [
  {
    name: "sbom",
    kind: "list",
    placeholder: "FILE",
    describe:
      "also check that this SBOM (CycloneDX or SPDX, JSON) is of the patch: its digest, its RPMs and their files, and nothing else; repeats",
    group: "Beside the patch",
  },
  {
    name: "provenance",
    kind: "text",
    placeholder: "FILE",
    describe:
      "also verify this provenance: signed by somebody trusted, about this patch, with its RPMs as inputs",
    group: "Beside the patch",
  },
  {
    name: "timestamp",
    kind: "text",
    placeholder: "FILE",
    values: "file",
    describe:
      "also verify this time stamp of the signature (RFC 3161); with --at timestamp, dates count as of it",
    group: "Beside the patch",
  },
  TSA_OPTION,
];

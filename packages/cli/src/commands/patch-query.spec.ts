import type { CommandSpec, OptionSpec } from "../command-line/option.js";
import { LIMIT_OPTION, TRUST_OPTIONS } from "./trust-options.js";
import { JSON_OPTION, NO_PROGRESS_OPTION } from "./output-options.js";

/** Order of the original's output (spec patch-format section 7), then what it did not print. */
export const TEXT_FIELDS = [
  "id",
  "sw_version",
  "status",
  "cert",
  "reboot_required",
  "unremovable",
  "summary",
  "description",
  "install_instructions",
  "warnings",
  "apply_active_release_only",
] as const;

/** Fields with any number of values. */
export const LIST_FIELDS = ["contents", "requires", "semantics"] as const;

/** Fields that `--field` takes. */
export const QUERY_FIELDS = [...TEXT_FIELDS, ...LIST_FIELDS] as const;

/** One of {@link QUERY_FIELDS}. */
export type QueryField = (typeof QUERY_FIELDS)[number];

const RPM_OPTIONS: readonly OptionSpec[] = [
  {
    name: "rpm",
    kind: "list",
    placeholder: "FILE",
    values: "rpm",
    describe:
      "show an RPM file, and every file named after it, instead of a patch; repeats",
    group: "RPM files",
  },
  {
    name: "requires",
    kind: "flag",
    describe: "with --rpm: what it requires, as rpm -qp --requires",
    group: "RPM files",
  },
  {
    name: "provides",
    kind: "flag",
    describe: "with --rpm: what it provides, as rpm -qp --provides",
    group: "RPM files",
  },
  {
    name: "qf",
    kind: "text",
    placeholder: "FORMAT",
    describe: "with --rpm: a query format, as rpm -qp --qf",
    group: "RPM files",
  },
  {
    name: "check-digests",
    kind: "flag",
    describe:
      "with --rpm: check every digest, for which the payload is unpacked; without it, the three options above read the headers only, and everything else the payload as it is stored",
    group: "RPM files",
  },
];

/** Declaration of `patch-query`. */
export const PATCH_QUERY: CommandSpec = {
  name: "patch-query",
  summary:
    "Shows what is inside a patch or an RPM: metadata, RPMs, signer, files.",
  syntax: "modern",
  positionals: {
    placeholder: "[FILE]",
    values: "patch",
    describe: "the patch; - reads it from stdin",
  },
  examples: [
    {
      command: "patch-query STX_20.06_PATCH_0001.patch",
      describe: "show everything",
    },
    {
      command: "patch-query --field summary STX_20.06_PATCH_0001.patch",
      describe: "show one field",
    },
    {
      command: "patch-query --rpm ctl-1.0-1.x86_64.rpm --files",
      describe: "show an RPM and its files, without rpm",
    },
    {
      command:
        "patch-query --rpm ctl-1.0-1.x86_64.rpm --qf '[%{FILENAMES} %{FILESIGNATURES}\\n]'",
      describe: "print what a query format asks for",
    },
    {
      command: "patch-query --qf '%{NEVRA}\\n' --rpm *.rpm",
      describe: "name all RPMs of a folder",
    },
  ],
  options: [
    {
      name: "field",
      kind: "text",
      placeholder: "NAME",
      choices: QUERY_FIELDS,
      describe: `show this field only: ${QUERY_FIELDS.join(", ")}`,
      group: "Query",
    },
    {
      name: "files",
      kind: "flag",
      describe: "list the files inside the RPMs, too",
      group: "Query",
    },
    ...RPM_OPTIONS,
    ...TRUST_OPTIONS,
    LIMIT_OPTION,
    JSON_OPTION,
    NO_PROGRESS_OPTION,
  ],
  epilogue:
    "Exit status: 0 trusted, 1 usage, 2 malformed, 3 not trusted (what can be read is shown), 5 I/O.",
};

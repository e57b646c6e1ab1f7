// RPMs that are damaged or were made by broken tools. Targets look at names only when a patch is uploaded; they fail when it is applied.
import { RPM, rpm, text, withRpm } from "../parts.mjs";

const HEADERS = [
  [
    "lead-bad-magic",
    "RPM_LEAD_MAGIC",
    "Another magic in the lead",
    "No RPM at all, whatever its name says.",
  ],
  [
    "lead-major-9",
    "RPM_LEAD_VERSION",
    "A format version of the future",
    "No rpm reads it.",
  ],
  [
    "hdr-bad-magic",
    "RPM_HEADER_MAGIC",
    "A main header without its magic",
    "Overwritten by a tool that got its lengths wrong.",
  ],
  [
    "hdr-il-huge",
    "RPM_INDEX_LIMIT",
    "Two thousand million index entries",
    "A reader that believes it asks for all memory there is.",
  ],
  [
    "hdr-dl-huge",
    "RPM_DATA_LIMIT",
    "Two gigabytes of header data",
    "The same with the data behind the index.",
  ],
  [
    "hdr-entry-count-overflow",
    "RPM_ENTRY_COUNT",
    "A count that overflows when multiplied",
    "32-bit arithmetic makes a small number of it.",
  ],
  [
    "hdr-entry-offset-past-end",
    "RPM_ENTRY_OFFSET",
    "An entry behind the end of the data",
    "A reader without bounds shows what stands in its memory.",
  ],
  [
    "hdr-string-unterminated",
    "RPM_ENTRY_UNTERMINATED",
    "A string that does not end",
    "It goes on into whatever follows.",
  ],
  [
    "hdr-overlap",
    "RPM_ENTRY_OVERLAP",
    "Two entries in the same data",
    "Changing one changes the other.",
  ],
  [
    "hdr-duplicate-tag",
    "RPM_ENTRY_DUPLICATE",
    "A tag twice",
    "The first or the last one counts.",
  ],
  [
    "hdr-no-name",
    "RPM_TAG_MISSING",
    "A package without name",
    "rpm installs it, and can never remove it.",
  ],
  [
    "hdr-name-with-slash",
    "RPM_NAME_UNSAFE",
    "A package name with a slash",
    "Tools make file names of it.",
  ],
  [
    "hdr-truncated-data",
    "RPM_TRUNCATED",
    "A package that ends inside its header",
    "Cut off.",
  ],
  [
    "files-digests-short",
    "RPM_FILE_ARRAYS",
    "More files than digests",
    "rpm shows a short file list and installs the rest.",
  ],
  [
    "files-dirindex-out-of-range",
    "RPM_FILE_PATH",
    "A file in a folder that does not exist",
    "The index points beyond the list of folders.",
  ],
  [
    "files-basename-slash",
    "RPM_FILE_PATH",
    "A base name with a slash",
    "The file goes somewhere else than its folder says.",
  ],
].map(([vector, code, title, why]) => ({
  name: vector,
  title,
  why,
  codes: [code],
  path: `malformed/${vector}.rpm`,
}));

const DIGESTS = [
  [
    "payload-bit-flip",
    "A bit changed in the payload",
    "A file inside is not what was built.",
  ],
  ["payload-truncated", "A payload that was cut off", "Files are missing."],
  [
    "payload-trailing-garbage",
    "Bytes behind the payload",
    "rpm does not look at them.",
  ],
  [
    "old-payload-bit-flip",
    "A bit changed in the payload of an old package",
    "Only one MD5 over header and payload can tell.",
  ],
  [
    "sig-sha1-mismatch",
    "A header digest that does not match",
    "The header was changed after the package was built.",
  ],
  [
    "sig-size-mismatch",
    "A size that does not match",
    "Something was added or is missing.",
  ],
].map(([vector, title, why]) => ({
  name: vector,
  title,
  why,
  codes: ["VERIFY_RPM_DIGEST_MISMATCH"],
  path: `malformed/${vector}.rpm`,
}));

const FILE_SIGNATURES = [
  [
    "ima-both-layouts",
    "RPM_IMA_BOTH_LAYOUTS",
    "File signatures in both places",
    "rpm 4.17 and later cannot read the package.",
  ],
  [
    "ima-count-too-small",
    "RPM_IMA_COUNT",
    "Fewer file signatures than files",
    "rpm ignores all of them.",
  ],
  [
    "ima-not-hex",
    "RPM_IMA_FORM",
    "File signatures that are not hex",
    "They cannot be used.",
  ],
  [
    "ima-length-wrong",
    "RPM_IMA_LENGTH",
    "A wrong length of file signatures",
    "Old rpm cuts or overruns them.",
  ],
  [
    "ima-signature-on-directory",
    "RPM_IMA_WITHOUT_DIGEST",
    "A signature of a folder",
    "A folder has no digest that could have been signed.",
  ],
].map(([vector, code, title, why]) => ({
  name: vector,
  title,
  why,
  verdict: "untrusted",
  codes: [code],
  path: `malformed/${vector}.rpm`,
}));

const NO_RPM = {
  name: "rpm-text",
  title: "Text under the name of an RPM",
  why: "The file has the right name and nothing else of an RPM.",
  codes: ["RPM_LEAD_MAGIC"],
  make: () => withRpm({ ...RPM, body: text("no rpm\n".repeat(200)) }, "epoch"),
};

/** The malformed vectors were made from this package. */
const packageOf = (path) => [
  "payload-gzip-1-1.noarch.rpm",
  "payload-gzip",
  rpm(path, "payload-gzip-1-1.noarch.rpm"),
];

/** All of them. */
export const RPMS = [
  ...[...HEADERS, ...DIGESTS, ...FILE_SIGNATURES].map(({ path, ...given }) => ({
    ...given,
    name: `rpm-${given.name}`,
    make: () => {
      const [, name, member] = packageOf(path);
      return withRpm(member, name);
    },
  })),
  NO_RPM,
].map((given) => ({
  group: "rpms",
  verdict: "malformed",
  target: "accepted",
  ...given,
}));

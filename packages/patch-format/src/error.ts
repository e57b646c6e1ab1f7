import { errorClass, type CodeCatalogue } from "@stx-patch/core";

/** All codes of this package: thrown as {@link FormatError} or returned in findings. */
export const FORMAT_ERRORS = {
  META_TOO_LARGE: {
    meaning:
      "metadata.xml, or one of its tags, is larger than any patch needs.",
    remedy:
      "Do not use the patch; raise the limit only if you trust its maker.",
  },
  META_TOO_DEEP: {
    meaning: "Elements of metadata.xml are nested deeper than the limit.",
    remedy:
      "Do not use the patch; no tool nests elements deeper than three levels.",
  },
  META_TOO_MANY_ELEMENTS: {
    meaning: "metadata.xml has more elements than the limit.",
    remedy:
      "Do not use the patch; raise the limit only if you trust its maker.",
  },
  META_ENCODING: {
    meaning: "metadata.xml is not UTF-8, or declares another encoding.",
    remedy: "Rebuild the patch; metadata.xml has to be UTF-8.",
  },
  META_BYTE_ORDER_MARK: {
    meaning:
      "metadata.xml starts with a byte order mark, which no tool writes.",
    remedy: "Rebuild the patch with an unmodified tool.",
  },
  META_DECLARATION: {
    meaning:
      "The XML declaration is malformed, misplaced or not of XML version 1.0.",
    remedy: 'Rebuild the patch; the file starts with <?xml version="1.0" ?>.',
  },
  META_DOCTYPE: {
    meaning:
      "metadata.xml has a document type, through which readers can be made to see other contents.",
    remedy: "Do not use the patch; no tool writes a document type.",
  },
  META_FORBIDDEN_MARKUP: {
    meaning:
      "metadata.xml has a comment, CDATA section or processing instruction, which readers resolve differently.",
    remedy: "Do not use the patch; no tool writes such markup.",
  },
  META_ENTITY: {
    meaning:
      "metadata.xml refers to an unknown entity or to a character that XML cannot carry.",
    remedy:
      "Do not use the patch; only the five predefined entities and character references exist here.",
  },
  META_NAMESPACE: {
    meaning:
      "metadata.xml uses XML namespaces, which change the names that a target sees.",
    remedy: "Do not use the patch; no tool writes namespaces.",
  },
  META_NOT_WELL_FORMED: {
    meaning: "metadata.xml is not well-formed XML.",
    remedy: "Rebuild the patch or fetch it again; it is damaged.",
  },
  META_ROOT: {
    meaning: "The root element of metadata.xml is not <patch>.",
    remedy: "Check that this is a patch and not another file.",
  },
  META_DUPLICATE_ELEMENT: {
    meaning:
      "An element that may occur once occurs again, and readers disagree on which one counts.",
    remedy: "Do not use the patch; rebuild it with an unmodified tool.",
  },
  META_UNKNOWN_ELEMENT: {
    meaning: "metadata.xml has an element that targets ignore.",
    remedy: "Nothing, if a newer tool wrote the patch.",
  },
  META_UNEXPECTED_ATTRIBUTE: {
    meaning: "An element has an attribute that the format does not know.",
    remedy: "Rebuild the patch with an unmodified tool.",
  },
  META_UNEXPECTED_TEXT: {
    meaning: "There is text where only elements belong; targets ignore it.",
    remedy: "Rebuild the patch with an unmodified tool.",
  },
  META_NESTED_ELEMENT: {
    meaning:
      "There is an element inside a text, and readers disagree on what the text is.",
    remedy: "Do not use the patch; rebuild it with an unmodified tool.",
  },
  META_FLAG_VALUE: {
    meaning: "A flag is neither Y, N nor empty.",
    remedy:
      "Rebuild the patch; a target reads any reboot_required but N as Y, and any other flag but Y as N.",
  },
  META_ID_MISSING: {
    meaning: "metadata.xml has no patch id; a target refuses it.",
    remedy: "Rebuild the patch with an id.",
  },
  META_SW_VERSION_MISSING: {
    meaning:
      "metadata.xml names no release; a target treats it as `unknown` and refuses it.",
    remedy: "Rebuild the patch with a release.",
  },
  META_SW_VERSION_UNSAFE: {
    meaning:
      "The release has characters that do not belong into the paths a target builds from it.",
    remedy:
      "Rebuild the patch with a release made of letters, digits, `.`, `_` and `-`.",
  },
  META_PERSONALITY_TYPE_MISSING: {
    meaning: "A personality has no type; a target cannot read the patch.",
    remedy: "Rebuild the patch with an unmodified tool.",
  },
  META_PERSONALITY_UNKNOWN: {
    meaning: "A personality is of a type that no release knows.",
    remedy:
      "Rebuild the patch with one of the six known personalities; no host will install these packages.",
  },
  META_PERSONALITY_RETIRED: {
    meaning:
      "A personality is of a type that only releases before 2019 know (`compute`).",
    remedy: "Rebuild the patch with `worker` in its place.",
  },
  META_DUPLICATE_PERSONALITY: {
    meaning:
      "Two personality blocks have the same type, and readers disagree on which one counts.",
    remedy: "Do not use the patch; rebuild it with an unmodified tool.",
  },
  META_DUPLICATE_ENTRY: {
    meaning: "A list names the same thing twice.",
    remedy: "Nothing for `requires`; otherwise rebuild the patch.",
  },
  META_EMPTY_ENTRY: {
    meaning:
      "A list has an entry without text, at which a target's reader fails.",
    remedy: "Rebuild the patch.",
  },
  META_CONTENTS_MISSING: {
    meaning: "metadata.xml lists no RPM.",
    remedy: "Rebuild the patch with the RPMs that it is to deliver.",
  },
  META_RPM_NAME: {
    meaning:
      "A file name in contents is not name-version-release.arch.rpm; a target cannot read the patch.",
    remedy: "Rename the RPM to what its header says and rebuild the patch.",
  },
  META_REQUIRES_SELF: {
    meaning: "The patch requires itself and can never be applied.",
    remedy: "Rebuild the patch without this requirement.",
  },
  META_SEMANTIC_UNKNOWN: {
    meaning: "A semantic action is neither pre-apply nor pre-remove.",
    remedy: "Rebuild the patch; targets run only these two.",
  },
  META_UNENCODABLE: {
    meaning: "A text has characters that XML 1.0 cannot carry.",
    remedy: "Remove control characters and broken Unicode from the text.",
  },
  META_MORE_FINDINGS: {
    meaning: "There are more findings of a kind than are shown.",
    remedy: "Look at the ones that are shown first.",
  },
  ID_INVALID: {
    meaning:
      "A patch id is empty, too long, or has characters that are unsafe in file names; targets build file names from it.",
    remedy:
      "Use letters, digits, `.`, `_` and `-`, not starting with `.` or `-`.",
  },
  ID_NUMBERS_EXHAUSTED: {
    meaning: "All numbers of a prefix and release are given out.",
    remedy: "Take another prefix; ids have four digits.",
  },
  MEMBER_UNKNOWN: {
    meaning: "The archive has a member that no patch has.",
    remedy: "Do not use the patch: unsigned data rides along in it.",
  },
  MEMBER_UNSAFE_PATH: {
    meaning:
      "A member's name is absolute or has `..` in it: extraction would write elsewhere.",
    remedy: "Do not use the patch and do not extract it.",
  },
  MEMBER_DUPLICATE: {
    meaning: "A member occurs twice, and readers disagree on which one counts.",
    remedy: "Do not use the patch.",
  },
  MEMBER_ORDER: {
    meaning: "A member is not in its place; every tool writes the same order.",
    remedy: "Rebuild the patch with an unmodified tool.",
  },
  MEMBER_NOT_A_FILE: {
    meaning: "A member is a link, directory or device instead of a file.",
    remedy: "Do not use the patch and do not extract it.",
  },
  MEMBER_MISSING: {
    meaning: "A member is missing without which a target refuses the patch.",
    remedy: "Fetch the patch again or rebuild it.",
  },
  SEAL_HASH_UNAVAILABLE: {
    meaning: "MD5 or SHA-256 is not available here.",
    remedy: "Pass a hash factory that has both.",
  },
  SEAL_SEQUENCE: {
    meaning:
      "Signed members were sealed out of sequence; this is a programming error.",
    remedy: "Finish each member before the next one and before the seal.",
  },
} as const satisfies CodeCatalogue;

/** Stable codes of this package. */
export type FormatErrorCode = keyof typeof FORMAT_ERRORS;

/** Something of the patch format could not be read or written. */
export class FormatError extends errorClass("FormatError", FORMAT_ERRORS) {}

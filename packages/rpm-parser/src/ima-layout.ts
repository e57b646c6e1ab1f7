import { isHex } from "./bytes.js";
import { isStringType, TYPE } from "./entry-type.js";
import { type RpmErrorCode, rpmProblem, type RpmProblem } from "./error.js";
import { fileCountOf } from "./file-names.js";
import type { RpmHeader } from "./header.js";
import type { RpmHeaders } from "./walk-headers.js";
import type { ImaLayoutState } from "./rpm-info.js";
import { MAIN, SIG } from "./tags.js";

/** The tags of one layout in the header they stand in. */
interface LayoutTags {
  readonly header: RpmHeader;
  readonly signatures: number;
  readonly length: number;
}

/** Which of the two places holds file signatures (spec section 8). */
export function imaLayoutOf(headers: RpmHeaders): ImaLayoutState {
  const inMain = isPresent(mainLayout(headers));
  const inSignature = isPresent(signatureLayout(headers));
  if (inMain) return inSignature ? "both" : "header";
  return inSignature ? "signature" : "none";
}

/**
 * Checks how file signatures are stored, not whether they are right: one layout, one string per file, even
 * hex, none on entries without digest, and the length rpm up to 4.17.0 relies on. The rest of the package
 * is usable whatever the answer is, and signing again repairs it.
 *
 * @returns problems with codes RPM_IMA_BOTH_LAYOUTS, RPM_IMA_COUNT, RPM_IMA_FORM, RPM_IMA_LENGTH,
 * RPM_IMA_WITHOUT_DIGEST; none for a package without file signatures
 */
export function checkImaLayout(headers: RpmHeaders): readonly RpmProblem[] {
  const layouts = [mainLayout(headers), signatureLayout(headers)].filter(
    isPresent,
  );
  const [first, second] = layouts;
  if (first !== undefined && second !== undefined)
    return [
      problem(
        second,
        "RPM_IMA_BOTH_LAYOUTS",
        second.signatures,
        "file signatures in both headers",
      ),
    ];
  return first === undefined ? [] : layoutProblems(headers.main, first);
}

/** Faults that leave no doubt which signature belongs to which file. */
const HARMLESS: readonly RpmErrorCode[] = [
  "RPM_IMA_LENGTH",
  "RPM_IMA_WITHOUT_DIGEST",
];

/** File signatures in lower-case hex, one per file, unless the way they are stored leaves doubts; then undefined. */
export function soundImaSignatures(
  headers: RpmHeaders,
): readonly string[] | undefined {
  const layout = [mainLayout(headers), signatureLayout(headers)].find(
    isPresent,
  );
  if (layout === undefined) return undefined;
  const blocking = checkImaLayout(headers).some(
    ({ code }) => !HARMLESS.includes(code),
  );
  return blocking
    ? undefined
    : layout.header
        .strings(layout.signatures)
        ?.map((signature) => signature.toLowerCase());
}

function mainLayout(headers: RpmHeaders): LayoutTags {
  return {
    header: headers.main,
    signatures: MAIN.fileSignatures,
    length: MAIN.fileSignatureLength,
  };
}

function signatureLayout(headers: RpmHeaders): LayoutTags {
  return {
    header: headers.signature,
    signatures: SIG.fileSignatures,
    length: SIG.fileSignatureLength,
  };
}

function isPresent({ header, signatures, length }: LayoutTags): boolean {
  return header.has(signatures) || header.has(length);
}

function layoutProblems(main: RpmHeader, layout: LayoutTags): RpmProblem[] {
  const { header } = layout;
  const entry = header.entry(layout.signatures);
  const formProblems = [
    ...(entry === undefined || entry.type === TYPE.stringArray
      ? []
      : [
          problem(
            layout,
            "RPM_IMA_FORM",
            layout.signatures,
            `type STRING_ARRAY expected, got ${entry.type}`,
          ),
        ]),
    ...lengthFormProblems(layout),
  ];
  if (entry === undefined || formProblems.length > 0) return formProblems;
  const signatures = asciiStrings(entry.data);
  const problems = valueProblems(main, layout, signatures);
  return problems.length > 0 ? problems : lengthProblems(layout, signatures);
}

function lengthFormProblems(layout: LayoutTags): RpmProblem[] {
  const entry = layout.header.entry(layout.length);
  if (entry === undefined || (entry.type === TYPE.int32 && entry.count === 1))
    return [];
  return [
    problem(
      layout,
      "RPM_IMA_FORM",
      layout.length,
      `one INT32 expected, got type ${entry.type} and count ${entry.count}`,
    ),
  ];
}

function valueProblems(
  main: RpmHeader,
  layout: LayoutTags,
  signatures: readonly string[],
): RpmProblem[] {
  const fileCount = fileCountOf(main);
  if (signatures.length !== fileCount)
    return [
      problem(
        layout,
        "RPM_IMA_COUNT",
        layout.signatures,
        `${fileCount} signatures expected, got ${signatures.length}`,
      ),
    ];
  const notHex = signatures.findIndex((signature) => !isHex(signature));
  if (notHex >= 0)
    return [
      problem(
        layout,
        "RPM_IMA_FORM",
        layout.signatures,
        `element ${notHex} is not an even number of hex digits`,
      ),
    ];
  const digests = digestsOf(main);
  const undigested = signatures.findIndex(
    (signature, i) => signature !== "" && (digests[i] ?? "") === "",
  );
  return undigested < 0
    ? []
    : [
        problem(
          layout,
          "RPM_IMA_WITHOUT_DIGEST",
          layout.signatures,
          `element ${undigested} belongs to an entry without digest`,
        ),
      ];
}

function lengthProblems(
  layout: LayoutTags,
  signatures: readonly string[],
): RpmProblem[] {
  const stored = layout.header.number(layout.length);
  const longest = signatures.reduce(
    (max, signature) => Math.max(max, signature.length / 2),
    0,
  );
  return stored === undefined || longest === 0 || stored === longest
    ? []
    : [
        problem(
          layout,
          "RPM_IMA_LENGTH",
          layout.length,
          `${longest} expected, got ${stored}`,
        ),
      ];
}

/** Whatever a damaged FILEDIGESTS holds is a matter of {@link describeRpm}; here only "is there one". */
function digestsOf(main: RpmHeader): readonly string[] {
  const entry = main.entry(MAIN.fileDigests);
  return entry !== undefined && isStringType(entry.type)
    ? asciiStrings(entry.data)
    : [];
}

/** Decodes without failing: hex is ASCII, and anything else will not pass as hex. */
function asciiStrings(data: Uint8Array): string[] {
  return new TextDecoder("utf-8").decode(data.subarray(0, -1)).split("\0");
}

function problem(
  layout: LayoutTags,
  code: RpmErrorCode,
  tag: number,
  detail: string,
): RpmProblem {
  return rpmProblem(
    code,
    layout.header.describe(tag, detail),
    layout.header.locate(tag),
  );
}

import { isHex } from "./bytes.js";
import { isStringType, TYPE } from "./entry-type.js";
import { type RpmErrorCode, rpmProblem, type RpmProblem } from "./error.js";
import { fileCountOf } from "./file-names.js";
import type { RpmHeader } from "./header.js";
import type { RpmHeaders } from "./walk-headers.js";
import type { ImaLayoutState } from "./rpm-info.js";
import { MAIN, SIG } from "./tags.js";
import { batchesOf } from "./text.js";

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

/** File signatures in lower-case hex, one per file and some at a time, unless the way they are stored leaves doubts; then undefined. */
export function soundImaSignatures(
  headers: RpmHeaders,
): Iterable<readonly string[]> | undefined {
  const layout = [mainLayout(headers), signatureLayout(headers)].find(
    isPresent,
  );
  if (layout === undefined) return undefined;
  const blocking = checkImaLayout(headers).some(
    ({ code }) => !HARMLESS.includes(code),
  );
  return blocking ? undefined : lowerCase(layout);
}

function* lowerCase({
  header,
  signatures,
}: LayoutTags): Generator<readonly string[], undefined> {
  for (const batch of header.stringBatches(signatures))
    yield batch.map((signature) => signature.toLowerCase());
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
  const fileCount = fileCountOf(main);
  if (entry.count !== fileCount)
    return [
      problem(
        layout,
        "RPM_IMA_COUNT",
        layout.signatures,
        `${fileCount} signatures expected, got ${entry.count}`,
      ),
    ];
  const values = lookAtValues(entry.data, digestsOf(main));
  const problems = valueProblems(layout, values);
  return problems.length > 0 ? problems : lengthProblems(layout, values);
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

/** What there is to know about all signatures of a package. */
interface Values {
  /** First element that is no hex. */
  readonly notHex: number | undefined;
  /** First element that belongs to an entry without digest. */
  readonly undigested: number | undefined;
  /** Bytes of the longest. */
  readonly longest: number;
}

function lookAtValues(
  data: Uint8Array,
  digestBatches: Iterator<readonly string[]>,
): Values {
  let notHex: number | undefined;
  let undigested: number | undefined;
  let longest = 0;
  let index = 0;
  for (const signatures of asciiBatches(data)) {
    const next = digestBatches.next();
    const digests = next.done === true ? [] : next.value;
    for (const [i, signature] of signatures.entries()) {
      if (!isHex(signature)) notHex ??= index;
      if (signature !== "" && (digests[i] ?? "") === "") undigested ??= index;
      longest = Math.max(longest, signature.length / 2);
      index += 1;
    }
  }
  return { notHex, undigested, longest };
}

function valueProblems(
  layout: LayoutTags,
  { notHex, undigested }: Values,
): RpmProblem[] {
  if (notHex !== undefined)
    return [
      problem(
        layout,
        "RPM_IMA_FORM",
        layout.signatures,
        `element ${notHex} is not an even number of hex digits`,
      ),
    ];
  return undigested === undefined
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

function lengthProblems(layout: LayoutTags, { longest }: Values): RpmProblem[] {
  const stored = layout.header.number(layout.length);
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
function digestsOf(main: RpmHeader): Iterator<readonly string[]> {
  const entry = main.entry(MAIN.fileDigests);
  return asciiBatches(
    entry !== undefined && isStringType(entry.type)
      ? entry.data
      : new Uint8Array(0),
  );
}

/** Decodes without failing: hex is ASCII, and anything else will not pass as hex. */
function* asciiBatches(
  data: Uint8Array,
): Generator<readonly string[], undefined> {
  const decoder = new TextDecoder("utf-8");
  for (const batch of batchesOf(data))
    yield decoder.decode(batch.subarray(0, -1)).split("\0");
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

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "@jest/globals";
import { describeWithTool } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";
import type { PatchMetadata } from "../src/index.js";
import { decodeMetadata, encodeMetadata } from "../src/index.js";
import { METADATA_VECTORS, PLAIN_METADATA } from "./metadata-vectors.js";

const SCRIPT = fileURLToPath(new URL("oracle/xml_reader.py", import.meta.url));

/** Always the same cases, so that a build does not fail by chance. */
const SEED = 20_06;

function askPython(request: object): unknown {
  const { stdout, stderr, status } = spawnSync("python3", [SCRIPT], {
    input: JSON.stringify(request),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

/** What a target's reader gets out of a document. */
interface TargetView {
  readonly id: string;
  readonly sw_version: string;
  readonly summary: string;
  readonly description: string;
  readonly install_instructions: string;
  readonly warnings: string;
  readonly status: string;
  readonly unremovable: string;
  readonly reboot_required: string;
  readonly apply_active_release_only: string;
  readonly personalities: readonly [string, readonly string[]][];
  readonly contents: readonly string[];
  readonly requires: readonly string[];
  readonly semantics: readonly string[];
}

function toTargetView(metadata: PatchMetadata): Record<string, unknown> {
  return {
    id: metadata.id,
    sw_version: metadata.swVersion,
    summary: metadata.summary,
    description: metadata.description,
    install_instructions: metadata.installInstructions,
    warnings: metadata.warnings,
    status: metadata.status,
    unremovable: metadata.unremovable ? "Y" : "",
    reboot_required:
      metadata.rebootRequired === undefined
        ? ""
        : metadata.rebootRequired
          ? "Y"
          : "N",
    apply_active_release_only: metadata.applyActiveReleaseOnly ? "Y" : "",
    contents: metadata.contents,
    requires: metadata.requires,
    semantics: metadata.semantics,
  };
}

/** Any text XML can carry; carriage returns only when asked for. */
function xmlText(carriageReturns: boolean): fc.Arbitrary<string> {
  return (
    fc
      .oneof(
        fc.string({ unit: "binary", maxLength: 30 }),
        fc
          .array(fc.constantFrom(..."&<>\"' \t\n]]>&amp;é日𝄞".split(/(?:)/u)))
          .map((characters) => characters.join("")),
      )
      // eslint-disable-next-line no-control-regex -- exactly what XML cannot carry
      .map((text) => text.replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g, ""))
      .map((text) => (carriageReturns ? text : text.replace(/\r/g, "")))
  );
}

function metadataWith(text: fc.Arbitrary<string>): fc.Arbitrary<PatchMetadata> {
  const names = fc.uniqueArray(
    text.filter(
      // Sorted by code unit here and by code point there: the same below the surrogates.
      (value) => value !== "" && !/[\ud800-\uffff]/.test(value),
    ),
    { maxLength: 4 },
  );
  return fc.record({
    id: text,
    swVersion: text,
    summary: text,
    description: text,
    installInstructions: text,
    warnings: text,
    status: text,
    unremovable: fc.boolean(),
    rebootRequired: fc.option(fc.boolean(), { nil: undefined }),
    applyActiveReleaseOnly: fc.boolean(),
    personalities: fc.constantFrom(
      [],
      [{ type: "controller", packages: ["a", "b"] }],
    ),
    contents: names,
    requires: names,
    semantics: names,
  });
}

describeWithTool("python3", "compared with Python", () => {
  it("writes any metadata as the original does", () => {
    const cases = fc.sample(metadataWith(xmlText(false)), {
      numRuns: 400,
      seed: SEED,
    });
    const written = askPython({
      write: cases.map((metadata) => ({
        ...toTargetView(metadata),
        personalities: Object.fromEntries(
          metadata.personalities.map(({ type, packages }) => [type, packages]),
        ),
      })),
    });
    expect(
      cases.map((metadata) => decodeText(encodeMetadata(metadata))),
    ).toEqual(written);
  });

  it("writes what Python reads back unchanged, carriage returns included", () => {
    const cases = fc.sample(metadataWith(xmlText(true)), {
      numRuns: 400,
      seed: SEED,
    });
    expect(cases.some(({ summary }) => summary.includes("\r"))).toBe(true);
    const views = readWithPython(cases.map(encodeMetadata));
    views.forEach((view, i) => {
      const { contents, requires, semantics, ...texts } = toTargetView(
        cases[i]!,
      );
      expect(view).toMatchObject(texts);
      expect(view?.contents).toEqual([...(contents as string[])].sort());
      expect(view?.requires).toEqual([...(requires as string[])].sort());
      expect(view?.semantics).toEqual([...(semantics as string[])].sort());
    });
  });

  it("reads damaged and forged documents as Python does, or refuses them", () => {
    const documents = fc.sample(mutatedDocument(), {
      numRuns: 4_000,
      seed: SEED,
    });
    const views = readWithPython(documents);
    let accepted = 0;
    documents.forEach((document, i) => {
      const decoded = tryDecode(document);
      if (decoded === undefined) return;
      accepted++;
      expectSameView(decoded, views[i] ?? null, decodeText(document));
    });
    expect(accepted).toBeGreaterThan(300);
  });
});

function readWithPython(
  documents: readonly Uint8Array[],
): (TargetView | null)[] {
  return askPython({
    read: documents.map((bytes) => Buffer.from(bytes).toString("base64")),
  }) as (TargetView | null)[];
}

/** What the decoder makes of it, unless it says that readers could disagree on it. */
function tryDecode(document: Uint8Array): PatchMetadata | undefined {
  try {
    return decodeMetadata(document).metadata;
  } catch (error) {
    expect(error).toHaveProperty("code", expect.stringMatching(/^META_/));
    return undefined;
  }
}

function expectSameView(
  metadata: PatchMetadata,
  view: TargetView | null,
  document: string,
): void {
  const { unremovable, reboot_required, apply_active_release_only, ...texts } =
    toTargetView(metadata);
  expect([document, view]).toEqual([
    document,
    expect.objectContaining({
      ...texts,
      personalities: metadata.personalities.map(({ type, packages }) => [
        type,
        packages,
      ]),
    }),
  ]);
  expect(view?.unremovable === "Y").toBe(unremovable === "Y");
  expect(view?.apply_active_release_only === "Y").toBe(
    apply_active_release_only === "Y",
  );
  expect(view?.reboot_required !== "N").toBe(reboot_required !== "N");
}

const FRAGMENTS = [
  "<id>X</id>",
  "<id/>",
  "</id>",
  "<summary>",
  "</summary>",
  "<contents>",
  "</contents>",
  "<rpm>a-1-1.noarch.rpm</rpm>",
  '<personality type="worker"><package>p</package></personality>',
  "<personality>",
  "<patch>",
  "</patch>",
  "<x/>",
  "<x a='1'/>",
  "<x a='&#10;&lt;\t\n'>",
  "</x >",
  "<!-- c -->",
  "<![CDATA[<id>]]>",
  "<?pi x?>",
  "<!DOCTYPE patch [<!ENTITY e 'v'>]>",
  "&e;",
  "&amp;",
  "&#65;",
  "&#x1F600;",
  "&#0;",
  "&",
  "<",
  ">",
  "]]>",
  '"',
  "'",
  "=",
  " ",
  "\n",
  "\r\n",
  "\t",
  "\u0000",
  "\u0085",
  "\u2028",
  "\ufeff",
  "é",
  "𝄞",
  ' type="x"',
  ' xmlns="u"',
  ' a:b="u"',
  '<?xml version="1.0" encoding="UTF-8"?>',
];

function mutatedDocument(): fc.Arbitrary<Uint8Array> {
  const base = fc.constantFrom(
    ...METADATA_VECTORS.slice(0, 6).map(({ xml }) => xml),
    encodeMetadata(PLAIN_METADATA),
  );
  const edit = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat({ max: 12 }),
    fc.oneof(fc.constantFrom(...FRAGMENTS), fc.constant("")),
  );
  return fc
    .tuple(base, fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([bytes, edits]) => {
      let text = decodeText(bytes);
      for (const [place, removed, inserted] of edits) {
        const at = Math.floor(place * text.length);
        // Often between two tags, where an insertion is most likely to be well-formed.
        const start =
          removed % 2 === 0 ? Math.max(0, text.indexOf("<", at)) : at;
        text =
          text.slice(0, start) +
          inserted +
          text.slice(removed % 3 === 0 ? start : start + removed);
      }
      return new TextEncoder().encode(text);
    });
}

function decodeText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

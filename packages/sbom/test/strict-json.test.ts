import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { codeOf } from "@stx-patch/testkit";
import type { SbomError } from "../src/error.js";
import { parseStrictJson } from "../src/strict-json.js";

const parse = (text: string): unknown => parseStrictJson(Buffer.from(text));

/** Code of what is thrown. */
const refusal = (bytes: Uint8Array): Promise<unknown> =>
  codeOf(Promise.resolve().then(() => parseStrictJson(bytes)));

describe("strict JSON", () => {
  it("is what every other reader takes it for", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20 }), (value) => {
        const text = JSON.stringify(value);
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("never fails otherwise than with a code", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          parseStrictJson(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: "SBOM_JSON" });
        }
      }),
    );
  });

  it.each([
    ["the same key twice", '{"a":1,"a":2}'],
    ["the same key twice, once in disguise", String.raw`{"a":1,"\u0061":2}`],
    ["the same key twice, with an object between", '{"a":{"a":1},"a":2}'],
    ["the same key twice, deep inside", '[{"b":[{"a":1,"a":1}]}]'],
    ["nesting without end", "[".repeat(1_000_000)],
    ["nesting of objects without end", '{"a":'.repeat(1_000_000)],
    ["text that does not end", '{"a":"'],
    ["an escape that does not end", '"\\'],
    ["two values", "1 2"],
    ["nothing", ""],
    ["HTML", "<html>"],
  ])("refuses %s", async (_, text) => {
    expect(await refusal(Buffer.from(text))).toBe("SBOM_JSON");
  });

  it("refuses what is no UTF-8", async () => {
    const bytes = Uint8Array.of(0x22, 0xff, 0x22);
    expect(await refusal(bytes)).toBe("SBOM_JSON");
  });

  it("says where", () => {
    let location: unknown;
    try {
      parse('{"ä":1,"ä":2}');
    } catch (error) {
      ({ location } = error as SbomError);
    }
    expect(location).toEqual({ offset: 8 });
  });

  it("takes the same key in objects beside each other", () => {
    expect(parse('[{"a":1},{"a":"}{\\"a\\""}]')).toEqual([
      { a: 1 },
      { a: '}{"a"' },
    ]);
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { readXmlStream } from "../src/xml-stream.js";
import { streamOf } from "./support/documents.js";

/** What a handler is told, one line each. */
async function told(
  text: string | Uint8Array,
  pieceBytes?: number,
): Promise<string[]> {
  const lines: string[] = [];
  await readXmlStream(streamOf(text, pieceBytes), "test.xml", {
    open: (element, depth) => {
      const { name, namespace } = element;
      const a = element.attribute("a") ?? "-";
      lines.push(`${depth} <${name}> ${namespace} ${a}`);
    },
    text: (piece) => {
      if (piece.trim() !== "") lines.push(piece.trim());
    },
    close: (name, depth) => {
      lines.push(`${depth} </${name}>`);
    },
  });
  return lines;
}

describe("reading XML as a stream", () => {
  it("tells elements without their prefix, with namespace, attributes and text", async () => {
    const text = `<?xml version="1.0"?><r xmlns="urn:x" xmlns:p="urn:y"><p:e a="1 &amp; 2">t&#228;xt</p:e><![CDATA[<raw>]]></r>`;
    expect(await told(text)).toEqual([
      "1 <r> urn:x -",
      "2 <e> urn:y 1 & 2",
      "täxt",
      "2 </e>",
      "<raw>",
      "1 </r>",
    ]);
  });

  it("tells the same however the bytes are cut", async () => {
    const text = `<r xmlns="urn:x"><é a="ü">🙂 &lt;</é><e/></r>`;
    const whole = (await told(text, 1000)).join();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (size) => {
        expect((await told(text, size)).join()).toBe(whole);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ["nothing", ""],
    ["no XML", "hello"],
    ["an unclosed element", "<r><e></r>"],
    ["an end that is missing", "<r><e/>"],
    ["a second root", "<r/><r/>"],
    ["an attribute twice", '<r a="1" a="2"/>'],
    ["a prefix without namespace", "<p:r/>"],
    ["an unknown entity", "<r>&xxe;</r>"],
    ["a document type", '<!DOCTYPE r [<!ENTITY e "x">]><r>&e;</r>'],
    ["an external entity", '<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>'],
    ["bytes that are no UTF-8", Uint8Array.of(0x3c, 0x72, 0xff, 0x3e)],
    ["a cut character", Uint8Array.of(0x3c, 0x72, 0x3e, 0xc3)],
  ])("refuses %s", async (_what, text) => {
    await expect(told(text)).rejects.toMatchObject({
      code: "REPO_XML_MALFORMED",
    });
  });

  it.each([
    ["nesting", "<r>".repeat(13)],
    ["text", `<r>${"x".repeat(1_200_000)}`],
    ["an attribute", `<r a="${"x".repeat(1_200_000)}`],
    ["a comment", `<r><!--${"x".repeat(1_200_000)}`],
    ["a document type", `<!DOCTYPE ${"x".repeat(1_200_000)}`],
  ])("gives up on %s without end", async (_what, text) => {
    await expect(told(text, 100_000)).rejects.toMatchObject({
      code: "REPO_XML_LIMIT",
    });
  });

  it("passes on what the source throws", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(new TextEncoder().encode("<r>"));
      throw new TypeError("disk");
    }
    const handler = {
      open: () => undefined,
      text: () => undefined,
      close: () => undefined,
    };
    await expect(readXmlStream(broken(), "x", handler)).rejects.toThrow(
      TypeError,
    );
  });
});

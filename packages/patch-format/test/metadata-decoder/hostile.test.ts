import { describe, expect, it } from "@jest/globals";
import { processorMs } from "@stx-patch/testkit";
import { decodeMetadata } from "../../src/index.js";

describe("decodeMetadata hostile input of 8 MB", () => {
  const SIZE = 8_000_000;
  const fill = (piece: string): string =>
    piece.repeat(Math.floor(SIZE / piece.length));

  it.each<[name: string, xml: () => string]>([
    ["one text", () => `<patch><id>${fill("a")}</id></patch>`],
    ["texts", () => `<patch>${fill(`<a>${"x".repeat(900_000)}</a>`)}</patch>`],
    ["references", () => `<patch><id>${fill("&amp;")}</id></patch>`],
    ["ampersands", () => `<patch><id>${fill("&")}</id></patch>`],
    ["start tags", () => fill("<a>")],
    ["empty elements", () => `<patch>${fill("<a/>")}</patch>`],
    ["angle brackets", () => fill("<")],
    ["end tags", () => fill("</a>")],
    ["spaces in a tag", () => `<patch${fill(" ")}>`],
    [
      "spaces between elements",
      () => `<patch>${fill(`<a/>${" ".repeat(100)}`)}</patch>`,
    ],
    ["an attribute", () => `<patch a="${fill("a")}"/>`],
    ["attributes", () => `<patch ${fill("a='' ")}/>`],
    ["a quote without end", () => `<patch a="${fill("a ")}`],
    ["a name", () => `<${fill("a")}/>`],
    ["brackets", () => `<patch>${fill("]]")}</patch>`],
    ["a declaration", () => `<?xml ${fill("version='1.0' ")}?><patch/>`],
    [
      "entries",
      () =>
        `<patch><contents>${fill(`<rpm>${"a-".repeat(50)}.rpm</rpm>`)}</contents></patch>`,
    ],
    ["control characters", () => fill("\u0001")],
  ])("is done with quickly: %s", async (_name, xml) => {
    const bytes = new TextEncoder().encode(xml());
    const spentMs = await processorMs(() => {
      try {
        decodeMetadata(bytes);
      } catch (error) {
        expect(error).toHaveProperty("code", expect.stringMatching(/^META_/));
      }
    });
    expect(spentMs).toBeLessThan(5_000);
  });
});

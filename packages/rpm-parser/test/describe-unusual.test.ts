import { describe, expect, it } from "@jest/globals";
import { describeRpm, type RpmInfo } from "../src/index.js";
import { codeOf, headersOf, vector } from "./support.js";
import { withMain } from "./variants.js";

describe("describeRpm on unusual headers", () => {
  const SAMPLE = "unsigned/4.18/payload-gzip-1-1.noarch.rpm";
  const variant = async (
    changes: Parameters<typeof withMain>[1],
  ): Promise<RpmInfo> =>
    describeRpm(withMain(await headersOf(vector(SAMPLE)), changes));

  it("accepts the root directory, which has an empty base name", async () => {
    const { files } = await variant({
      1116: { type: 4, numbers: [0, 0, 1, 1] },
      1117: { type: 8, texts: ["", "x", "y", "z"] },
      1118: { type: 8, texts: ["/", "/opt/"] },
    });
    expect(files.map(({ path }) => path)).toEqual([
      "/",
      "/x",
      "/opt/y",
      "/opt/z",
    ]);
  });

  it.each<[string, string[], string[]]>([
    ["an empty base name", ["/opt/"], ["", "b", "c", "d"]],
    ["a dot", ["/opt/"], [".", "b", "c", "d"]],
    ["dot-dot", ["/opt/"], ["..", "b", "c", "d"]],
    ["a climbing directory", ["/opt/../"], ["a", "b", "c", "d"]],
    ["a relative directory", ["opt/"], ["a", "b", "c", "d"]],
    ["an empty component", ["/opt//x/"], ["a", "b", "c", "d"]],
    ["a double root", ["//"], ["a", "b", "c", "d"]],
    ["an endless directory", [`/${"x".repeat(5000)}/`], ["a", "b", "c", "d"]],
  ])("refuses paths with %s", async (_, dirNames, baseNames) => {
    const changes = {
      1116: { type: 4, numbers: [0, 0, 0, 0] },
      1117: { type: 8, texts: baseNames },
      1118: { type: 8, texts: dirNames },
    };
    expect(await codeOf(() => variant(changes))).toBe("RPM_FILE_PATH");
  });

  it.each<[string, Parameters<typeof withMain>[1], string]>([
    [
      "VERSION with a dash",
      { 1001: { type: 6, texts: ["1-2"] } },
      "RPM_NAME_UNSAFE",
    ],
    [
      "NAME with a leading dot",
      { 1000: { type: 6, texts: [".x"] } },
      "RPM_NAME_UNSAFE",
    ],
    [
      "NAME with a blank",
      { 1000: { type: 6, texts: ["a b"] } },
      "RPM_NAME_UNSAFE",
    ],
    [
      "ARCH with a line feed",
      { 1022: { type: 6, texts: ["x\n"] } },
      "RPM_NAME_UNSAFE",
    ],
    [
      "SOURCEPACKAGE beside SOURCERPM",
      { 1106: { type: 4, numbers: [1] } },
      "RPM_SOURCE_KIND",
    ],
    ["no SOURCERPM", { 1044: undefined }, "RPM_SOURCE_KIND"],
    ["RPMFORMAT 7", { 5114: { type: 4, numbers: [7] } }, "RPM_FORMAT_UNKNOWN"],
    ["no SIZE", { 1009: undefined }, "RPM_TAG_MISSING"],
    ["two EPOCHs", { 1003: { type: 4, numbers: [1, 2] } }, "RPM_TAG_TYPE"],
    ["provides without versions", { 1113: undefined }, "RPM_DEPENDENCY_ARRAYS"],
    [
      "provides with surplus flags",
      { 1112: { type: 4, numbers: [8, 8] } },
      "RPM_DEPENDENCY_ARRAYS",
    ],
    [
      "triggers without interpreter",
      { 1065: { type: 8, texts: ["x"] } },
      "RPM_SCRIPT_ARRAYS",
    ],
    ["no FILEMODES", { 1030: undefined }, "RPM_FILE_ARRAYS"],
    [
      "file arrays without files",
      { 1116: undefined, 1117: undefined, 1118: undefined },
      "RPM_FILE_ARRAYS",
    ],
    [
      "a size beyond 2^53",
      { 5009: { type: 5, numbers: [2 ** 60] } },
      "RPM_NUMBER_RANGE",
    ],
    [
      "two summaries in one STRING_ARRAY",
      { 1004: { type: 8, texts: ["a", "b"] } },
      "RPM_TAG_TYPE",
    ],
  ])("refuses %s", async (_, changes, code) => {
    expect(await codeOf(() => variant(changes))).toBe(code);
  });

  it("reads names of rpm v3 style dependencies, which have no flags", async () => {
    const { provides } = await variant({ 1112: undefined, 1113: undefined });
    expect(provides).toEqual([{ name: "payload-gzip", flags: 0, version: "" }]);
  });

  it("takes strings that are not UTF-8 as ISO-8859-1 when the package promises nothing", async () => {
    const latin1 = { type: 6, bytes: Uint8Array.of(0xe9, 0x80, 0x41, 0) };
    const { vendor } = await variant({ 1011: latin1, 5062: undefined });
    expect(vendor).toBe("\u00e9\u0080A");
    expect(await codeOf(() => variant({ 1011: latin1 }))).toBe(
      "RPM_TEXT_ENCODING",
    );
  });

  it("takes the C locale's text of a translated summary", async () => {
    const { summary } = await variant({
      1004: { type: 9, texts: ["one", "eins"] },
    });
    expect(summary).toBe("one");
  });
});

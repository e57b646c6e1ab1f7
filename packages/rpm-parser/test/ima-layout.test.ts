import { describe, expect, it } from "@jest/globals";

import { checkImaLayout, describeRpm } from "../src/index.js";
import { headersOf, soundPackages, vector } from "./support.js";
import { type TagChanges, withMain, withSignature } from "./variants.js";

const SIGNED = "files-only-sigheader/4.18/payload-gzip-1-1.noarch.rpm";
const SIGNED_MAIN = "files-only-mainheader/4.18/payload-gzip-1-1.noarch.rpm";

describe("checkImaLayout", () => {
  it("has nothing to say about sound packages", async () => {
    for (const [path] of soundPackages())
      expect(checkImaLayout(await headersOf(vector(path)))).toEqual([]);
  });

  it.each<[string, TagChanges, string[]]>([
    [
      "a length without signatures of another type",
      { 275: { type: 3, numbers: [265] } },
      ["RPM_IMA_FORM"],
    ],
    [
      "signatures that are one string",
      { 274: { type: 6, texts: ["03"] } },
      ["RPM_IMA_FORM"],
    ],
    [
      "signatures that are numbers",
      { 274: { type: 4, numbers: [1, 2, 3, 4] } },
      ["RPM_IMA_FORM"],
    ],
    [
      "both tags of a wrong form",
      { 274: { type: 6, texts: ["03"] }, 275: { type: 3, numbers: [1] } },
      ["RPM_IMA_FORM", "RPM_IMA_FORM"],
    ],
    [
      "one signature too few",
      { 274: { type: 8, texts: ["", "03", "03"] } },
      ["RPM_IMA_COUNT"],
    ],
    ["a length of nothing", { 274: undefined }, []],
    ["no length", { 275: undefined }, []],
    [
      "signatures that are all empty",
      { 274: { type: 8, texts: ["", "", "", ""] } },
      [],
    ],
    [
      "a signature that is not UTF-8",
      { 274: { type: 8, bytes: Uint8Array.of(0xff, 0) } },
      ["RPM_IMA_COUNT"],
    ],
  ])("reports %s", async (_, changes, codes) => {
    const headers = withSignature(await headersOf(vector(SIGNED)), changes);
    expect(checkImaLayout(headers).map(({ code }) => code)).toEqual(codes);
  });

  it("names header, tag, place and remedy", async () => {
    const [problem] = checkImaLayout(
      await headersOf(vector("malformed/ima-count-doubled.rpm"), {
        name: "x.rpm",
      }),
    );
    expect(problem).toMatchObject({
      message:
        "signature header: tag 274 (FILESIGNATURES): 4 signatures expected, got 8",
      remedy: "Sign the package again.",
      location: { file: "x.rpm", offset: expect.any(Number) as unknown },
    });
  });

  it("checks the main header's tags alike", async () => {
    const headers = withMain(await headersOf(vector(SIGNED_MAIN)), {
      5091: { type: 4, numbers: [7] },
    });
    expect(checkImaLayout(headers).map(({ code }) => code)).toEqual([
      "RPM_IMA_LENGTH",
    ]);
  });
});

describe("a single file", () => {
  // Found by fuzzing: describeRpm reads such a digest, so checkImaLayout must see it too.
  it("may have its digest as STRING instead of STRING_ARRAY", async () => {
    const base = await headersOf(
      vector("files-only-sigheader/4.18/epoch-2.0-1.noarch.rpm"),
    );
    const [digest] = base.main.strings(1035)!;
    const headers = withMain(base, { 1035: { type: 6, texts: [digest!] } });
    expect(checkImaLayout(headers)).toEqual([]);
    expect(describeRpm(headers).files[0]).toMatchObject({ digest });
  });
});

describe("file signatures in describeRpm", () => {
  it("are not shown when rpm would not use them", async () => {
    for (const name of [
      "ima-count-doubled",
      "ima-both-layouts",
      "ima-not-hex",
    ]) {
      const { files } = describeRpm(
        await headersOf(vector(`malformed/${name}.rpm`)),
      );
      expect(files.map(({ imaSignature }) => imaSignature)).toEqual([
        "",
        "",
        "",
        "",
      ]);
    }
  });

  it("are shown when only the length is wrong", async () => {
    const { files } = describeRpm(
      await headersOf(vector("malformed/ima-length-wrong.rpm")),
    );
    expect(files.filter(({ imaSignature }) => imaSignature !== "")).not.toEqual(
      [],
    );
  });
});

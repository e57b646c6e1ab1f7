import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { fromHex, toHex } from "@stx-patch/core";
import {
  checkImaLayout,
  describeRpm,
  type ImaLayout,
  readRpmHeaders,
} from "@stx-patch/rpm-parser";
import { describeWithTool, run, runOk, withTempDir } from "@stx-patch/testkit";
import { generatedFiles, generatedRpm } from "./generated-rpm.js";
import { IMA_SIGNER, signBytes } from "./signed-rpm.js";

const NAME = "nofiles-1-1.noarch.rpm";
/** Contents; a signature each. */
const DISTINCT = 50;
const LAYOUTS: readonly ImaLayout[] = ["header", "signature"];

/** One signature takes 531 bytes in a header. */
const SIZES = [
  ["a single file", 1],
  [
    "more than 8 KiB of signatures, which no rpm before 4.15 reads in a signature header",
    20,
  ],
  ["more than 64 KiB of signatures, which rpm 4.15 does not read there", 160],
  ["more than 16 MiB of signatures", 40_000],
] as const;

async function hexByDigest(): Promise<ReadonlyMap<string, string>> {
  const digests = [
    ...new Set(
      generatedFiles(DISTINCT * 7, DISTINCT).map((file) => file.digest),
    ),
  ].filter((digest) => digest !== "");
  const values = await IMA_SIGNER.sign(
    digests.map((digest) => ({ algorithm: "sha256", digest: fromHex(digest) })),
  );
  return new Map(values.map((value, i) => [digests[i] ?? "", toHex(value)]));
}

describe.each(LAYOUTS)("the %s layout", (layout) => {
  it.each(SIZES)("holds %s", async (_what, count) => {
    const files = generatedFiles(count, DISTINCT);
    const bytes = await signBytes(NAME, await generatedRpm(files), layout);
    const headers = await readRpmHeaders([bytes]);
    expect(checkImaLayout(headers)).toEqual([]);
    const expected = await hexByDigest();
    const wrong = describeRpm(headers).files.filter(
      ({ imaSignature }, i) =>
        imaSignature !== (expected.get(files[i]?.digest ?? "") ?? ""),
    );
    expect(wrong).toEqual([]);
    expect(
      headers.main.numbers(5091) ?? headers.signature.numbers(275),
    ).toEqual([265]);
  });

  it("is written the same when the package is signed already", async () => {
    const original = await generatedRpm(generatedFiles(5000, DISTINCT));
    const once = await signBytes(NAME, original, layout);
    const twice = await signBytes(NAME, once, layout);
    expect(Buffer.compare(once, twice)).toBe(0);
  });
});

describe("what cannot be represented", () => {
  it("is refused: more than 64 MiB in a signature header, which the other layout holds", async () => {
    const original = await generatedRpm(generatedFiles(148_000, DISTINCT));
    await expect(signBytes(NAME, original, "signature")).rejects.toMatchObject({
      code: "RPM_DATA_LIMIT",
    });
    const bytes = await signBytes(NAME, original, "header");
    expect(checkImaLayout(await readRpmHeaders([bytes]))).toEqual([]);
  });
});

describeWithTool("rpm", "Debian's rpm", () => {
  it.each(LAYOUTS)("reads 100,000 files in the %s layout", async (layout) => {
    await withTempDir(async (folder) => {
      const files = generatedFiles(100_000, DISTINCT);
      const path = join(folder, NAME);
      await writeFile(
        path,
        await signBytes(NAME, await generatedRpm(files), layout),
      );
      const checked = await run("rpm", ["-K", "--nosignature", path]);
      expect(checked.stdout.toString()).toBe(`${path}: digests OK\n`);
      const { stdout } = await runOk("rpm", [
        ...["-qp", "--nosignature", "--qf", "[%{FILESIGNATURES}\\n]", path],
      ]);
      const seen = stdout.toString().split("\n").slice(0, -1);
      const expected = await hexByDigest();
      const wrong = files.filter(
        ({ digest }, i) => seen[i] !== (expected.get(digest) ?? ""),
      );
      expect(wrong).toEqual([]);
    });
  });
});

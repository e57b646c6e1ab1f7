import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "@jest/globals";
import {
  CONFORMANCE_HOME,
  conformanceCases,
  describeWithTool,
  type ConformanceCase,
} from "@stx-patch/testkit";
import {
  addCertificates,
  verifyFiles,
  withPage,
  type GivenFile,
} from "./support/page.js";

/** The page has no policy beyond whom to trust. */
const CASES = conformanceCases().filter(({ args }) => args.length === 0);
const TRUSTS = [...new Set(CASES.map(({ trust }) => trust.join()))];

/** The whole corpus, in a real browser, beside everything else that runs then. */
const MAX_MS = 120_000;

function fileOf(path: string): GivenFile {
  return { name: basename(path), bytes: readFileSync(path) };
}

/** Opens the page once and gives it all cases that trust the same. */
async function verdictsOf(
  trust: readonly string[],
  cases: readonly ConformanceCase[],
): Promise<{ verdict: string; codes: readonly string[] }[]> {
  return withPage(async ({ page, requests, complaints }) => {
    for (const file of trust)
      await addCertificates(page, [fileOf(join(CONFORMANCE_HOME, file))]);
    const shown = await verifyFiles(
      page,
      cases.map(({ patchFile }) => fileOf(patchFile)),
    );
    expect({ requests: requests.filter(isForeign), complaints }).toEqual({
      requests: [],
      complaints: [],
    });
    return shown.map(({ state, codes }) => ({ verdict: state, codes }));
  });
}

/** The page starts its workers from itself. */
function isForeign(address: string): boolean {
  return !address.startsWith("blob:") && !address.startsWith("data:");
}

describeWithTool("chromium", "the page on the conformance corpus", () => {
  it.each(TRUSTS)(
    "says what is expected, with %s trusted",
    async (trust) => {
      const cases = CASES.filter((given) => given.trust.join() === trust);
      const shown = await verdictsOf(trust.split(","), cases);
      expect(shown).toEqual(
        cases.map(({ verdict, codes }) => ({
          verdict,
          codes: expect.arrayContaining([...codes]),
        })),
      );
    },
    MAX_MS,
  );
});

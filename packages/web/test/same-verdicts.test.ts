import { expect, it } from "@jest/globals";
import { nativeHash, nativeInflater } from "@stx-patch/node-io";
import { verifyPatch, type VerificationReport } from "@stx-patch/patch-verify";
import { chunked, describeWithTool } from "@stx-patch/testkit";
import { anchorsFrom } from "@stx-patch/trust";
import {
  addCertificates,
  verifyFiles,
  withPage,
  type GivenFile,
  type ShownResult,
} from "./support/page.js";
import {
  CERTIFICATES,
  hostilePatches,
  vectorPatches,
} from "./support/patches.js";

describeWithTool("chromium", "the page and the verifier in Node", () => {
  it("come to the same verdict, codes and checks, with and without trust, for good and hostile patches", async () => {
    const files = [...vectorPatches(), ...(await hostilePatches())];
    await withPage(async ({ page, complaints }) => {
      const unknown = await verifyFiles(page, files);
      expect(unknown).toEqual(await Promise.all(files.map(withoutTrust)));

      await addCertificates(page, [CERTIFICATES.dev]);
      await addCertificates(page, [CERTIFICATES.formal]);
      await page.click("#clear");
      const known = await verifyFiles(page, files);
      expect(known).toEqual(await Promise.all(files.map(withTrust)));

      expect(new Set(known.map(({ state }) => state))).toEqual(
        new Set(["trusted", "malformed"]),
      );
      expect(await page.title()).toBe("StarlingX patch verifier");
      expect(complaints).toEqual([]);
    });
  });

  it("save the same report", async () => {
    const [file] = vectorPatches();
    await withPage(async ({ page }) => {
      await verifyFiles(page, [file!]);
      const saving = page.waitForEvent("download");
      await page.getByRole("button", { name: "Save report" }).click();
      const stream = await (await saving).createReadStream();
      const text = Buffer.concat(await stream.toArray()).toString();
      expect(JSON.parse(text)).toEqual(
        JSON.parse(JSON.stringify(await verify(file!, []))),
      );
    });
  });
});

async function withoutTrust(file: GivenFile): Promise<ShownResult> {
  return shown(await verify(file, []));
}

async function withTrust(file: GivenFile): Promise<ShownResult> {
  return shown(
    await verify(file, [
      ["dev", CERTIFICATES.dev],
      ["formal", CERTIFICATES.formal],
    ]),
  );
}

async function verify(
  { name, bytes }: GivenFile,
  trusted: readonly (readonly [string, GivenFile])[],
): Promise<VerificationReport> {
  return verifyPatch(chunked(bytes, [65_536]), {
    anchors: trusted.flatMap(([role, certificate]) =>
      anchorsFrom(certificate.bytes, { role, source: certificate.name }),
    ),
    policy: { checkDates: false, now: new Date(), minRsaBits: 2048 },
    fileName: name,
    hash: nativeHash,
    inflater: nativeInflater,
  });
}

function shown(report: VerificationReport): ShownResult {
  return {
    file: report.file ?? "",
    state: report.verdict,
    codes: report.findings.map(({ code }) => code).sort(),
    checks: Object.fromEntries(
      report.checks.map(({ id, state }) => [id, state]),
    ),
  };
}

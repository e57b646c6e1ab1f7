import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { paxHeader } from "@stx-patch/testkit";
import { FINDING_CODES } from "../src/index.js";
import { CONTENT_HAZARDS } from "./hazards/contents.js";
import { software } from "./hazards/hazard.js";
import { MEMBER_HAZARDS } from "./hazards/members.js";
import { XML_HAZARDS } from "./hazards/metadata-xml.js";
import { ARCHIVE_HAZARDS } from "./hazards/tar-and-gzip.js";
import { verifyAsDev } from "./support/verify-as-dev.js";

const HAZARDS = [
  ...MEMBER_HAZARDS,
  ...ARCHIVE_HAZARDS,
  ...XML_HAZARDS,
  ...CONTENT_HAZARDS,
];

/** These are about the file as a whole. */
const PLACELESS = new Set(["GZIP_RATIO_EXCEEDED"]);

describe("each hazard of the format", () => {
  it.each(HAZARDS)("%s is %s in %s", async (_, code, member, patch) => {
    const report = await verifyAsDev(await patch());
    const found = report.findings.filter((finding) => finding.code === code);
    expect(report.findings.map((finding) => finding.code)).toContain(code);
    const { message, remedy, offset } =
      found.find((finding) => finding.member === member) ?? {};
    expect(message).toMatch(/\S/);
    expect(remedy).toMatch(/\S/);
    expect(FINDING_CODES[code]?.meaning).toMatch(/\.$/);
    const isInXml = member === "metadata.tar/metadata.xml";
    const isScript = member?.startsWith("semantics.tar/") === true;
    if (!isInXml && !isScript && !PLACELESS.has(code))
      expect(offset).toBeGreaterThanOrEqual(0);
    const decides = found.some(({ severity }) => severity === "error");
    if (decides) expect(report.verdict).not.toBe("trusted");
  });

  it("is in the documentation, with its code", () => {
    const page = readFileSync(
      new URL("../../../docs/hazards.md", import.meta.url),
      "utf8",
    );
    const documented = new Set(
      [...page.matchAll(/`([A-Z]+_[A-Z0-9_]+)`/g)].map(([, code]) => code),
    );
    expect(
      HAZARDS.map(([, code]) => code).filter((code) => !documented.has(code)),
    ).toEqual([]);
    expect(
      [...documented].filter((code) => FINDING_CODES[code ?? ""] === undefined),
    ).toEqual([]);
  });
});

describe("what is allowed", () => {
  it("are times in pax headers, as Python writes them", async () => {
    const patch = await software((plain) => [
      paxHeader({ mtime: "1590969600.25" }),
      plain,
    ]);
    expect((await verifyAsDev(patch)).verdict).toBe("trusted");
  });
});

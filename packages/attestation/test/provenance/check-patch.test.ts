import { describe, expect, it } from "@jest/globals";
import {
  checkPatchProvenance,
  encodeProvenance,
  parseProvenance,
  type AttestedPatch,
  type PackedRpm,
} from "../../src/index.js";
import { DIGESTS, RECORD } from "../support.js";

const RPM: PackedRpm = {
  fileName: "a-1-1.noarch.rpm",
  nevra: "a-1-1.noarch",
  sha256: DIGESTS.packed,
  payloadSha256: DIGESTS.payload,
};
const PATCH: AttestedPatch = {
  sha256: DIGESTS.patch,
  signedContentSha256: DIGESTS.content,
  rpms: [RPM],
};

function codes(record = RECORD, patch = PATCH): string[] {
  const statement = parseProvenance(encodeProvenance(record));
  return checkPatchProvenance(statement, patch).map(({ code }) => code);
}

describe("the provenance of a patch", () => {
  it("has nothing against its patch", () => {
    expect(codes()).toEqual([]);
  });

  const [input] = RECORD.rpms;
  const asItCame = { ...RECORD, rpms: [{ ...input!, isSigned: false }] };
  it.each<[string, string, Partial<AttestedPatch>]>([
    ["was signed again", "ATTEST_RESIGNED", { sha256: DIGESTS.rpm }],
    [
      "is another one",
      "ATTEST_SUBJECT",
      { sha256: DIGESTS.rpm, signedContentSha256: DIGESTS.rpm },
    ],
    ["has an RPM less", "ATTEST_INPUT_EXTRA", { rpms: [] }],
    [
      "has an RPM more",
      "ATTEST_INPUT_MISSING",
      { rpms: [RPM, { ...RPM, fileName: "b-1-1.noarch.rpm" }] },
    ],
    [
      "has another payload",
      "ATTEST_INPUT_DIFFERS",
      { rpms: [{ ...RPM, payloadSha256: DIGESTS.packed }] },
    ],
    [
      "has another package of the name",
      "ATTEST_INPUT_DIFFERS",
      { rpms: [{ ...RPM, nevra: "a-1:1-1.noarch" }] },
    ],
    [
      "has something unreadable of the name",
      "ATTEST_INPUT_DIFFERS",
      { rpms: [{ ...RPM, nevra: null }] },
    ],
  ])("says when the patch %s", (_, code, change) => {
    expect(codes(RECORD, { ...PATCH, ...change })).toEqual([code]);
  });

  it("asks for the very bytes of an RPM that was packed as it came", () => {
    expect(codes(asItCame)).toEqual(["ATTEST_INPUT_DIFFERS"]);
    const same = { ...PATCH, rpms: [{ ...RPM, sha256: DIGESTS.rpm }] };
    expect(codes(asItCame, same)).toEqual([]);
  });

  it("must not name an input twice", () => {
    const twice = { ...RECORD, rpms: [input!, input!] };
    expect(codes(twice)).toEqual(["ATTEST_STATEMENT"]);
  });

  it("of another build type says nothing about the RPMs that is understood here", () => {
    const statement = parseProvenance(encodeProvenance(RECORD));
    const other = { ...statement, buildType: "urn:other" };
    const found = checkPatchProvenance(other, { ...PATCH, rpms: [] });
    expect(found).toMatchObject([
      { code: "ATTEST_BUILD_TYPE", severity: "warning" },
    ]);
  });

  it("shows twenty of many differences, and counts the rest", () => {
    const rpms = Array.from({ length: 50 }, (_, i) => ({
      ...RPM,
      fileName: `b${i}-1-1.noarch.rpm`,
    }));
    const found = checkPatchProvenance(
      parseProvenance(encodeProvenance(RECORD)),
      { ...PATCH, rpms },
    );
    expect(found).toHaveLength(21);
    expect(found.at(-1)?.message).toBe("and 31 more");
  });
});

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { concatBytes, DEFAULT_LIMITS } from "@stx-patch/core";
import { nativeHash, nativeInflater } from "@stx-patch/node-io";
import {
  chunked,
  craftPatch,
  sampleMetadata,
  tarOf,
  TEST_KEYS,
  type CraftedMember,
  type PatchParts,
} from "@stx-patch/testkit";
import { anchorsFrom } from "@stx-patch/trust";
import {
  verifyPatch,
  type VerificationReport,
  type VerifyOptions,
} from "../src/index.js";
import { CGCS, EPOCH, rpm, SCRIPT, soundParts, text } from "./support/parts.js";

const OPTIONS: VerifyOptions = {
  anchors: anchorsFrom(readFileSync(TEST_KEYS.dev.certificate), {
    role: "dev",
    source: "dev",
  }),
  policy: { checkDates: false, now: new Date("2027-01-01"), minRsaBits: 2048 },
  hash: nativeHash,
  inflater: nativeInflater,
};

async function verify(
  patch: Uint8Array,
  override: Partial<VerifyOptions> = {},
): Promise<VerificationReport> {
  return verifyPatch(chunked(patch, [65_536]), { ...OPTIONS, ...override });
}

function errorCodes({ findings }: VerificationReport): string[] {
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ code }) => code);
}

/** Applies a change to the body of one member. */
function bend(
  name: string,
  change: (body: Uint8Array) => Uint8Array,
): (members: CraftedMember[]) => CraftedMember[] {
  return (members) =>
    members.map((member) =>
      member.name === name ? { ...member, body: change(member.body) } : member,
    );
}

function drop(name: string): (members: CraftedMember[]) => CraftedMember[] {
  return (members) => members.filter((member) => member.name !== name);
}

describe("a sound patch", () => {
  it("is trusted, whatever adapters do the work and however it is cut", async () => {
    const patch = await craftPatch(soundParts());
    for (const sizes of [[1_000_000], [1000, 7], [1]]) {
      const native = await verifyPatch(chunked(patch, sizes), OPTIONS);
      expect([sizes, native.verdict, errorCodes(native)]).toEqual([
        sizes,
        "trusted",
        [],
      ]);
      const { anchors, policy } = OPTIONS;
      const pure = await verifyPatch(chunked(patch, sizes), {
        anchors,
        policy,
      });
      expect(pure).toEqual(native);
    }
  });

  it("says of each check whether it ran", async () => {
    const { checks } = await verify(await craftPatch(soundParts()));
    expect(checks.filter(({ state }) => state !== "passed")).toEqual([
      expect.objectContaining({ id: "ima", state: "not-run" }),
    ]);
  });

  it("may have semantic scripts", async () => {
    const { verdict, scripts } = await verify(
      await craftPatch(
        soundParts({
          metadata: { ...soundParts().metadata, semantics: ["pre-apply"] },
          scripts: [SCRIPT],
        }),
      ),
    );
    expect(verdict).toBe("trusted");
    expect(scripts).toEqual([expect.objectContaining({ name: SCRIPT.name })]);
  });
});

describe("what is wrong is named by its code", () => {
  const { metadata } = soundParts();
  it.each<
    [
      what: string,
      change: Partial<PatchParts>,
      codes: string[],
      verdict: string,
    ]
  >([
    [
      "a member that no patch has",
      {
        afterSeal: (members) => [
          ...members,
          { name: "extra", body: text("x") },
        ],
      },
      ["MEMBER_UNKNOWN"],
      "malformed",
    ],
    [
      "a member twice, of which the target takes the last",
      { afterSeal: (members) => [...members, members[1]!] },
      ["MEMBER_DUPLICATE"],
      "malformed",
    ],
    [
      "members in another order",
      { afterSeal: ([a, b, ...rest]) => [b!, a!, ...rest] },
      ["MEMBER_ORDER"],
      "malformed",
    ],
    [
      "no signature",
      { afterSeal: drop("signature.v2") },
      ["MEMBER_MISSING"],
      "malformed",
    ],
    [
      "no checksum",
      { afterSeal: drop("signature") },
      ["MEMBER_MISSING"],
      "malformed",
    ],
    [
      "no RPMs",
      { afterSeal: drop("software.tar") },
      ["MEMBER_MISSING"],
      "malformed",
    ],
    [
      "a checksum that is no number",
      { afterSeal: bend("signature", () => text("no number")) },
      ["VERIFY_CHECKSUM_MALFORMED"],
      "malformed",
    ],
    [
      "a checksum of something else",
      { afterSeal: bend("signature", () => text("abc")) },
      ["VERIFY_CHECKSUM_MISMATCH"],
      "malformed",
    ],
    [
      "a signature by nobody",
      {
        afterSeal: bend("signature.v2", (body) => body.map((byte) => byte ^ 1)),
      },
      ["TRUST_BAD_SIGNATURE"],
      "untrusted",
    ],
    [
      "a signature larger than any key",
      { afterSeal: bend("signature.v2", () => new Uint8Array(4096)) },
      ["VERIFY_MEMBER_TOO_LARGE"],
      "malformed",
    ],
    [
      "an RPM that the metadata does not list",
      { rpms: [CGCS, EPOCH] },
      ["VERIFY_SOFTWARE_NOT_IN_CONTENTS"],
      "malformed",
    ],
    [
      "a listed RPM that is not there",
      { metadata: { ...metadata, contents: [CGCS.name, EPOCH.name] } },
      ["VERIFY_CONTENTS_NOT_IN_SOFTWARE"],
      "malformed",
    ],
    [
      "a node type with a package that is not there",
      {
        metadata: {
          ...metadata,
          personalities: [
            { type: "worker", packages: ["cgcs-patch", "other"] },
          ],
        },
      },
      ["VERIFY_PERSONALITY_WITHOUT_RPM"],
      "malformed",
    ],
    [
      "a node type that no release knows",
      {
        metadata: {
          ...metadata,
          personalities: [{ type: "edge", packages: ["cgcs-patch"] }],
        },
      },
      ["META_PERSONALITY_UNKNOWN"],
      "malformed",
    ],
    [
      "an RPM under another version's name",
      {
        metadata: {
          ...metadata,
          contents: ["cgcs-patch-1.0-32.tis.x86_64.rpm"],
        },
        rpms: [{ ...CGCS, name: "cgcs-patch-1.0-32.tis.x86_64.rpm" }],
      },
      ["VERIFY_RPM_NAME_MISMATCH"],
      "malformed",
    ],
    [
      "an RPM damaged inside",
      {
        metadata: sampleMetadata({ contents: ["payload-gzip-1-1.noarch.rpm"] }),
        rpms: [
          rpm("malformed/payload-bit-flip.rpm", "payload-gzip-1-1.noarch.rpm"),
        ],
      },
      ["VERIFY_RPM_DIGEST_MISMATCH"],
      "malformed",
    ],
    [
      "garbage behind an RPM's payload, as old rpmsign left it",
      {
        metadata: sampleMetadata({ contents: ["epoch-2.0-1.noarch.rpm"] }),
        rpms: [
          rpm(
            "known-bad/files-only-4.14.0-trailing-bytes-epoch.rpm",
            "epoch-2.0-1.noarch.rpm",
          ),
        ],
      },
      ["VERIFY_RPM_DIGEST_MISMATCH"],
      "malformed",
    ],
    [
      "a source RPM",
      {
        metadata: sampleMetadata({ contents: ["srcpkg-1-1.src.rpm"] }),
        rpms: [rpm("unsigned/4.18/srcpkg-1-1.src.rpm")],
      },
      ["VERIFY_RPM_SOURCE"],
      "malformed",
    ],
    [
      "two RPMs of one package",
      {
        metadata: sampleMetadata({
          personalities: [{ type: "controller", packages: ["cgcs-patch"] }],
          contents: [CGCS.name, "cgcs-patch-1.0-32.tis.x86_64.rpm"],
        }),
        rpms: [CGCS, { ...CGCS, name: "cgcs-patch-1.0-32.tis.x86_64.rpm" }],
      },
      ["VERIFY_RPM_NAME_MISMATCH", "VERIFY_RPM_DUPLICATE_PACKAGE"],
      "malformed",
    ],
    [
      "something in a folder of software.tar",
      { rpms: [CGCS, { name: "etc/passwd", body: text("x") }] },
      ["VERIFY_SOFTWARE_ENTRY"],
      "malformed",
    ],
    [
      "an empty software.tar",
      { metadata: sampleMetadata(), rpms: [] },
      ["META_CONTENTS_MISSING", "VERIFY_NO_RPM"],
      "malformed",
    ],
    [
      "a second file in metadata.tar",
      { extraMetadata: [{ name: "more.xml", body: text("<patch/>") }] },
      ["VERIFY_METADATA_TAR_EXTRA"],
      "malformed",
    ],
    [
      "metadata.xml twice",
      { extraMetadata: [{ name: "metadata.xml", body: text("<patch/>") }] },
      ["VERIFY_METADATA_TAR_EXTRA"],
      "malformed",
    ],
    [
      "a document type with an entity",
      {
        xml: text(
          '<?xml version="1.0" ?>\n<!DOCTYPE patch [<!ENTITY a "b">]>\n<patch><id>&a;</id></patch>\n',
        ),
      },
      ["META_DOCTYPE"],
      "malformed",
    ],
    [
      "an id that leaves its folder",
      { metadata: { ...metadata, id: "../../etc/x" } },
      ["ID_INVALID"],
      "malformed",
    ],
    [
      "a patch that requires itself",
      { metadata: { ...metadata, requires: [metadata.id] } },
      ["META_REQUIRES_SELF"],
      "malformed",
    ],
    [
      "an announced script that is not there",
      { metadata: { ...metadata, semantics: ["pre-apply"] } },
      ["VERIFY_SEMANTICS_MISSING"],
      "malformed",
    ],
    [
      "a script that is not announced",
      { scripts: [SCRIPT] },
      ["VERIFY_SEMANTICS_UNLISTED"],
      "malformed",
    ],
    [
      "a script of another patch",
      {
        metadata: { ...metadata, semantics: ["pre-apply"] },
        scripts: [{ ...SCRIPT, name: "pre-apply/OTHER" }],
      },
      ["VERIFY_SEMANTICS_MISSING", "VERIFY_SEMANTICS_UNLISTED"],
      "malformed",
    ],
    [
      "bytes behind the gzip trailer",
      { bendGzip: (patch) => concatBytes([patch, text("hidden")]) },
      ["GZIP_TRAILING_DATA"],
      "malformed",
    ],
    [
      "a second gzip member",
      { bendGzip: (patch) => concatBytes([patch, patch]) },
      ["GZIP_SECOND_MEMBER"],
      "malformed",
    ],
    [
      "bytes behind the outer archive's end",
      { bendTar: (tar) => concatBytes([tar, text("hidden".padEnd(512))]) },
      ["TAR_TRAILING_DATA"],
      "malformed",
    ],
  ])("%s", async (_, change, codes, verdict) => {
    const report = await verify(await craftPatch(soundParts(change)));
    expect(errorCodes(report)).toEqual(codes);
    expect(report.verdict).toBe(verdict);
  });
});

describe("a signature that still verifies although the members' boundary moved", () => {
  it("is no way to make RPMs vanish", async () => {
    // Signed as usual; then everything of software.tar moves behind the end mark of metadata.tar.
    const patch = await craftPatch(
      soundParts({
        afterSeal: ([metadataTar, softwareTar, ...rest]) => [
          {
            name: "metadata.tar",
            body: concatBytes([metadataTar!.body, softwareTar!.body]),
          },
          { name: "software.tar", body: new Uint8Array(0) },
          ...rest,
        ],
      }),
    );
    const report = await verify(patch);
    expect(report.verdict).toBe("malformed");
    expect(errorCodes(report)).toEqual(
      expect.arrayContaining([
        "TAR_TRAILING_DATA",
        "TAR_END_MISSING",
        "VERIFY_CHECKSUM_MISMATCH",
      ]),
    );
    expect(errorCodes(report)).not.toContain("TRUST_BAD_SIGNATURE");
  });

  it("is found even when the checksum was made to fit", async () => {
    const empty = await tarOf([]);
    const patch = await craftPatch(
      soundParts({
        beforeSeal: ([metadataTar, softwareTar]) => [
          {
            name: "metadata.tar",
            body: concatBytes([metadataTar!.body, softwareTar!.body]),
          },
          { name: "software.tar", body: empty },
        ],
      }),
    );
    const report = await verify(patch);
    expect(report.verdict).toBe("malformed");
    expect(errorCodes(report)).toContain("TAR_TRAILING_DATA");
  });
});

describe("a patch that is cut short", () => {
  it("is malformed at every length, and no check claims to have passed for nothing", async () => {
    const patch = await craftPatch(soundParts());
    for (let length = 0; length < patch.length; length += 97) {
      const report = await verify(patch.subarray(0, length));
      expect([length, report.verdict]).toEqual([length, "malformed"]);
      const signature = report.checks.find(({ id }) => id === "signature");
      expect([length, signature?.state]).toEqual([length, "not-run"]);
    }
  });
});

describe("any flipped bit of a patch", () => {
  it("gives a report, and trust only where no byte changed that matters", async () => {
    const patch = await craftPatch(soundParts());
    const content = gunzipSync(patch);
    let trusted = 0;
    for (let at = 0; at < patch.length; at += 23) {
      const flipped = Uint8Array.from(patch);
      flipped[at]! ^= 1 << (at % 8);
      const report = await verify(flipped);
      // Some bits carry nothing: MTIME and OS of the gzip header, padding in the deflate stream.
      if (report.verdict === "trusted") {
        expect([at, gunzipSync(flipped).equals(content)]).toEqual([at, true]);
      }
      trusted += report.verdict === "trusted" ? 1 : 0;
    }
    expect(trusted).toBeLessThan(patch.length / 23 / 50);
  });
});

describe("what a caller may set", () => {
  it("bounds the number of findings and counts the rest", async () => {
    const contents = Array.from(
      { length: 50 },
      (_, i) => `p${i}-1-1.noarch.rpm`,
    );
    const patch = await craftPatch(
      soundParts({ metadata: sampleMetadata({ contents }) }),
    );
    const report = await verify(patch, {
      limits: { ...DEFAULT_LIMITS, maxFindings: 10 },
    });
    const codes = new Set(report.findings.map(({ code }) => code));
    // Beyond the limit there is only the first of each kind.
    expect(report.findings.length).toBeLessThan(10 + codes.size);
    expect(report.findingsOmitted).toBeGreaterThan(30);
    expect(report.verdict).toBe("malformed");
  });

  it("compares the file's name with the id", async () => {
    const report = await verify(await craftPatch(soundParts()), {
      fileName: "other.patch",
    });
    expect(report.findings.map(({ code }) => code)).toContain(
      "VERIFY_FILE_NAME",
    );
    expect(report.verdict).toBe("trusted");
  });

  it("verifies file signatures against a certificate", async () => {
    const name = "cgcs-patch-1.0-31.tis.x86_64.rpm";
    const parts = soundParts({
      rpms: [rpm(`files-only-mainheader/4.14/${name}`)],
    });
    const patch = await craftPatch(parts);
    const right = anchorsFrom(readFileSync(TEST_KEYS.ima.certificate), {
      source: "ima",
    });
    const wrong = anchorsFrom(readFileSync(TEST_KEYS.dev.certificate), {
      source: "dev",
    });
    const good = await verify(patch, { imaAnchors: right });
    expect(good.checks.find(({ id }) => id === "ima")).toMatchObject({
      state: "passed",
    });
    const bad = await verify(patch, { imaAnchors: wrong });
    expect(new Set(errorCodes(bad))).toEqual(new Set(["VERIFY_IMA_WRONG_KEY"]));
    expect(bad.verdict).toBe("untrusted");
  });
});

describe("reading that fails", () => {
  it("is an error, not a finding", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Uint8Array.of(0x1f));
      throw new Error("the disk is gone");
    }
    await expect(verifyPatch(broken(), OPTIONS)).rejects.toThrow(
      "the disk is gone",
    );
  });
});

import { describe, expect, it } from "@jest/globals";
import { concatBytes } from "@stx-patch/core";
import {
  craftPatch,
  sampleMetadata,
  type CraftedMember,
  type PatchParts,
} from "@stx-patch/testkit";
import {
  CGCS,
  EPOCH,
  rpm,
  SCRIPT,
  soundParts,
  text,
} from "../support/parts.js";
import { errorCodes, verifyAsDev } from "../support/verify-as-dev.js";

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
    const report = await verifyAsDev(await craftPatch(soundParts(change)));
    expect(errorCodes(report)).toEqual(codes);
    expect(report.verdict).toBe(verdict);
  });
});

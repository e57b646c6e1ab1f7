import { toHex } from "@stx-patch/core";
import { PATCH_SCHEME } from "@stx-patch/signing";
import type { TrustAnchor } from "@stx-patch/trust";
import type { OpenPatch } from "../open-patch.js";

/** What somebody elsewhere has to know to sign a patch: `docs/schema/signing-request.schema.json`. */
export interface SigningRequest {
  readonly schemaVersion: 1;
  readonly kind: "stx-patch-signing-request";
  readonly patch: {
    readonly id: string;
    readonly release: string;
    readonly status: string;
    readonly summary: string;
    readonly requires: readonly string[];
    readonly rebootRequired: boolean;
    readonly rpms: readonly {
      readonly nevra: string;
      readonly personalities: readonly string[];
    }[];
    readonly scripts: readonly string[];
    /** Role and key of the signature that the patch has now. */
    readonly signedBy: {
      readonly role: string;
      readonly spkiSha256: string;
    } | null;
  };
  readonly sign: {
    readonly role: string;
    readonly scheme: typeof PATCH_SCHEME;
    /** SHA-256 over the signed members, one after the other. */
    readonly sha256: string;
    readonly sha256Base64: string;
    readonly signedMembers: readonly string[];
    /** Keys whose signature will be accepted; empty when none is known here. */
    readonly acceptedKeys: readonly {
      readonly spkiSha256: string;
      readonly subject: string | null;
    }[];
  };
  /** Shell commands that answer the request with openssl, on any machine that has KEY.pem. */
  readonly answer: readonly string[];
}

const SIGNED_MEMBERS = ["metadata.tar", "software.tar", "semantics.tar"];

/** @param keys - anchors of the role that is asked for */
export function signingRequest(
  { report, verified }: OpenPatch,
  role: string,
  keys: readonly TrustAnchor[],
): SigningRequest {
  const { metadata, seal } = verified;
  const { signer } = report;
  const sha256Base64 = Buffer.from(seal.sha256).toString("base64");
  return {
    schemaVersion: 1,
    kind: "stx-patch-signing-request",
    patch: {
      id: metadata.id,
      release: metadata.swVersion,
      status: metadata.status,
      summary: metadata.summary,
      requires: metadata.requires,
      // Readers take nothing for Y.
      rebootRequired: metadata.rebootRequired ?? true,
      rpms: report.rpms.map(({ nevra, fileName, personalities }) => ({
        nevra: nevra ?? fileName,
        personalities,
      })),
      scripts: metadata.semantics,
      signedBy: signer && { role: signer.role, spkiSha256: signer.spkiSha256 },
    },
    sign: {
      role,
      scheme: PATCH_SCHEME,
      sha256: toHex(seal.sha256),
      sha256Base64,
      signedMembers: report.members
        .map(({ name }) => name)
        .filter((name) => SIGNED_MEMBERS.includes(name)),
      acceptedKeys: keys.map(({ key, certificate }) => ({
        spkiSha256: key.spkiSha256,
        subject: certificate?.subject ?? null,
      })),
    },
    answer: opensslCommands(metadata.id, sha256Base64),
  };
}

/** pkeyutl signs the digest as it is; the id of a verified patch is a word that needs no quotes. */
function opensslCommands(id: string, sha256Base64: string): string[] {
  const options = [
    "digest:sha256",
    "rsa_padding_mode:pss",
    "rsa_pss_saltlen:32",
    "rsa_mgf1_md:sha256",
  ];
  return [
    `echo ${sha256Base64} | openssl base64 -d -out ${id}.digest`,
    `openssl pkeyutl -sign -inkey KEY.pem -in ${id}.digest -out ${id}.signature ${options.map((option) => `-pkeyopt ${option}`).join(" ")}`,
  ];
}

import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import {
  craftPatch,
  sampleMetadata,
  TEST_KEYS,
  vectorPath,
  type CraftedMember,
  type PatchParts,
} from "@stx-patch/testkit";
import type { GivenFile } from "./page.js";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

const CGCS_PATH = "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm";
const CGCS: CraftedMember = {
  name: basename(CGCS_PATH),
  body: readFileSync(vectorPath("rpm", CGCS_PATH)),
};

/** A sound patch with one RPM for controllers, or what a test makes of it. */
export async function crafted(
  override: Partial<PatchParts> = {},
): Promise<GivenFile> {
  const bytes = await craftPatch({
    metadata: sampleMetadata({
      personalities: [{ type: "controller", packages: ["cgcs-patch"] }],
      contents: [CGCS.name],
    }),
    rpms: [CGCS],
    ...override,
  });
  return { name: "CRAFT_0001.patch", bytes };
}

/** A sound patch with a file of that many bytes that do not compress, which is no RPM. */
export async function large(sizeBytes: number): Promise<GivenFile> {
  const body = new Uint8Array(sizeBytes);
  const words = new Uint32Array(body.buffer);
  // Xorshift: fast, repeatable, and nothing for deflate.
  let state = 0x9e3779b9;
  for (let i = 0; i < words.length; i += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  return crafted({ rpms: [CGCS, { name: "large-1-1.noarch.rpm", body }] });
}

/** Every vector of the project. */
export function vectorPatches(): GivenFile[] {
  return readdirSync(vectorPath("patch"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) =>
      readdirSync(vectorPath("patch", entry.name))
        .filter((name) => name.endsWith(".patch"))
        .map((name) => ({
          name,
          bytes: readFileSync(vectorPath("patch", entry.name, name)),
        })),
    );
}

const HTML = `</td><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;

/** Patches that somebody bent, by what was done. */
export async function hostilePatches(): Promise<GivenFile[]> {
  const bent: Record<string, Partial<PatchParts>> = {
    sound: {},
    "unknown-member": {
      afterSeal: (members) => [...members, { name: "extra", body: text("x") }],
    },
    "repeated-member": {
      afterSeal: (members) => [...members, ...members.slice(0, 1)],
    },
    "no-signature": {
      afterSeal: (members) =>
        members.filter(({ name }) => name !== "signature.v2"),
    },
    "member-changed-after-signing": {
      afterSeal: (members) =>
        members.map((member) =>
          member.name === "software.tar"
            ? { ...member, body: flipped(member.body, 600) }
            : member,
        ),
    },
    "damaged-tar-header": {
      bendTar: (tar) => flipped(tar, 3),
    },
    "rpm-that-is-none": { rpms: [{ name: CGCS.name, body: text("no rpm") }] },
    "entities-in-xml": {
      xml: text(
        '<!DOCTYPE patch [<!ENTITY a "b">]><patch><id>&a;</id></patch>',
      ),
    },
    "html-in-texts": {
      metadata: sampleMetadata({
        id: "HTML_0001",
        summary: HTML,
        description: `${HTML}\n\u202egnp.exe`,
        contents: [HTML],
        personalities: [{ type: HTML, packages: [HTML] }],
      }),
      rpms: [
        { name: "<img src=x onerror=document.title=1>.rpm", body: text("x") },
      ],
    },
    "cut-off": { bendGzip: (patch) => patch.subarray(0, patch.length / 2) },
    "bytes-behind": {
      bendGzip: (patch) => new Uint8Array([...patch, 1, 2, 3]),
    },
    "bit-flipped": {
      bendGzip: (patch) => flipped(patch, Math.floor(patch.length / 2)),
    },
    "not-gzip": { bendGzip: () => text("#!/bin/sh\nreboot\n") },
    empty: { bendGzip: () => new Uint8Array() },
  };
  return Promise.all(
    Object.entries(bent).map(async ([what, parts]) => ({
      ...(await crafted(parts)),
      name: `${what}.patch`,
    })),
  );
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** The checked-in certificates, under the names they would have on a user's disk. */
export const CERTIFICATES = {
  dev: {
    name: "dev-certificate.pem",
    bytes: readFileSync(TEST_KEYS.dev.certificate),
  },
  formal: {
    name: "formal-certificate.pem",
    bytes: readFileSync(TEST_KEYS.formal.certificate),
  },
  ima: {
    name: "ima_signing_key.x509.der",
    bytes: readFileSync(TEST_KEYS.ima.certificate),
  },
  /** What must never be accepted. */
  privateKey: {
    name: "dev-private-key.pem",
    bytes: readFileSync(TEST_KEYS.dev.privateKey),
  },
} as const satisfies Record<string, GivenFile>;

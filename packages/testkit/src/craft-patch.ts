import { readFileSync } from "node:fs";
import { writeGzip, writeTar } from "@stx-patch/archive";
import {
  concatBytes,
  type BlockDeflater,
  type PatchSigner,
} from "@stx-patch/core";
import { nativeDeflater, nativeHash } from "@stx-patch/node-io";
import {
  createSeal,
  encodeMetadata,
  type PatchMetadata,
} from "@stx-patch/patch-format";
import { createPatchSigner, loadPrivateKey } from "@stx-patch/signing";
import { collect } from "./chunked.js";
import { TEST_KEYS } from "./keys.js";

/** A member of a tar archive as a test wants it. */
export interface CraftedMember {
  readonly name: string;
  readonly body: Uint8Array;
  readonly mode?: number;
}

/**
 * A patch taken apart, so that a test can bend any part of it. Whatever a test changes before the
 * sealing step is sealed and signed as if it were right; what it changes after is not.
 */
export interface PatchParts {
  metadata: PatchMetadata;
  /** Replaces the encoded metadata. */
  xml?: Uint8Array;
  /** Entries of metadata.tar besides metadata.xml. */
  extraMetadata?: readonly CraftedMember[];
  rpms: CraftedMember[];
  scripts?: CraftedMember[];
  /** Called with the signed inner archives before they are sealed. */
  beforeSeal?: (signed: CraftedMember[]) => CraftedMember[];
  /** Called with all members before the outer archive is written. */
  afterSeal?: (members: CraftedMember[]) => CraftedMember[];
  /** Called with the outer archive before it is compressed. */
  bendTar?: (tar: Uint8Array) => Uint8Array;
  /** Called with the finished patch. */
  bendGzip?: (patch: Uint8Array) => Uint8Array;
  signer?: PatchSigner;
  /** Compressor of the patch; default is zlib's, whose output depends on its version. */
  deflater?: BlockDeflater;
}

const MTIME_SECONDS = 1_590_969_600;

/** Metadata of a small patch for one RPM; override what a test is about. */
export function sampleMetadata(
  override: Partial<PatchMetadata> = {},
): PatchMetadata {
  return {
    id: "CRAFT_0001",
    swVersion: "20.06",
    summary: "",
    description: "",
    installInstructions: "",
    warnings: "",
    status: "DEV",
    unremovable: false,
    rebootRequired: false,
    applyActiveReleaseOnly: false,
    personalities: [],
    contents: [],
    requires: [],
    semantics: [],
    ...override,
  };
}

/** Signs as the development key of the repository. */
export function developmentSigner(): PatchSigner {
  const source = TEST_KEYS.dev.privateKey;
  return createPatchSigner(loadPrivateKey(readFileSync(source), { source }));
}

/** Puts a patch together the way the parts say. */
export async function craftPatch(parts: PatchParts): Promise<Uint8Array> {
  const xml = parts.xml ?? encodeMetadata(parts.metadata);
  const signed: CraftedMember[] = [
    {
      name: "metadata.tar",
      body: await tarOf([
        { name: "metadata.xml", body: xml },
        ...(parts.extraMetadata ?? []),
      ]),
    },
    { name: "software.tar", body: await tarOf(parts.rpms) },
    ...(parts.scripts === undefined
      ? []
      : [{ name: "semantics.tar", body: await tarOf(parts.scripts) }]),
  ];
  const bent = parts.beforeSeal?.(signed) ?? signed;
  const members = [
    ...bent,
    ...(await sealOf(bent, parts.signer ?? developmentSigner())),
  ];
  const tar = await tarOf(parts.afterSeal?.(members) ?? members);
  const patch = await collect(
    writeGzip(single(parts.bendTar?.(tar) ?? tar), {
      mtimeSeconds: MTIME_SECONDS,
      deflater: parts.deflater ?? nativeDeflater,
    }),
  );
  return parts.bendGzip?.(patch) ?? patch;
}

async function sealOf(
  signed: readonly CraftedMember[],
  signer: PatchSigner,
): Promise<CraftedMember[]> {
  const seal = createSeal(nativeHash);
  for (const { body } of signed) {
    const member = seal.member();
    await member.update(body);
    await member.finish();
  }
  const { checksum, sha256 } = await seal.finish();
  return [
    { name: "signature", body: new TextEncoder().encode(checksum) },
    { name: "signature.v2", body: await signer.sign(sha256) },
  ];
}

/** A tar archive with these members. */
export async function tarOf(
  members: readonly CraftedMember[],
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const entries = members.map(({ name, body, mode }) => ({
    name,
    body,
    sizeBytes: body.length,
    mode: mode ?? 0o644,
    mtimeSeconds: MTIME_SECONDS,
  }));
  for await (const chunk of writeTar(entries)) chunks.push(chunk);
  return concatBytes(chunks);
}

async function* single(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

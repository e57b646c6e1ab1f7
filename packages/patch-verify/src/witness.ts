import type { TarMember } from "@stx-patch/archive";
import { ByteReader } from "@stx-patch/core";
import type { RpmHeaders } from "@stx-patch/rpm-parser";

/** Takes bytes as they pass by. */
export interface ByteSink {
  /** The chunk may be reused when this resolves. */
  update(chunk: Uint8Array): void | Promise<void>;
  /** All of them have passed; not called when reading breaks off. */
  finish(): void | Promise<void>;
}

/** A file inside a patch. */
export interface WitnessedFile {
  /** Member and, inside an inner archive, name: `software.tar`, `semantics.tar/pre-apply/ID`; as untrusted as the patch. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Permission bits of its tar header. */
  readonly mode: number;
  /** Of its tar header, in seconds since 1970. */
  readonly mtimeSeconds: number;
}

/** An RPM whose headers were just read and found sound. */
export interface WitnessedRpm {
  readonly fileName: string;
  /** In memory of their own. */
  readonly headers: RpmHeaders;
}

/**
 * Sees the files of a patch while it is verified, so that a second reading is not needed. Whether to believe what it sees is
 * known when the report is there, not before. What it throws ends the verification.
 */
export interface PatchWitness {
  /** Asked for every file that the format knows; undefined lets it pass by. */
  file?(file: WitnessedFile): ByteSink | undefined;
  /** The same for the payload of an RPM. */
  rpm?(rpm: WitnessedRpm): ByteSink | undefined;
}

const DRAIN_BYTES = 1 << 20;

/** Runs a reader of a member while the witness gets all of its bytes, also those that the reader leaves. */
export async function withWitness<T>(
  witness: PatchWitness | undefined,
  path: string,
  member: TarMember,
  read: (member: TarMember) => Promise<T>,
): Promise<T> {
  const { sizeBytes, mode, mtimeSeconds } = member;
  const sink = witness?.file?.({ path, sizeBytes, mode, mtimeSeconds });
  if (sink === undefined) return read(member);
  // Only pulls, so that the rest can be had when the reader breaks off.
  const reader = new ByteReader(passing(member.body, sink));
  const result = await read({ ...member, body: reader.rest() });
  while ((await reader.readSome(DRAIN_BYTES)) !== undefined);
  await sink.finish();
  return result;
}

async function* passing(
  body: AsyncIterable<Uint8Array>,
  sink: ByteSink,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    await sink.update(chunk);
    yield chunk;
  }
}

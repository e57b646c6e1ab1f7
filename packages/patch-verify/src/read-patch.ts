import { readGzip, readTar, type TarMember } from "@stx-patch/archive";
import {
  ByteReader,
  isCodedError,
  type ChunkMemory,
  type HashFactory,
  type Inflater,
  type Limits,
} from "@stx-patch/core";
import {
  createMemberGrammar,
  createSeal,
  PATCH_MEMBERS,
  type Seal,
  type SealResult,
} from "@stx-patch/patch-format";
import { VerifyError } from "./error.js";
import type { ImaCheck } from "./checks/ima.js";
import type { FindingLog } from "./finding-log.js";
import type { BaseFiles } from "./impact/file-changes.js";
import { readMetadataTar } from "./members/metadata-tar.js";
import { readSemanticsTar } from "./members/semantics-tar.js";
import { readSmallMember } from "./members/small-member.js";
import { readSoftwareTar } from "./members/software-tar.js";
import type { MemberView, PatchView, RpmView } from "./patch-view.js";
import type { TargetReader } from "./target/target-reader.js";
import { withWitness, type PatchWitness } from "./witness.js";

/** What the reading needs from outside. */
export interface ReadContext {
  readonly limits: Limits;
  readonly hash: HashFactory;
  readonly inflater: Inflater | undefined;
  /** Where short chunks of the decompressed patch are joined. */
  readonly memory: ChunkMemory | undefined;
  readonly log: FindingLog;
  /** Looks at file signatures while an RPM's headers are at hand. */
  readonly ima: ImaCheck;
  /** Keep the packaged files. */
  readonly listFiles: boolean;
  /** Keep what the RPMs provide and need. */
  readonly keepPackages: boolean;
  /** The packages that the RPMs replace. */
  readonly base?: BaseFiles | undefined;
  /** Present while somebody is still writing it. */
  readonly beingWritten?: BeingWritten | undefined;
  /** Milliseconds since any moment; without it time is not limited. */
  readonly clock?: (() => number) | undefined;
  /** Sees the decompressed patch in the same pass. */
  readonly target?: TargetReader | undefined;
  /** Sees the files pass by. */
  readonly witness?: PatchWitness | undefined;
}

/** A patch that is still being written, by somebody who signs what was read of it. */
export interface BeingWritten {
  /** Members that the signature is going to cover. */
  readonly signedMembers: number;
  /** Whether the writer computed an RPM's MD5 from bytes that its payload digest vouches for: then it is not computed again. */
  readonly knowsMd5: (fileName: string) => boolean;
  /** Told as soon as those members have been read, in their order and to their end. */
  readonly sealed: (content: SealedContent) => void;
}

/** What the signature of a patch is going to cover, as it was read. */
export interface SealedContent {
  readonly seal: SealResult;
  /** Of software.tar. */
  readonly rpms: readonly RpmView[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads a patch in one pass: nothing is extracted, and memory does not depend on the size of the
 * RPMs. Faults of the input become findings; only I/O errors are thrown.
 */
export async function readPatch(
  source: AsyncIterable<Uint8Array>,
  context: ReadContext,
): Promise<PatchView> {
  const { limits, inflater, memory, log, target, beingWritten } = context;
  const members: MemberView[] = [];
  const view: Mutable<PatchView> = {
    members,
    metadata: undefined,
    metadataPlaces: undefined,
    rpms: undefined,
    scripts: undefined,
    checksum: undefined,
    signature: undefined,
    seal: undefined,
    stopped: undefined,
  };
  const grammar = createMemberGrammar();
  const seal = createSeal(context.hash);
  const sealOrder: string[] = [];
  const report = (finding: Parameters<FindingLog["add"]>[1]): void => {
    log.add("container", finding);
    if (finding.code.startsWith("GZIP_"))
      target?.noteStreamProblem(finding.code);
  };
  const gzip = inTime(
    readGzip(source, {
      limits,
      report,
      memory,
      isGrowing: beingWritten !== undefined,
      ...(inflater === undefined ? {} : { inflater }),
    }),
    context,
  );
  // Only pulls, so that what we stop reading can be read on for the target.
  const tar = new ByteReader(
    target === undefined ? gzip : beside(gzip, target),
  );
  try {
    for await (const member of readTar(tar.rest(), { limits, report })) {
      members.push({
        name: member.name,
        sizeBytes: member.sizeBytes,
        offset: member.headerOffset,
      });
      const findings = grammar.accept({
        name: member.name,
        type: member.type,
        offset: member.headerOffset,
      });
      log.add("members", ...findings);
      if (member.type !== "file") continue;
      const known = PATCH_MEMBERS.find(({ name }) => name === member.name);
      if (known === undefined || sealOrder.includes(known.name)) continue;
      if (known.signed) sealOrder.push(known.name);
      await withWitness(context.witness, known.name, member, (witnessed) =>
        known.signed
          ? readSignedMember(witnessed, seal, view, context)
          : readUnsignedMember(witnessed, view, context),
      );
      if (
        known.signed &&
        sealOrder.length === beingWritten?.signedMembers &&
        isSealable(sealOrder)
      ) {
        view.seal = await seal.finish();
        beingWritten.sealed({ seal: view.seal, rpms: view.rpms ?? [] });
      }
    }
  } catch (error) {
    log.addError("container", error);
    view.stopped = error instanceof Error ? error.message : String(error);
    if (target !== undefined) await readOn(tar, target);
  } finally {
    await tar.close();
  }
  // Without the end of the archive nothing can be said to be missing.
  if (view.stopped === undefined) {
    log.add("members", ...grammar.finish());
    if (isSealable(sealOrder)) view.seal ??= await seal.finish();
  }
  return view;
}

/** Gives up when reading takes too long; between two chunks there is little to do. */
async function* inTime(
  source: AsyncIterable<Uint8Array>,
  { clock, limits }: ReadContext,
): AsyncGenerator<Uint8Array> {
  const start = clock?.() ?? 0;
  for await (const chunk of source) {
    if (clock !== undefined && clock() - start > limits.maxSeconds * 1000)
      throw new VerifyError(
        "VERIFY_TIME_EXCEEDED",
        `reading took longer than ${limits.maxSeconds} seconds`,
      );
    yield chunk;
  }
}

/** Passes the decompressed patch on, and shows it to the target's reader. */
async function* beside(
  source: AsyncIterable<Uint8Array>,
  target: TargetReader,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) {
      await target.push(chunk);
      yield chunk;
    }
  } catch (error) {
    target.noteStreamError(error);
    throw error;
  }
}

/** Where we stop, the target may go on; damage of the stream has been noted on the way. */
async function readOn(tar: ByteReader, target: TargetReader): Promise<void> {
  try {
    while (target.wantsMore && (await tar.readSome(DRAIN_BYTES)) !== undefined);
  } catch (error) {
    if (!isCodedError(error)) throw error;
  }
}

/** A signature covers the signed members in the order of the format; another order is another message. */
function isSealable(order: readonly string[]): boolean {
  const expected = PATCH_MEMBERS.filter(
    ({ name, signed, required }) =>
      signed && (required || order.includes(name)),
  ).map(({ name }) => name);
  return (
    order.length === expected.length &&
    expected.every((name, i) => name === order[i])
  );
}

/** Reads a signed inner archive; whatever its state, all of its bytes go into the seal. */
async function readSignedMember(
  member: TarMember,
  seal: Seal,
  view: Mutable<PatchView>,
  context: ReadContext,
): Promise<void> {
  const part = seal.member();
  const outer: { fault?: unknown } = {};
  // A reader that only pulls keeps the body open when the inner archive breaks off.
  const reader = new ByteReader(sealed(member.body, part, outer));
  try {
    switch (member.name) {
      case "metadata.tar": {
        const read = await readMetadataTar(reader.rest(), member, context);
        view.metadata = read?.metadata;
        view.metadataPlaces = read?.places;
        break;
      }
      case "software.tar":
        view.rpms = await readSoftwareTar(reader.rest(), context);
        break;
      default:
        view.scripts = await readSemanticsTar(reader.rest(), context);
    }
  } catch (error) {
    // A fault of the outer archive or of the gzip stream ends all reading.
    if ("fault" in outer) throw outer.fault;
    context.log.addError("container", error);
  }
  while ((await reader.readSome(DRAIN_BYTES)) !== undefined);
  await part.finish();
}

const DRAIN_BYTES = 1 << 20;

async function* sealed(
  body: AsyncIterable<Uint8Array>,
  part: ReturnType<Seal["member"]>,
  outer: { fault?: unknown },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      await part.update(chunk);
      yield chunk;
    }
  } catch (error) {
    outer.fault = error;
    throw error;
  }
}

async function readUnsignedMember(
  member: TarMember,
  view: Mutable<PatchView>,
  context: ReadContext,
): Promise<void> {
  const content = await readSmallMember(
    member,
    context.limits.maxSignatureBytes,
    "members",
    context,
  );
  if (content === undefined) return;
  if (member.name === "signature") view.checksum ??= content;
  else view.signature ??= content;
}

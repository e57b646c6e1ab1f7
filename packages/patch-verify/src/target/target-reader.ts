import { isCodedError, type HashFactory, type Limits } from "@stx-patch/core";
import { SmallBody, SoftwareBody } from "./bodies.js";
import type { TargetFault } from "./fault.js";
import { refusal, unknown } from "./fault.js";
import type { BodySink, TargetMember } from "./target-tar.js";
import { TargetTar } from "./target-tar.js";

/** What a member name stands for in the end: the last member of the name counts. */
export type HeldMember =
  | { readonly kind: "file"; readonly body: SmallBody | SoftwareBody }
  | { readonly kind: "link" | "directory" | "device" };

/** Members that the target extracts, and nothing else. */
export const TARGET_MEMBERS = [
  "metadata.tar",
  "software.tar",
  "semantics.tar",
  "signature",
  "signature.v2",
] as const;

/** Name of a member that the target extracts. */
export type TargetMemberName = (typeof TARGET_MEMBERS)[number];

/** More than any signature or checksum needs. */
const MAX_SIGNATURE_BYTES = 64 * 1024;

/**
 * Reads the decompressed patch beside our own reader, in the same pass and as leniently as the target. Small members are kept; of
 * software.tar only digests and names are, so memory does not depend on the RPMs.
 */
export class TargetReader {
  readonly #limits: Limits;
  readonly #hash: HashFactory;
  readonly #outer: TargetTar;
  readonly #held = new Map<TargetMemberName, HeldMember>();
  #streamFault: TargetFault | undefined;

  constructor(limits: Limits, hash: HashFactory) {
    this.#limits = limits;
    this.#hash = hash;
    this.#outer = new TargetTar((member) => this.#hold(member), limits);
  }

  /** False when nothing that follows can change the answer. */
  get wantsMore(): boolean {
    return !this.#outer.isDone;
  }

  async push(chunk: Uint8Array): Promise<void> {
    await this.#outer.push(chunk);
  }

  /** Takes note of what our gzip reader says; the decompressed data ends with it. */
  noteStreamProblem(code: string): void {
    if (code === "GZIP_HEADER_EXTRA") return;
    this.#streamFault ??= this.#judgeStream(code);
  }

  /** The same for an error, which is any of the source's when it has no code. */
  noteStreamError(error: unknown): void {
    if (isCodedError(error)) this.noteStreamProblem(error.code);
  }

  held(name: TargetMemberName): HeldMember | undefined {
    return this.#held.get(name);
  }

  /** What keeps the outer archive from being extracted. */
  frame(): TargetFault | undefined {
    return this.#streamFault ?? this.#outer.finish();
  }

  #judgeStream(code: string): TargetFault | undefined {
    const outer = this.#outer;
    switch (code) {
      case "GZIP_NOT_GZIP":
        return refusal("it is no gzip file");
      case "GZIP_SECOND_MEMBER":
      case "GZIP_TRAILING_DATA":
        // Behind the end mark nothing is read; without one Python goes on.
        return outer.isDone
          ? undefined
          : unknown("the archive may go on behind its gzip member");
      case "GZIP_TRUNCATED":
      case "GZIP_CORRUPT":
      case "GZIP_CHECKSUM_MISMATCH":
      case "GZIP_LENGTH_MISMATCH":
        return outer.isInsideWanted
          ? refusal("the compressed data is damaged inside of a member")
          : unknown(
              "the compressed data is damaged where the reader may or may not come, depending on its buffers",
            );
      default:
        return unknown(`our reader stopped with ${code}`);
    }
  }

  #hold({ name, kind }: TargetMember): BodySink | undefined {
    if (!isTargetMember(name)) return undefined;
    const member: HeldMember =
      kind === "file" ? { kind, body: this.#bodyFor(name) } : { kind };
    this.#held.set(name, member);
    return "body" in member ? member.body : undefined;
  }

  #bodyFor(name: TargetMemberName): SmallBody | SoftwareBody {
    const limits = this.#limits;
    switch (name) {
      case "metadata.tar":
        return new SmallBody(limits.maxMetadataTarBytes);
      case "semantics.tar":
        return new SmallBody(limits.maxScriptBytes);
      case "signature":
      case "signature.v2":
        return new SmallBody(MAX_SIGNATURE_BYTES);
      case "software.tar": {
        const metadata = this.#held.get("metadata.tar");
        const seed =
          metadata?.kind === "file" && metadata.body instanceof SmallBody
            ? metadata.body
            : undefined;
        return new SoftwareBody(seed, this.#hash, limits);
      }
    }
  }
}

function isTargetMember(name: string): name is TargetMemberName {
  return (TARGET_MEMBERS as readonly string[]).includes(name);
}

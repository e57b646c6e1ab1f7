import type { Limits } from "@stx-patch/core";
import type { TargetFault } from "./fault.js";
import { refusal, unknown } from "./fault.js";
import type { TargetExtension } from "./pax-records.js";
import { readTargetPax } from "./pax-records.js";
import type { PythonNumber } from "./python-fields.js";
import { isPythonChecksum, pythonNumber, pythonText } from "./python-fields.js";

/** A member as the target's reader lists it. */
export interface TargetMember {
  readonly name: string;
  readonly kind: "file" | "link" | "directory" | "device";
  readonly sizeBytes: number;
}

/** Takes the content of one member; an archive that ends too early says so itself. */
export interface BodySink {
  update(chunk: Uint8Array): void | Promise<void>;
}

type Phase =
  | { readonly kind: "header" }
  | {
      readonly kind: "extension";
      readonly type: string;
      readonly sizeBytes: number;
    }
  | { readonly kind: "body"; readonly sink: BodySink | undefined }
  | { readonly kind: "padding" }
  | { readonly kind: "done" };

const BLOCK_BYTES = 512;
const MAX_EXTENSIONS = 16;
/** Numbers of a header that Python reads and so refuses when they are none. */
const NUMBERS = [
  [100, 108],
  [108, 116],
  [116, 124],
  [136, 148],
  [329, 337],
  [337, 345],
] as const;

/**
 * Reads a tar archive as CPython's `tarfile` does, chunk by chunk: the first zero block or bad header after the first member ends it,
 * names come from wherever Python takes them, and nothing is checked that Python does not check. This is not a reader for anything but
 * the question what the target would see.
 */
export class TargetTar {
  readonly #onMember: (member: TargetMember) => BodySink | undefined;
  readonly #limits: Limits;
  #phase: Phase = { kind: "header" };
  /** Header block or extended header that is being collected. */
  #collected = new Uint8Array(BLOCK_BYTES);
  #filled = 0;
  /** Bytes until the phase is over, for body and padding. */
  #missing = 0;
  #paddingBytes = 0;
  #members = 0;
  #extensions = 0;
  #extension: TargetExtension = {};
  #fault: TargetFault | undefined;

  constructor(
    onMember: (member: TargetMember) => BodySink | undefined,
    limits: Limits,
  ) {
    this.#onMember = onMember;
    this.#limits = limits;
  }

  /** True when nothing that follows matters any more. */
  get isDone(): boolean {
    return this.#phase.kind === "done";
  }

  /** True inside of a member that was asked for. */
  get isInsideWanted(): boolean {
    return this.#phase.kind === "body" && this.#phase.sink !== undefined;
  }

  /** True where an archive may end without a mark. */
  get isBetweenMembers(): boolean {
    return this.#phase.kind === "header" && this.#extensions === 0;
  }

  async push(chunk: Uint8Array): Promise<void> {
    let rest = chunk;
    while (rest.length > 0 && this.#phase.kind !== "done")
      rest = rest.subarray(await this.#take(rest));
  }

  /** Ends the input. @returns what kept the archive from being read as a whole */
  finish(): TargetFault | undefined {
    const { kind } = this.#phase;
    if (kind === "done") return this.#fault;
    if (kind === "header" && this.#extensions === 0)
      return this.#members === 0 ? refusal("it is empty") : undefined;
    if (this.#extensions > 0 || this.isInsideWanted)
      return refusal("it ends in the middle of a member");
    return unknown("it ends in the middle of a member that nobody asked for");
  }

  async #take(rest: Uint8Array): Promise<number> {
    const phase = this.#phase;
    if (phase.kind === "header" || phase.kind === "extension") {
      const part = rest.subarray(0, this.#collected.length - this.#filled);
      this.#collected.set(part, this.#filled);
      this.#filled += part.length;
      if (this.#filled === this.#collected.length) this.#endCollecting(phase);
      return part.length;
    }
    const part = rest.subarray(0, this.#missing);
    this.#missing -= part.length;
    if (phase.kind === "body") await phase.sink?.update(part);
    if (this.#missing > 0) return part.length;
    if (phase.kind === "body" && this.#paddingBytes > 0) {
      this.#missing = this.#paddingBytes;
      this.#phase = { kind: "padding" };
    } else this.#collect({ kind: "header" }, BLOCK_BYTES);
    return part.length;
  }

  #collect(phase: Phase, sizeBytes: number): void {
    this.#phase = phase;
    this.#collected = new Uint8Array(sizeBytes);
    this.#filled = 0;
  }

  #endCollecting(phase: Phase): void {
    const bytes = this.#collected;
    if (phase.kind === "extension") this.#readExtension(phase, bytes);
    else this.#readHeader(bytes);
  }

  #end(fault: TargetFault | undefined): void {
    this.#fault = fault;
    this.#phase = { kind: "done" };
  }

  /** A header that is none ends the archive, unless something has to follow. */
  #endAtNoHeader(why: string): void {
    const mustFollow = this.#members === 0 || this.#extensions > 0;
    this.#end(mustFollow ? refusal(why) : undefined);
  }

  #readHeader(block: Uint8Array): void {
    if (block.every((byte) => byte === 0)) {
      // An archive without members is one; an extended header without a member is not.
      this.#end(
        this.#extensions > 0
          ? refusal("an extended header is followed by nothing")
          : undefined,
      );
      return;
    }
    const stated = pythonNumber(block.subarray(148, 156));
    const sizeBytes = pythonNumber(block.subarray(124, 136));
    const numbers: PythonNumber[] = [
      stated,
      sizeBytes,
      ...NUMBERS.map(([from, to]) => pythonNumber(block.subarray(from, to))),
    ];
    if (typeof stated === "number" && !isPythonChecksum(block, stated))
      this.#endAtNoHeader("a header does not match its checksum");
    else if (numbers.includes("invalid"))
      this.#endAtNoHeader("a header has something else for a number");
    else if (numbers.includes("unclear") || typeof sizeBytes !== "number")
      this.#end(unknown("a header has a number of an odd form"));
    else this.#useHeader(block, sizeBytes);
  }

  #useHeader(block: Uint8Array, sizeBytes: number): void {
    const type = String.fromCharCode(block[156] ?? 0);
    switch (type) {
      case "S":
        this.#end(unknown("there is a sparse file"));
        return;
      case "L":
      case "K":
      case "x":
      case "X":
      case "g":
        this.#beginExtension(type, sizeBytes);
        return;
      default:
        this.#beginMember(type, block, sizeBytes);
    }
  }

  #beginExtension(type: string, sizeBytes: number): void {
    this.#extensions += 1;
    if (
      sizeBytes > this.#limits.maxTarMetaBytes ||
      this.#extensions > MAX_EXTENSIONS
    )
      this.#end(unknown("extended headers are beyond our limits"));
    else if (sizeBytes === 0) this.#collect({ kind: "header" }, BLOCK_BYTES);
    else
      this.#collect(
        { kind: "extension", type, sizeBytes },
        sizeBytes + paddingOf(sizeBytes),
      );
  }

  #readExtension(
    { type, sizeBytes }: Extract<Phase, { kind: "extension" }>,
    bytes: Uint8Array,
  ): void {
    this.#collect({ kind: "header" }, BLOCK_BYTES);
    // The outermost header is applied last, so what was said first counts.
    if (type === "L")
      this.#extension = { name: pythonText(bytes), ...this.#extension };
    if (type === "L" || type === "K") return;
    if (bytes.subarray(sizeBytes).some((byte) => byte !== 0)) {
      this.#end(unknown("something follows the records of a pax header"));
      return;
    }
    const read = readTargetPax(bytes.subarray(0, sizeBytes), type === "g");
    if ("outcome" in read) this.#end(read);
    else this.#extension = { ...read, ...this.#extension };
  }

  #beginMember(type: string, block: Uint8Array, headerSize: number): void {
    this.#members += 1;
    if (this.#members > this.#limits.maxTarMembers) {
      this.#end(unknown("it has more members than our limit"));
      return;
    }
    const ownName = pythonText(block.subarray(0, 100));
    const kind = kindOf(type, ownName);
    const prefix = pythonText(block.subarray(345, 500));
    const plainName = kind === "directory" ? withoutSlashes(ownName) : ownName;
    const fullName = prefix === "" ? plainName : `${prefix}/${plainName}`;
    const extended = this.#extension.name ?? fullName;
    const sizeBytes =
      kind === "file" ? (this.#extension.sizeBytes ?? headerSize) : 0;
    this.#extension = {};
    this.#extensions = 0;
    const sink = this.#onMember({
      name: kind === "directory" ? withoutSlashes(extended) : extended,
      kind,
      sizeBytes,
    });
    this.#beginBody(sizeBytes, sink);
  }

  #beginBody(sizeBytes: number, sink: BodySink | undefined): void {
    this.#missing = sizeBytes;
    this.#paddingBytes = paddingOf(sizeBytes);
    this.#collect({ kind: "header" }, BLOCK_BYTES);
    if (sizeBytes > 0) this.#phase = { kind: "body", sink };
  }
}

/** Regular files and types that Python does not know have content; the oldest form of a folder is a file with a slash at the end. */
function kindOf(type: string, name: string): TargetMember["kind"] {
  switch (type) {
    case "1":
    case "2":
      return "link";
    case "3":
    case "4":
    case "6":
      return "device";
    case "5":
      return "directory";
    case "\0":
      return name.endsWith("/") ? "directory" : "file";
    default:
      return "file";
  }
}

function withoutSlashes(name: string): string {
  return name.replace(/\/+$/, "");
}

function paddingOf(sizeBytes: number): number {
  return (BLOCK_BYTES - (sizeBytes % BLOCK_BYTES)) % BLOCK_BYTES;
}

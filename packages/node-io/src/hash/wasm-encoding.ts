/**
 * The few parts of WebAssembly's binary format that a small module needs (WebAssembly core specification 1.0,
 * chapter 5).
 */

/** Pages of the memory that a module shares with the threads, 64 KiB each. */
export interface MemoryPages {
  readonly initial: number;
  readonly maximum: number;
}

/** An unsigned number in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return [...bytes, rest];
}

/** A signed 32-bit number in LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  // The last byte's bit 6 is the sign.
  while (rest < -0x40 || rest >= 0x40) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>= 7;
  }
  return [...bytes, rest & 0x7f];
}

/** A count and the items. */
export function vector(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

/** A name in ASCII. */
export function name(text: string): number[] {
  return vector(Array.from(text, (letter) => [letter.charCodeAt(0)]));
}

/** A section of a module. */
export function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

/** Magic number and version. */
export const PREAMBLE: readonly number[] = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** A memory that several threads see, as import `env.memory`. */
export function importSharedMemory({
  initial,
  maximum,
}: MemoryPages): number[] {
  const shared = 0x03;
  const memory = [0x02, shared, ...unsigned(initial), ...unsigned(maximum)];
  return [...name("env"), ...name("memory"), ...memory];
}

/** Exports a function under a name. */
export function exportFunction(exported: string, index: number): number[] {
  return [...name(exported), 0x00, ...unsigned(index)];
}

/** Operation codes in use, all of 32-bit integers. */
export const OP = {
  loop: 0x03,
  end: 0x0b,
  branchIf: 0x0d,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  load: 0x28,
  store: 0x36,
  constant: 0x41,
  add: 0x6a,
  subtract: 0x6b,
  and: 0x71,
  or: 0x72,
  xor: 0x73,
  rotateLeft: 0x77,
  bulk: 0xfc,
} as const;

/** The type `i32`, and that of a block without a result. */
export const TYPE = { i32: 0x7f, none: 0x40, function: 0x60 } as const;

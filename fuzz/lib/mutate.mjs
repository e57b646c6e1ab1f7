const INTERESTING = [
  0, 1, 2, 7, 8, 15, 16, 31, 32, 63, 64, 100, 127, 128, 255, 256, 511, 512,
  1000, 1023, 1024, 4095, 4096, 8192, 32767, 32768, 65535, 65536, 1048575,
  0x7ffffffe, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff, 0x40000001,
];

const MAX_STACKED = 5;

/**
 * Makes inputs out of inputs. A mutation is a function of bytes, random numbers and the mutator; several
 * are stacked on one input.
 */
export class Mutator {
  #random;
  #maxBytes;
  #dictionary;
  #operations;
  #repair;

  /**
   * @param own - further mutations of the target: (bytes, random) => bytes
   * @param repair - puts right what would keep any changed input out, e.g. a checksum
   */
  constructor(
    random,
    { maxBytes, dictionary, own = [], repair = (bytes) => bytes },
  ) {
    this.#random = random;
    this.#repair = repair;
    this.#maxBytes = maxBytes;
    this.#dictionary = dictionary;
    const general = [
      this.#flipBit,
      this.#setByte,
      this.#setNumber,
      this.#addNumber,
      this.#deleteBlock,
      this.#duplicateBlock,
      this.#moveBlock,
      this.#overwriteWithWord,
      this.#insertWord,
      this.#cut,
    ].map((operation) => operation.bind(this));
    // What knows the format gets half of the tries.
    const bound = own.map(
      (operation) => (bytes) => operation(bytes, this.#random),
    );
    const repeats = own.length === 0 ? 0 : general.length / own.length;
    this.#operations = [
      ...general,
      ...bound.flatMap((operation) =>
        Array(Math.ceil(repeats)).fill(operation),
      ),
    ];
  }

  /** A changed copy of `bytes`; `other` lends a part now and then. */
  mutate(bytes, other) {
    let result = this.#random.oneIn(8) ? this.#splice(bytes, other) : bytes;
    const rounds = 1 << this.#random.below(MAX_STACKED);
    for (let i = 0; i < rounds; i += 1)
      result = this.#random.pick(this.#operations)(Uint8Array.from(result));
    const limited = Uint8Array.from(result.subarray(0, this.#maxBytes));
    const repaired = this.#repair(limited, this.#random);
    return repaired.length <= this.#maxBytes ? repaired : limited;
  }

  #splice(bytes, other) {
    const head = bytes.subarray(0, this.#random.below(bytes.length + 1));
    const tail = other.subarray(this.#random.below(other.length + 1));
    return join(head, tail);
  }

  #flipBit(bytes) {
    if (bytes.length > 0)
      bytes[this.#random.below(bytes.length)] ^= 1 << this.#random.below(8);
    return bytes;
  }

  #setByte(bytes) {
    if (bytes.length > 0)
      bytes[this.#random.below(bytes.length)] = this.#random.below(256);
    return bytes;
  }

  #setNumber(bytes) {
    return this.#number(bytes, () => this.#random.pick(INTERESTING));
  }

  #addNumber(bytes) {
    return this.#number(bytes, (old) => old + this.#random.below(71) - 35);
  }

  #number(bytes, change) {
    const size = 1 << this.#random.below(3);
    if (bytes.length < size) return bytes;
    const at = this.#random.below(bytes.length - size + 1);
    const little = this.#random.oneIn(3);
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, size);
    const bits = `Uint${8 * size}`;
    view[`set${bits}`](0, change(view[`get${bits}`](0, little)), little);
    return bytes;
  }

  #block(bytes) {
    const start = this.#random.below(bytes.length);
    const longest = Math.min(bytes.length - start, 1 << this.#random.below(11));
    return [start, start + 1 + this.#random.below(longest)];
  }

  #deleteBlock(bytes) {
    if (bytes.length < 2) return bytes;
    const [start, end] = this.#block(bytes);
    return join(bytes.subarray(0, start), bytes.subarray(end));
  }

  #duplicateBlock(bytes) {
    if (bytes.length === 0) return bytes;
    const [start, end] = this.#block(bytes);
    const at = this.#random.below(bytes.length + 1);
    return insert(bytes, at, bytes.subarray(start, end));
  }

  #moveBlock(bytes) {
    if (bytes.length === 0) return bytes;
    const [start, end] = this.#block(bytes);
    bytes.copyWithin(this.#random.below(bytes.length), start, end);
    return bytes;
  }

  #overwriteWithWord(bytes) {
    const word = this.#random.pick(this.#dictionary);
    if (bytes.length < word.length) return bytes;
    bytes.set(word, this.#random.below(bytes.length - word.length + 1));
    return bytes;
  }

  #insertWord(bytes) {
    const at = this.#random.below(bytes.length + 1);
    return insert(bytes, at, this.#random.pick(this.#dictionary));
  }

  #cut(bytes) {
    // Most of what matters is in front: cutting is rare, or nothing but stumps remains.
    return this.#random.oneIn(4)
      ? bytes.subarray(0, this.#random.below(bytes.length + 1))
      : bytes;
  }
}

/** Numbers and strings as the bytes that an input would have. */
export function dictionaryOf(constants) {
  return [...constants].flatMap((constant) =>
    typeof constant === "string" ? textWords(constant) : numberWords(constant),
  );
}

function textWords(text) {
  return text.length > 0 && text.length <= 32 ? [Buffer.from(text)] : [];
}

function numberWords(number) {
  if (!Number.isInteger(number) || number < 0 || number > 0xffffffff) return [];
  const size = number < 256 ? 1 : number < 65536 ? 2 : 4;
  return [...new Set([size, 4])].map((bytes) => bigEndian(number, bytes));
}

function bigEndian(number, bytes) {
  return Uint8Array.from(
    { length: bytes },
    (_, i) => number / 2 ** (8 * (bytes - 1 - i)),
  );
}

function insert(bytes, at, block) {
  return join(bytes.subarray(0, at), block, bytes.subarray(at));
}

function join(...parts) {
  return Uint8Array.from(Buffer.concat(parts));
}

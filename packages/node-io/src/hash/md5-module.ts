import {
  exportFunction,
  importSharedMemory,
  type MemoryPages,
  OP,
  PREAMBLE,
  section,
  signed,
  TYPE,
  unsigned,
  vector,
} from "./wasm-encoding.js";

/**
 * What an instance of {@link compileMd5} offers. A `state` is the address of four words, `data` that of whole
 * 64-byte blocks, both in the imported memory `env.memory`; `blocks` must not be 0.
 */
export interface Md5Exports {
  /** Takes blocks into one digest. */
  readonly one: (state: number, data: number, blocks: number) => void;
  /** Takes as many blocks into each of two digests, in little more time than into one. */
  readonly two: (
    stateA: number,
    dataA: number,
    stateB: number,
    dataB: number,
    blocks: number,
  ) => void;
}

/**
 * MD5's block function (RFC 1321 section 3.4) for one digest and for two at once. Each step of MD5 waits for the one
 * before, which leaves most of a core idle; a second digest fits into the gaps. The format asks for two over
 * every byte of a payload, the seal's and the RPM's own, and no library computes them side by side.
 */
export function compileMd5(memory: MemoryPages): WebAssembly.Module {
  const functions = [1, 2].map(blockFunction);
  return new WebAssembly.Module(
    Uint8Array.from([
      ...PREAMBLE,
      ...section(1, vector(functions.map(({ type }) => type))),
      ...section(2, vector([importSharedMemory(memory)])),
      ...section(3, vector(functions.map((_, index) => unsigned(index)))),
      ...section(
        7,
        vector([exportFunction("one", 0), exportFunction("two", 1)]),
      ),
      ...section(10, vector(functions.map(({ code }) => code))),
    ]),
  );
}

const ROUNDS = [
  { shifts: [7, 12, 17, 22], word: (step: number) => step },
  { shifts: [5, 9, 14, 20], word: (step: number) => 5 * step + 1 },
  { shifts: [4, 11, 16, 23], word: (step: number) => 3 * step + 5 },
  { shifts: [6, 10, 15, 21], word: (step: number) => 7 * step },
] as const;

const BLOCK_BYTES = 64;

const get = (local: number): number[] => [OP.get, ...unsigned(local)];
const set = (local: number): number[] => [OP.set, ...unsigned(local)];
const constant = (value: number): number[] => [OP.constant, ...signed(value)];
/** Addresses need not be aligned: payloads begin anywhere. */
const load = (address: number, offset: number): number[] => [
  ...[...get(address), OP.load, 0],
  ...unsigned(offset),
];
const store = (address: number, offset: number, value: number): number[] => [
  ...[...get(address), ...get(value), OP.store, 2],
  ...unsigned(offset),
];

/** The local variables of one digest. */
interface Lane {
  readonly state: number;
  readonly data: number;
  /** A, B, C and D. */
  readonly words: readonly [number, number, number, number];
  /** The same at the start of the block. */
  readonly before: readonly [number, number, number, number];
}

/** Takes blocks into so many digests at once, step by step in turns. */
function blockFunction(laneCount: number): { type: number[]; code: number[] } {
  const blocks = 2 * laneCount;
  const parameters = blocks + 1;
  const lanes = Array.from({ length: laneCount }, (_, i): Lane => {
    const first = parameters + 8 * i;
    return {
      state: 2 * i,
      data: 2 * i + 1,
      words: [first, first + 1, first + 2, first + 3],
      before: [first + 4, first + 5, first + 6, first + 7],
    };
  });
  const body = [
    ...lanes.flatMap(({ state, words }) =>
      words.flatMap((word, i) => [...load(state, 4 * i), ...set(word)]),
    ),
    ...[OP.loop, TYPE.none],
    ...lanes.flatMap(({ words, before }) =>
      words.flatMap((word, i) => [...get(word), ...set(before[i] ?? 0)]),
    ),
    ...Array.from({ length: 64 }, (_, step) =>
      lanes.flatMap((lane) => oneStep(lane, step)),
    ).flat(),
    ...lanes.flatMap(endOfBlock),
    ...[
      ...get(blocks),
      ...constant(1),
      OP.subtract,
      OP.tee,
      ...unsigned(blocks),
    ],
    ...[OP.branchIf, 0, OP.end],
    ...lanes.flatMap(({ state, words }) =>
      words.flatMap((word, i) => store(state, 4 * i, word)),
    ),
    OP.end,
  ];
  const locals = vector([[...unsigned(8 * laneCount), TYPE.i32]]);
  return {
    type: [
      TYPE.function,
      ...vector(new Array<number[]>(parameters).fill([TYPE.i32])),
      ...vector([]),
    ],
    code: [...unsigned(locals.length + body.length), ...locals, ...body],
  };
}

/** a = b + ((a + f(b, c, d) + X[k] + T[step]) <<< s), with the roles of the words rotating. */
function oneStep({ words, data }: Lane, step: number): number[] {
  const round = ROUNDS[step >> 4] ?? ROUNDS[0];
  const at = (role: number): number => words[(role - step) & 3] ?? 0;
  const [a, b, c, d] = [at(0), at(1), at(2), at(3)];
  const sine = Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32) | 0;
  return [
    ...[...get(a), ...load(data, 4 * (round.word(step) % 16)), OP.add],
    ...[...constant(sine), OP.add],
    ...addMix(step >> 4, b, c, d),
    ...constant(round.shifts[step & 3] ?? 0),
    ...[OP.rotateLeft, ...get(b), OP.add, ...set(a)],
  ];
}

/** Adds the round's function, written so that as little as possible waits for `b`, which comes last. */
function addMix(round: number, b: number, c: number, d: number): number[] {
  const notD = [...get(d), ...constant(-1), OP.xor];
  switch (round) {
    case 0:
      return [
        ...[...get(c), ...get(d), OP.xor, ...get(b), OP.and],
        ...[...get(d), OP.xor, OP.add],
      ];
    case 1:
      // The two halves have no bit in common, so adding is as good as "or".
      return [
        ...[...notD, ...get(c), OP.and, OP.add],
        ...[...get(d), ...get(b), OP.and, OP.add],
      ];
    case 2:
      return [...get(c), ...get(d), OP.xor, ...get(b), OP.xor, OP.add];
    default:
      return [...notD, ...get(b), OP.or, ...get(c), OP.xor, OP.add];
  }
}

function endOfBlock({ words, before, data }: Lane): number[] {
  return [
    ...words.flatMap((word, i) => [
      ...[...get(word), ...get(before[i] ?? 0), OP.add],
      ...set(word),
    ]),
    ...[...get(data), ...constant(BLOCK_BYTES), OP.add, ...set(data)],
  ];
}

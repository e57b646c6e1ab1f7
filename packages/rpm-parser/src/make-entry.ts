import { TYPE } from "./entry-type.js";
import type { HeaderEntry } from "./entry-index.js";

const UTF8 = new TextEncoder();

/** Builders of index entries in the types the writers need; text must be ASCII (hex is). */
export const makeEntry = {
  string(tag: number, text: string): HeaderEntry {
    return { tag, type: TYPE.string, count: 1, data: UTF8.encode(`${text}\0`) };
  },

  /** @param data - `count` strings, each with its NUL */
  stringArray(tag: number, count: number, data: Uint8Array): HeaderEntry {
    return { tag, type: TYPE.stringArray, count, data };
  },

  int32(tag: number, value: number): HeaderEntry {
    const data = new Uint8Array(4);
    new DataView(data.buffer).setUint32(0, value);
    return { tag, type: TYPE.int32, count: 1, data };
  },

  int64(tag: number, value: number): HeaderEntry {
    const data = new Uint8Array(8);
    new DataView(data.buffer).setBigUint64(0, BigInt(value));
    return { tag, type: TYPE.int64, count: 1, data };
  },

  bin(tag: number, data: Uint8Array): HeaderEntry {
    return { tag, type: TYPE.bin, count: data.length, data };
  },
} as const;

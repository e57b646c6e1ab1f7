import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { compileMd5, type Md5Exports } from "../../src/hash/md5-module.js";

const PAGES = { initial: 4, maximum: 4 };
const memory = new WebAssembly.Memory({ ...PAGES, shared: true });
const bytes = new Uint8Array(memory.buffer);
const { one, two } = new WebAssembly.Instance(compileMd5(PAGES), {
  env: { memory },
}).exports as unknown as Md5Exports;

const START = Buffer.from("0123456789abcdeffedcba9876543210", "hex");
const STATE_A = 0;
const STATE_B = 16;
const DATA = 64;

/** A message of whole blocks, padded by hand: RFC 1321 section 3. */
function padded(message: Uint8Array): Uint8Array {
  const result = new Uint8Array(message.length + 64);
  result.set(message);
  result[message.length] = 0x80;
  const bits = new DataView(result.buffer, result.length - 8);
  bits.setBigUint64(0, BigInt(message.length) * 8n, true);
  return result;
}

function state(address: number): string {
  return Buffer.from(bytes.slice(address, address + 16)).toString("hex");
}

function expected(message: Uint8Array): string {
  return createHash("md5").update(message).digest("hex");
}

const blocks = fc
  .integer({ min: 0, max: 40 })
  .chain((count) =>
    fc.uint8Array({ minLength: 64 * count, maxLength: 64 * count }),
  );

describe("the block function of MD5", () => {
  it("computes one digest as node:crypto does, from any address", () => {
    fc.assert(
      fc.property(blocks, fc.nat(63), (message, shift) => {
        bytes.set(START, STATE_A);
        bytes.set(padded(message), DATA + shift);
        one(STATE_A, DATA + shift, message.length / 64 + 1);
        expect(state(STATE_A)).toBe(expected(message));
      }),
    );
  });

  it("computes two digests at once, of different bytes or the same", () => {
    fc.assert(
      fc.property(blocks, fc.nat(255), (message, xor) => {
        const other = message.map((byte) => byte ^ xor);
        const dataB = DATA + message.length + 64 + 1;
        bytes.set(START, STATE_A);
        bytes.set(START, STATE_B);
        bytes.set(padded(message), DATA);
        bytes.set(padded(other), dataB);
        two(STATE_A, DATA, STATE_B, dataB, message.length / 64 + 1);
        expect(state(STATE_A)).toBe(expected(message));
        expect(state(STATE_B)).toBe(expected(other));
      }),
    );
  });
});

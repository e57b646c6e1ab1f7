import { describe, expect, it } from "@jest/globals";
import { fromHex, toHex } from "../src/bytes.js";

describe("fromHex", () => {
  const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);

  it("reads each byte, in either case", () => {
    expect(fromHex(toHex(every))).toEqual(every);
    expect(fromHex(toHex(every).toUpperCase())).toEqual(every);
  });

  it("reads nothing from nothing", () => {
    expect(fromHex("")).toEqual(new Uint8Array(0));
  });
});

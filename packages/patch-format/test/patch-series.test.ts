import { describe, expect, it } from "@jest/globals";
import { patchIdOf, patchNumberOf } from "../src/index.js";

const SERIES = { prefix: "STX", release: "20.06" };

describe("the id of a number", () => {
  it.each([
    [1, "STX_20.06_PATCH_0001"],
    [42, "STX_20.06_PATCH_0042"],
    [9999, "STX_20.06_PATCH_9999"],
  ])("has four digits: %d", (number, id) => {
    expect(patchIdOf(SERIES, number)).toBe(id);
    expect(patchNumberOf(SERIES, id)).toBe(number);
  });

  it.each([
    ["ID_NUMBERS_EXHAUSTED", SERIES, 10_000],
    ["ID_INVALID", { prefix: "../STX", release: "20.06" }, 1],
    ["ID_INVALID", { prefix: "", release: "20.06" }, 1],
    ["ID_INVALID", { prefix: "STX", release: "20.06/x" }, 1],
    ["ID_INVALID", { prefix: "STX", release: "" }, 1],
    ["ID_INVALID", { prefix: "S".repeat(100), release: "20.06" }, 1],
  ])("is refused with %s for %j, %d", (code, series, number) => {
    expect(() => patchIdOf(series, number)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe("the number of an id", () => {
  it.each(["STX_20.07_PATCH_0001", "NDP_20.06_PATCH_0001", "README", ""])(
    "is unknown for another series: %s",
    (id) => {
      expect(patchNumberOf(SERIES, id)).toBeUndefined();
    },
  );

  it.each(["0000", "1", "00001", "0001~", "", "1e3 ", "+001"])(
    "is refused when it is %j",
    (digits) => {
      expect(() => patchNumberOf(SERIES, `STX_20.06_PATCH_${digits}`)).toThrow(
        expect.objectContaining({ code: "ID_INVALID" }),
      );
    },
  );
});

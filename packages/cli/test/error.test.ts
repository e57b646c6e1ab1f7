import { describe, expect, it } from "@jest/globals";
import { internalError } from "../src/error.js";

describe("an error that nobody foresaw", () => {
  // With `ulimit -n 40` Node cannot read the program's own modules; that was reported as a bug of ours.
  it.each([
    ["EMFILE", "IO_TOO_MANY_OPEN"],
    ["ENFILE", "IO_TOO_MANY_OPEN"],
    ["ENOENT", "CLI_INTERNAL"],
    [undefined, "CLI_INTERNAL"],
  ])("is our bug, unless the system ran out of files: %s", (code, shown) => {
    const error = Object.assign(new Error("what happened"), { code });
    expect(internalError(error).code).toBe(shown);
  });
});

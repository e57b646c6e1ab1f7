import { describe, expect, it } from "@jest/globals";

import { requireTool, toolAvailable } from "../src/tools.js";

describe("toolAvailable", () => {
  it("finds an executable on the search path", () => {
    expect(toolAvailable("node")).toBe(true);
  });

  it("does not find what is not there", () => {
    expect(toolAvailable("no-such-program-here")).toBe(false);
  });
});

describe("requireTool", () => {
  it("names the missing tool and the way to get it", () => {
    expect(() => {
      requireTool("no-such-program-here");
    }).toThrow(/no-such-program-here.*scripts\/setup\.sh/);
  });
});

import { oraclesRequired, requireTool, toolAvailable } from "./tools.js";

/** The part of Jest that is used; its globals exist only while tests run, so they are looked up late. */
interface JestGlobals {
  describe: {
    (name: string, body: () => void): void;
    skip(name: string, body: () => void): void;
  };
  it(name: string, body: () => void): void;
}

/**
 * A `describe` for tests that ask a real tool. Without the tool the tests are skipped where everybody sees
 * it, or, when `STX_PATCH_REQUIRE_ORACLES` is set as in CI, fail.
 *
 * @param tools - one executable or several that are all needed
 */
export function describeWithTool(
  tools: string | readonly string[],
  name: string,
  body: () => void,
): void {
  const jest = globalThis as unknown as JestGlobals;
  const missing = [tools].flat().filter((tool) => !toolAvailable(tool));
  if (missing.length === 0) {
    jest.describe(name, body);
  } else if (oraclesRequired()) {
    jest.describe(name, () => {
      jest.it(`needs ${missing.join(", ")}`, () => {
        missing.forEach(requireTool);
      });
    });
  } else {
    jest.describe.skip(`${name} (not installed: ${missing.join(", ")})`, body);
  }
}

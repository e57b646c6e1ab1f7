import { jestGlobals } from "./jest-globals.js";
import { oraclesRequired, requireTool, toolAvailable } from "./tools.js";

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
  const jest = jestGlobals();
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

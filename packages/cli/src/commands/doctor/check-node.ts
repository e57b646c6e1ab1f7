import { CliError } from "../../error.js";
import type { Check } from "./check.js";

/** As "engines" in package.json has it. */
const OLDEST = [20, 19];

/** Whether Node.js is new enough. @throws CliError CLI_NODE_TOO_OLD */
export function checkNode(version: string): Check[] {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor))
    throw new CliError("CLI_NODE_TOO_OLD", `Node.js ${version}`);
  return [{ state: "ok", subject: "Node.js", text: version }];
}

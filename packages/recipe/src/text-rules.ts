import {
  isPersonality,
  isRetiredPersonality,
  patchIdProblem,
  PERSONALITIES,
} from "@stx-patch/patch-format";
import type { TextRule } from "./node-reader.js";

/** Longer than any name of a package or of a branch. */
const MAX_NAME = 200;

/** A patch id or a release: both become part of file names. */
export const idRule: TextRule = patchIdProblem;

/** NAME of a package. */
export const packageNameRule: TextRule = (text) =>
  matches(text, /^[A-Za-z0-9_][A-Za-z0-9+._-]*$/, "a package's name");

/** Architecture of a package. */
export const architectureRule: TextRule = (text) =>
  matches(text, /^[A-Za-z0-9_]+$/, "an architecture");

/** A tag or branch. It becomes an argument of programs, so it must not look like an option. */
export const contextRule: TextRule = (text) =>
  matches(text, /^[A-Za-z0-9_@/.][A-Za-z0-9_@/.+-]*$/, "a tag or branch");

/** Path of a script; it may be anywhere, as on a command line. */
export const pathRule: TextRule = (text) =>
  // eslint-disable-next-line no-control-regex -- a path with a NUL names no file
  matches(text, /^[^\u0000-\u001f]+$/, "a path", 4096);

/** A node type that current releases know. */
export const personalityRule: TextRule = (text) => {
  if (isPersonality(text)) return undefined;
  return isRetiredPersonality(text)
    ? `${text} was renamed in 2018: say ${text.replace("compute", "worker")}`
    : `is one of ${PERSONALITIES.join(", ")}, got ${JSON.stringify(text.slice(0, 80))}`;
};

function matches(
  text: string,
  pattern: RegExp,
  what: string,
  maxLength = MAX_NAME,
): string | undefined {
  if (text.length <= maxLength && pattern.test(text)) return undefined;
  return `is ${what}, got ${JSON.stringify(text.slice(0, 80))}`;
}

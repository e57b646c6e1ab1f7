import { isCodedError } from "@stx-patch/core";
import { parseLimits } from "../world/limits.js";
import { ConfigError } from "./error.js";
import type { Setting } from "./settings.js";

/**
 * The value of an environment variable as the words that its option would get; several are separated by colons, as in PATH.
 *
 * @throws ConfigError CONFIG_VALUE
 */
export function variableWords(
  { variable, option }: Setting,
  text: string,
): string[] {
  const { value, readsVariable } = option.setting ?? {};
  const words =
    option.kind === "list"
      ? text.split(":").filter((each) => each !== "")
      : [text];
  // Who reads a variable by himself says what is wrong with it.
  if (readsVariable === true) return words;
  const fail = (what: string): never => {
    throw new ConfigError(
      "CONFIG_VALUE",
      `${variable} takes ${what}, got ${JSON.stringify(text)}`,
    );
  };
  const { choices } = option;
  if (words.length === 0) fail("at least one value");
  if (option.kind === "flag")
    return [switchWord(text) ?? fail("true or false")];
  if (choices?.includes(text) === false) fail(choices.join(" or "));
  if (value === "number" && !/^[0-9]{1,15}$/.test(text)) fail("a whole number");
  if (value === "limits") assertLimits(variable, words);
  return value === "folder" ? [`${text}/`] : words;
}

function switchWord(text: string): string | undefined {
  if (/^(?:1|true)$/i.test(text)) return "true";
  return /^(?:0|false)$/i.test(text) ? "false" : undefined;
}

function assertLimits(variable: string, words: readonly string[]): void {
  try {
    parseLimits(words);
  } catch (error) {
    if (!isCodedError(error)) throw error;
    const { message, remedy } = error;
    throw new ConfigError("CONFIG_VALUE", `${variable}: ${message}`, {
      remedy,
      cause: error,
    });
  }
}

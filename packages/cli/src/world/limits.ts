import {
  DEFAULT_LIMITS,
  LIMITS,
  nearestName,
  type Limits,
} from "@stx-patch/core";
import { CliError } from "../error.js";

const FACTORS: Readonly<Record<string, number>> = {
  "": 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
};

/**
 * The limits that `--limit NAME=VALUE` options make of the defaults; of a name that comes twice the last value counts.
 *
 * @throws CliError CLI_LIMIT_UNKNOWN, CLI_LIMIT_VALUE
 */
export function parseLimits(options: readonly string[]): Limits {
  const changes = options.map((option) => {
    const split = option.indexOf("=");
    const name = split < 0 ? option : option.slice(0, split);
    assertLimit(name);
    return [name, parseValue(name, split < 0 ? "" : option.slice(split + 1))];
  });
  return { ...DEFAULT_LIMITS, ...Object.fromEntries(changes) } as Limits;
}

/**
 * The limits that a program's numbers make of the defaults; what is undefined changes nothing.
 *
 * @throws CliError CLI_LIMIT_UNKNOWN, CLI_LIMIT_VALUE
 */
export function limitsFrom(numbers: Partial<Limits> = {}): Limits {
  const changes = Object.entries(numbers).filter(
    ([, value]: [string, unknown]) => value !== undefined,
  );
  for (const [name, value] of changes) {
    assertLimit(name);
    // Nothing is larger than NaN: as a limit it would be none.
    if (!isLimit(value))
      throw new CliError(
        "CLI_LIMIT_VALUE",
        `limit ${name}: expected a whole number from 1 to ${Number.MAX_SAFE_INTEGER}, got ${String(value)}`,
      );
  }
  return { ...DEFAULT_LIMITS, ...Object.fromEntries(changes) };
}

function isLimit(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

function assertLimit(name: string): void {
  if (Object.hasOwn(LIMITS, name)) return;
  const near = nearestName(name, Object.keys(LIMITS));
  throw new CliError(
    "CLI_LIMIT_UNKNOWN",
    `there is no limit ${JSON.stringify(name)}`,
    near === undefined ? {} : { remedy: `Did you mean ${near}?` },
  );
}

function parseValue(name: string, text: string): number {
  const [, digits, suffix = ""] = /^([0-9]{1,15})([KMGT]?)$/i.exec(text) ?? [];
  const value = Number(digits) * (FACTORS[suffix.toUpperCase()] ?? 1);
  if (digits === undefined || !isLimit(value))
    throw new CliError(
      "CLI_LIMIT_VALUE",
      `limit ${name}: expected a number such as 5000, 8M or 2G, got ${JSON.stringify(text)}`,
    );
  return value;
}

import { dirname } from "node:path";
import type { Io } from "../world/io.js";
import type { ConfigFile } from "./config-file.js";
import { ConfigError } from "./error.js";
import type { Setting } from "./settings.js";
import { isTrustedProject } from "./is-trusted-project.js";
import { variableWords } from "./variable-words.js";

/** Where a value that nobody gave on the command line comes from. */
export type Origin =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "file"; readonly file: ConfigFile; readonly line: number };

/** A setting's value. */
export interface ConfiguredSetting {
  readonly setting: Setting;
  readonly words: readonly string[];
  readonly origin: Origin;
  /** A project says it that may not: the value does not count. */
  readonly refused: boolean;
}

/** How near to the command an option is said: 0 on its line, 1 in the environment, then file by file. */
type Nearness = number | undefined;

/**
 * The settings that count: of each the nearest value, unless something nearer says the same in another way.
 *
 * @param isGiven - whether the command line has an option
 * @param files - nearest first
 * @throws ConfigError CONFIG_VALUE for an environment variable that cannot be used
 */
export function resolveSettings(
  settings: readonly Setting[],
  isGiven: (option: string) => boolean,
  files: readonly ConfigFile[],
  io: Pick<Io, "env" | "cwd">,
): ConfiguredSetting[] {
  const nearness = (option: string): Nearness => {
    if (isGiven(option)) return 0;
    const own = settings.filter((each) => each.option.name === option);
    const all = own.map((each) => nearestValue(each, files, io)?.nearness);
    return all.find((each) => each !== undefined);
  };
  return settings.flatMap((setting): ConfiguredSetting[] => {
    const { besides = [] } = setting.option.setting ?? {};
    // What is given needs no other value, so no other one can be wrong.
    if (isGiven(setting.option.name)) return [];
    const value = nearestValue(setting, files, io);
    if (value === undefined) return [];
    const isOutdone = besides.some(
      (other) => (nearness(other) ?? Infinity) < value.nearness,
    );
    if (isOutdone) return [];
    return [
      {
        setting,
        ...value,
        refused: isRefused(setting, value.origin, files, io),
      },
    ];
  });
}

interface NearestValue {
  readonly nearness: number;
  readonly words: readonly string[];
  readonly origin: Origin;
}

function nearestValue(
  setting: Setting,
  files: readonly ConfigFile[],
  { env }: Pick<Io, "env">,
): NearestValue | undefined {
  const { name, variable } = setting;
  const text = env[variable];
  if (text !== undefined && text !== "")
    return {
      nearness: 1,
      words: variableWords(setting, text),
      origin: { kind: "variable", name: variable },
    };
  for (const [i, file] of files.entries()) {
    const value = file.values.get(name);
    if (value !== undefined)
      return {
        nearness: 2 + i,
        words: value.words,
        origin: { kind: "file", file, line: value.line },
      };
  }
  return undefined;
}

function isRefused(
  { option }: Setting,
  origin: Origin,
  files: readonly ConfigFile[],
  io: Pick<Io, "env" | "cwd">,
): boolean {
  return (
    option.setting?.guarded === true &&
    origin.kind === "file" &&
    origin.file.kind === "project" &&
    !isTrustedProject(origin.file, files, io)
  );
}

/** What to say of a value that does not count, for a user whose own configuration is at `userFile`. */
export function refusal(
  { setting, origin }: ConfiguredSetting,
  userFile: string,
): ConfigError {
  const folder =
    origin.kind === "file" ? dirname(origin.file.path) : setting.name;
  return new ConfigError(
    "CONFIG_PROJECT_UNTRUSTED",
    `${originText(origin)}: ${setting.name} decides who is trusted, who signs or how much is read, and nobody said that this project may`,
    {
      remedy: `Look at the file. If it may, write trusted-projects: [${JSON.stringify(folder)}] into ${userFile}, or name the file with --config; --no-config reads none.`,
    },
  );
}

/** An origin in words: a variable's name, or a file and a line. */
export function originText(origin: Origin): string {
  return origin.kind === "variable"
    ? origin.name
    : `${origin.file.path}:${origin.line}`;
}

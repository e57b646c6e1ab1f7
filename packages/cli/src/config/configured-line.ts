import type { CommandSpec } from "../command-line/option.js";
import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import { Problems } from "../problems.js";
import type { Io } from "../world/io.js";
import { loadConfiguration } from "./load-configuration.js";
import { userFile, type ConfigChoice } from "./places.js";
import {
  originText,
  refusal,
  resolveSettings,
  type ConfiguredSetting,
} from "./resolve.js";
import { settingsOf } from "./settings.js";

/**
 * A command line with the configured values of what it does not say.
 *
 * @throws Problems; ConfigError; CliError CLI_OPTIONS_CONFLICT
 */
export async function configuredLine(
  line: ParsedLine,
  spec: CommandSpec,
  io: Io,
): Promise<ParsedLine> {
  const choice = configChoice(line);
  const settings = settingsOf(spec);
  if (settings.length === 0) return line;
  const files = await loadConfiguration(choice, io);
  for (const { path } of files) io.log.step(`configuration: ${path}`);
  const isGiven = (name: string): boolean =>
    line.flag(name) || line.list(name).length > 0;
  const found = resolveSettings(settings, isGiven, files, io);
  for (const { setting, origin } of found)
    io.log.step(`--${setting.option.name} from ${originText(origin)}`);
  const refused = found.filter((each) => each.refused);
  if (refused.length > 0)
    throw new Problems(refused.map((each) => refusal(each, userFile(io.env))));
  return found.length === 0 ? line : withConfigured(line, found);
}

/** Which files a command line asks for. @throws CliError CLI_OPTIONS_CONFLICT */
export function configChoice(line: ParsedLine): ConfigChoice {
  const file = line.text("config");
  const none = line.flag("no-config");
  if (none && file !== undefined)
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      "--config and --no-config contradict each other",
    );
  return { file, none };
}

function withConfigured(
  line: ParsedLine,
  found: readonly ConfiguredSetting[],
): ParsedLine {
  const byOption = new Map(
    found
      // Who reads a variable by himself finds it where it is.
      .filter(({ setting, origin }) => !isLeft(setting.option.setting, origin))
      .map((each) => [each.setting.option.name, each]),
  );
  const words = (name: string): readonly string[] =>
    byOption.get(name)?.words ?? [];
  const list = (name: string): readonly string[] => {
    const given = line.list(name);
    return given.length > 0 ? given : words(name);
  };
  return {
    text: (name) => list(name).at(-1),
    list,
    flag: (name) => line.flag(name) || words(name).at(-1) === "true",
    origin: (name) => {
      const configured = byOption.get(name);
      return configured === undefined
        ? undefined
        : originText(configured.origin);
    },
    positionals: line.positionals,
  };
}

function isLeft(
  setting: ConfiguredSetting["setting"]["option"]["setting"],
  origin: ConfiguredSetting["origin"],
): boolean {
  return setting?.readsVariable === true && origin.kind === "variable";
}

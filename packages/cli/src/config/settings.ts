import type { CommandSpec, OptionSpec } from "../command-line/option.js";
import { TRUSTED_PROJECTS } from "./trusted-projects.js";

/** A setting: what an option's declaration makes of it. */
export interface Setting {
  /** Name in a file. */
  readonly name: string;
  readonly variable: string;
  readonly option: OptionSpec;
}

/** A setting and the commands that take it. */
export interface KnownSetting extends Setting {
  readonly commands: readonly string[];
}

/** The settings that count for a command; of drop-ins none, which take what the originals took. */
export function settingsOf(spec: CommandSpec): Setting[] {
  if (spec.syntax !== "modern") return [];
  return [...spec.options, ...(spec.settings ?? [])].flatMap(settingsOfOption);
}

/** All settings there are, in the order of the commands' options. */
export async function allSettings(): Promise<KnownSetting[]> {
  const { COMMANDS } = await import("../commands/registry.js");
  const known = new Map<string, KnownSetting>();
  for (const { spec: load } of Object.values(COMMANDS)) {
    const spec = await load();
    for (const setting of settingsOf(spec)) {
      const { commands, ...first } = known.get(setting.name) ?? {
        ...setting,
        commands: [],
      };
      const all = [...new Set([...commands, spec.name])];
      known.set(setting.name, { ...first, commands: all });
    }
  }
  const own = settingsOfOption(TRUSTED_PROJECTS);
  return [
    ...known.values(),
    ...own.map((setting) => ({ ...setting, commands: [] })),
  ];
}

/** The setting of an option that has one. */
export function settingsOfOption(option: OptionSpec): Setting[] {
  const { setting } = option;
  if (setting === undefined) return [];
  const name = setting.name ?? option.name;
  const variable =
    setting.variable ?? `STX_PATCH_${name.toUpperCase().replaceAll("-", "_")}`;
  return [{ name, variable, option }];
}

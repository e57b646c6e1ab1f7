import type { CommandSpec, OptionSpec, ValueKind } from "./option.js";

/** Placeholders that say by themselves what stands for them. */
const BY_PLACEHOLDER: Readonly<Record<string, ValueKind>> = {
  FILE: "file",
  PATH: "file",
  SCRIPT: "file",
  DIR: "folder",
  RPM: "rpm",
  PATCH: "patch",
  BEFORE: "patch",
  AFTER: "patch",
  RECIPE: "recipe",
  "RECIPE.xml": "recipe",
};

/** What can stand at a place of a command line. */
export interface PossibleValues {
  /** Names on the disk. */
  readonly kind: ValueKind | undefined;
  readonly words: readonly string[];
}

/** What an option's value can be. */
export function valuesOf({
  placeholder = "",
  values,
  choices,
  suggestions,
}: OptionSpec): PossibleValues {
  const { kind, words } = fromPlaceholder(placeholder);
  return { kind: values ?? kind, words: choices ?? suggestions ?? words };
}

/** What the positional arguments can be, one after the other; the last one repeats when `repeats` is true. */
export function positionalsOf({ positionals }: CommandSpec): {
  readonly places: readonly PossibleValues[];
  readonly repeats: boolean;
} {
  if (positionals === undefined) return { places: [], repeats: false };
  const { placeholder, values } = positionals;
  const places = placeholder.split(" ").map(fromPlaceholder);
  return {
    places: places.map(({ kind, words }) => ({ kind: values ?? kind, words })),
    repeats: placeholder.includes("..."),
  };
}

/** `[RPM...]` is what RPM is, `Y|N` is one of two words. */
function fromPlaceholder(placeholder: string): PossibleValues {
  const name = placeholder.replace("[ROLE=]", "").replace(/[[\]]|\.\.\./g, "");
  return {
    kind: BY_PLACEHOLDER[name],
    words: name.includes("|") ? name.split("|") : [],
  };
}

/** How the names of a kind of files end, as shells offer them; none: any. */
export const FILE_ENDINGS: Readonly<Record<ValueKind, readonly string[]>> = {
  file: [],
  folder: [],
  patch: ["patch"],
  rpm: ["rpm"],
  pem: ["pem", "crt", "cer", "der", "key", "priv", "pub", "py"],
  recipe: ["xml", "yaml", "yml"],
};

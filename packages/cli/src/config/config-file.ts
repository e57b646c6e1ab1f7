import type { ConfigPlace } from "./places.js";

/** A value of a setting, as the words that its option would get. */
export interface ConfiguredValue {
  /** At least one; of a switch `true` or `false`. */
  readonly words: readonly string[];
  /** Where it begins, counted from 1. */
  readonly line: number;
}

/** A configuration file that was read. */
export interface ConfigFile extends ConfigPlace {
  readonly values: ReadonlyMap<string, ConfiguredValue>;
}

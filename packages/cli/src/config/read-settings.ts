import { dirname } from "node:path";
import type { RecipeNode } from "@stx-patch/recipe";
import { nearestName } from "@stx-patch/core";
import type { Io } from "../world/io.js";
import type { ConfiguredValue } from "./config-file.js";
import { configError, ConfigError } from "./error.js";
import type { ConfigPlace } from "./places.js";
import type { Setting } from "./settings.js";
import { invalid, wordFor, wordsOf } from "./setting-words.js";

/** The settings of a file, and everything that is wrong with them. */
export interface ReadSettings {
  readonly values: Map<string, ConfiguredValue>;
  readonly problems: readonly ConfigError[];
}

/** Takes the settings out of what the YAML says: each name is known, each value of the type that its option takes. */
export function readSettings(
  root: RecipeNode,
  { path, kind }: ConfigPlace,
  known: readonly Setting[],
  env: Io["env"],
): ReadSettings {
  const values = new Map<string, ConfiguredValue>();
  const problems: ConfigError[] = [];
  const place = { path, folder: dirname(path), home: env["HOME"] };
  if (root.kind !== "map")
    return {
      values,
      problems: [
        invalid(path, root, `expected NAME: VALUE, got ${wordFor(root)}`),
      ],
    };
  for (const [name, node] of root.entries) {
    const setting = known.find((each) => each.name === name);
    try {
      if (setting === undefined) throw unknown(path, node.line, name, known);
      if (name === "trusted-projects" && kind === "project")
        throw invalid(
          path,
          node,
          `${name}: a project cannot say that it is trusted`,
        );
      const words = wordsOf(setting, node, place);
      values.set(name, { words, line: node.line });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(error);
    }
  }
  return { values, problems };
}

function unknown(
  path: string,
  line: number,
  name: string,
  known: readonly Setting[],
): ConfigError {
  const near = nearestName(
    name.toLowerCase().replaceAll("_", "-"),
    known.map((each) => each.name),
  );
  return configError(
    "CONFIG_UNKNOWN",
    path,
    line,
    `there is no setting ${JSON.stringify(name.slice(0, 80))}`,
    near === undefined ? {} : { remedy: `Did you mean ${near}?` },
  );
}

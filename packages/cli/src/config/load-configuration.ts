import { ProblemList } from "../problems.js";
import type { Io } from "../world/io.js";
import type { ConfigFile } from "./config-file.js";
import { configPlaces, type ConfigChoice } from "./places.js";
import { allSettings } from "./settings.js";

/**
 * Reads the configuration files that count, nearest first. Where there is none, nothing is loaded for it.
 *
 * @throws Problems with all that is wrong with all of them
 */
export async function loadConfiguration(
  choice: ConfigChoice,
  io: Pick<Io, "env" | "cwd">,
): Promise<ConfigFile[]> {
  const places = configPlaces(choice, io);
  if (places.length === 0) return [];
  const { readConfigFile } = await import("./read-config-file.js");
  const known = await allSettings();
  const problems = new ProblemList();
  const files: ConfigFile[] = [];
  for (const place of places) {
    const file = await problems.attempt(() => readConfigFile(place, known, io));
    if (file !== undefined) files.push(file);
  }
  problems.throwIfAny();
  return files;
}

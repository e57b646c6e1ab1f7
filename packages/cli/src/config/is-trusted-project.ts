import { realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Io } from "../world/io.js";
import type { ConfigFile } from "./config-file.js";
import type { ConfigPlace } from "./places.js";
import { settingsOfOption } from "./settings.js";
import { TRUSTED_PROJECTS } from "./trusted-projects.js";

/** Whether a user's or the system's configuration names the directory of a project's file. */
export function isTrustedProject(
  { path }: ConfigPlace,
  files: readonly ConfigFile[],
  { env, cwd }: Pick<Io, "env" | "cwd">,
): boolean {
  const folder = realPath(dirname(path));
  const [setting] = settingsOfOption(TRUSTED_PROJECTS);
  const named = (env[setting?.variable ?? ""] ?? "")
    .split(":")
    .filter((each) => each !== "")
    .map((each) => resolve(cwd, each));
  const others = files.filter(({ kind }) => kind !== "project");
  const configured = others
    .map(({ values }) => values.get(TRUSTED_PROJECTS.name)?.words)
    .find((words) => words !== undefined);
  return (named.length > 0 ? named : (configured ?? [])).some((place) =>
    place.endsWith("/*")
      ? folder.startsWith(join(realPath(place.slice(0, -2)), "/"))
      : folder === realPath(place),
  );
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

import { statSync, type Stats } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { nonEmpty } from "../world/non-empty.js";
import type { Io } from "../world/io.js";

/** What configuration files are called. */
export const CONFIG_FILE_NAME = "stx-patch.yaml";

/** Environment variable that names a file, as `--config` does. */
export const CONFIG_VARIABLE = "STX_PATCH_CONFIG";

/** Where a configuration file is, and what that makes of it. */
export interface ConfigPlace {
  /** `named`: by `--config` or the variable; `project`: found from the working directory upwards. */
  readonly kind: "named" | "project" | "user" | "system";
  /** Absolute. */
  readonly path: string;
}

/** Which files the command line asks for. */
export interface ConfigChoice {
  /** Value of `--config`. */
  readonly file: string | undefined;
  /** `--no-config`. */
  readonly none: boolean;
}

/** What is at the top of a checkout, where a project ends. */
const TOPS_OF_CHECKOUTS = [".git", ".repo", ".hg"];

/** Set-id bit of directories such as `/tmp`, in which everybody has files of his own. */
const STICKY = 0o1000;
const WRITABLE_BY_ALL = 0o002;

/**
 * The configuration files that count, nearest first: the one that is named and no other; else the project's, the user's and the
 * system's, as far as they are there. A few system calls and nothing else, because every command does this.
 */
export function configPlaces(
  { file, none }: ConfigChoice,
  { env, cwd }: Pick<Io, "env" | "cwd">,
): ConfigPlace[] {
  if (none) return [];
  const named = file ?? nonEmpty(env[CONFIG_VARIABLE]);
  if (named !== undefined)
    return [{ kind: "named", path: resolve(cwd, named) }];
  return [
    ...projectPlaces(cwd),
    ...userPlaces(env),
    ...systemPlaces(env),
  ].filter(({ path }) => statusOf(path) !== undefined);
}

/**
 * From the working directory upwards, to the top of its checkout or of the file system. A directory in which everybody has files
 * of his own ends the way: what lies there is nobody's project.
 */
function projectPlaces(cwd: string): ConfigPlace[] {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const status = statusOf(folder);
    if (status === undefined || isShared(status)) return [];
    const path = join(folder, CONFIG_FILE_NAME);
    if (statusOf(path) !== undefined) return [{ kind: "project", path }];
    const isTop = TOPS_OF_CHECKOUTS.some(
      (name) => statusOf(join(folder, name)) !== undefined,
    );
    if (isTop || dirname(folder) === folder) return [];
  }
}

function userPlaces(env: Io["env"]): ConfigPlace[] {
  const home = absolute(env["HOME"]);
  const folder =
    absolute(env["XDG_CONFIG_HOME"]) ??
    (home === undefined ? undefined : join(home, ".config"));
  return folder === undefined ? [] : [inFolder("user", folder)];
}

function systemPlaces(env: Io["env"]): ConfigPlace[] {
  const folders = (nonEmpty(env["XDG_CONFIG_DIRS"]) ?? "/etc/xdg")
    .split(":")
    .filter(isAbsolute);
  return [...new Set([...folders, "/etc"])].map((folder) =>
    inFolder("system", folder),
  );
}

function inFolder(kind: ConfigPlace["kind"], folder: string): ConfigPlace {
  return { kind, path: join(folder, "stx-patch", CONFIG_FILE_NAME) };
}

/** The XDG specification has relative paths passed over. */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}

/** Where a user's own configuration is, or would be; with a sensible name for who has no home. */
export function userFile(env: Io["env"]): string {
  return userPlaces(env)[0]?.path ?? "~/.config/stx-patch/stx-patch.yaml";
}

/** What cannot be looked at is as good as not there: it is nobody's who runs the command. */
function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function isShared({ mode }: Stats): boolean {
  return (mode & STICKY) !== 0 && (mode & WRITABLE_BY_ALL) !== 0;
}

/** Whether somebody else may have written a file, or may write it: the owner, or everybody. As root, whoever called sudo counts as oneself. */
export function isForeign(
  { uid, mode }: Pick<Stats, "uid" | "mode">,
  env: Io["env"],
): boolean {
  const own = process.getuid?.();
  // Where files have no owners, there is nothing to tell.
  if (own === undefined) return false;
  const trusted = [0, own, ...(own === 0 ? [Number(env["SUDO_UID"])] : [])];
  return (mode & WRITABLE_BY_ALL) !== 0 || !trusted.includes(uid);
}

import { join, resolve } from "node:path";
import type { SettingSpec } from "../command-line/option.js";

/** What the paths of a configuration file start from. */
export interface PathBase {
  /** Directory of the file. */
  readonly folder: string;
  /** What `~/` stands for. */
  readonly home: string | undefined;
}

/** A value with its path made absolute, or what is wrong with it. */
export type FoundPath =
  { readonly text: string } | { readonly problem: string };

/** Makes the path in a value absolute, if one is in it: it is relative to the file, and `~/` is the home directory. */
export function fromFolder(
  text: string,
  value: SettingSpec["value"],
  base: PathBase,
): FoundPath {
  switch (value) {
    case "path":
      return { text: absolute(text, base) };
    case "folder":
      // What ends with a slash is a directory, whether it is there or not.
      return { text: join(absolute(text, base), "/") };
    case "key":
      return keyFrom(text, base);
    case "anchor": {
      const [, role = "", path = text] =
        /^([a-z][a-z0-9-]*=)(.+)$/.exec(text) ?? [];
      return { text: role + absolute(path, base) };
    }
    default:
      return { text };
  }
}

/** A signer elsewhere is no path; but its program may be named by one, and that would be relative to who knows what. */
function keyFrom(text: string, base: PathBase): FoundPath {
  if (!/^(?:cmd|pkcs11|ssh):/.test(text)) return { text: absolute(text, base) };
  const program = /^cmd:\s*["'\\]*(\S*)/.exec(text)?.[1] ?? "";
  return program.includes("/") && !program.startsWith("/")
    ? { problem: "name the program of cmd: by an absolute path" }
    : { text };
}

function absolute(path: string, { folder, home }: PathBase): string {
  return path.startsWith("~/") && home !== undefined
    ? join(home, path.slice(2))
    : resolve(folder, path);
}

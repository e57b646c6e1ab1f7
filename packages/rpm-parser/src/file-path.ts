/** PATH_MAX of Linux; also keeps many files in one long directory from adding up. */
const MAX_PATH_LENGTH = 4096;

/** True for a directory of DIRNAMES: absolute, ending in a slash, without empty, `.` or `..` components. */
export function isSafeDirectory(directory: string): boolean {
  return (
    directory === "/" ||
    (directory.startsWith("/") &&
      directory.endsWith("/") &&
      hasSafeComponents(directory.slice(1, -1)))
  );
}

/** True for a name without directory. */
export function isSafeBaseName(name: string): boolean {
  return (
    name.length <= MAX_PATH_LENGTH &&
    name !== "" &&
    name !== "." &&
    name !== ".." &&
    !name.includes("/")
  );
}

/** True for a complete absolute path, as in OLDFILENAMES. */
export function isSafePath(path: string): boolean {
  return (
    path === "/" || (path.startsWith("/") && hasSafeComponents(path.slice(1)))
  );
}

function hasSafeComponents(relative: string): boolean {
  return (
    relative.length < MAX_PATH_LENGTH &&
    relative.split("/").every(isSafeBaseName)
  );
}

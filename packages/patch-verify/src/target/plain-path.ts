/** A path as the file system of the target resolves it below the folder that an inner archive is extracted to. */
export function plainPath(name: string): string {
  const parts: string[] = [];
  for (const part of name.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return (name.startsWith("/") ? "/" : "") + parts.join("/");
}

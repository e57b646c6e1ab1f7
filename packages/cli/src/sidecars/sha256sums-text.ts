/** A file and its digest. */
export interface NamedDigest {
  /** Relative to where the list is. */
  readonly name: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * A list as `sha256sum -c` reads it. A name with a backslash or a line end is escaped, which a backslash in front of its line says
 * (GNU coreutils, "cksum output modes").
 */
export function sha256sumsText(files: readonly NamedDigest[]): string {
  return files
    .map(({ name, sha256 }) => {
      const escaped = name.replace(
        /[\\\n\r]/g,
        (found) => ESCAPES[found] ?? "",
      );
      const mark = escaped === name ? "" : "\\";
      return `${mark}${sha256}  ${escaped}\n`;
    })
    .join("");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
};

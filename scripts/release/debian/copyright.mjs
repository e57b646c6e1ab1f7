const FORMAT =
  "https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/";

const APACHE = `License: Apache-2.0
 Licensed under the Apache License, Version 2.0: you may not use this software except in compliance with the License.
 It is distributed on an "AS IS" basis, without warranties or conditions of any kind, either express or implied.
 .
 On Debian systems the text of the License is in /usr/share/common-licenses/Apache-2.0.
`;

/**
 * `debian/copyright` in its machine-readable form (DEP-5): ours, then each library that is in the program.
 *
 * @param {import("../third-party.mjs").ThirdParty[]} libraries
 */
export function copyrightFile(libraries) {
  return [
    `Format: ${FORMAT}\nUpstream-Name: stx-patch\nComment: The program is one file that holds the libraries named below.\n`,
    "Files: *\nCopyright: the authors of stx-patch\nLicense: Apache-2.0\n",
    ...libraries.map(libraryParagraph),
    APACHE,
  ].join("\n");
}

function libraryParagraph(library) {
  const { name, version, license, text } = library;
  const isApache = license === "Apache-2.0";
  return [
    `Files: node_modules/${name}/*`,
    `Copyright: ${holders(library).join("\n           ")}`,
    `License: ${shortName(license)}${isApache ? "" : `\n${indented(text)}`}`,
    `Comment: version ${version}`,
    "",
  ].join("\n");
}

/** The lines of a licence that say whose the work is; the package's author where it says nothing. */
function holders({ name, text, author }) {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^copyright\b.*(?:\d{4}|\(c\))/i.test(line))
    .map((line) =>
      line.replace(
        /^copyright\s*(?:\(c\)|©)?\s*:?\s*|\s*all rights reserved\.?$/gi,
        "",
      ),
    );
  return lines.length > 0
    ? [...new Set(lines)]
    : [author ?? `the authors of ${name}`];
}

/** SPDX expressions are in brackets and capitals, Debian's are not. */
function shortName(license) {
  return license
    .replace(/[()]/g, "")
    .replace(" OR ", " or ")
    .replace(" AND ", " and ");
}

function indented(text) {
  return text
    .trim()
    .split("\n")
    .map((line) => (line.trim() === "" ? " ." : ` ${line.trimEnd()}`))
    .join("\n");
}

/** The headings of Keep a Changelog, in its order. */
const KINDS = [
  "Added",
  "Changed",
  "Deprecated",
  "Removed",
  "Fixed",
  "Security",
];

const ENTRY = new RegExp(`^(${KINDS.join("|")}): (\\S[^]*)$`);

/** @typedef {{ kind: string, text: string }} Entry */

/**
 * The entry that a changeset makes: its text without the names of packages in front.
 *
 * @param {string} name - for messages
 * @returns {Entry}
 */
export function entryOf(name, changeset) {
  const text = changeset.replace(/^---\n[^]*?\n---\n/, "").trim();
  const [, kind, sentence] = ENTRY.exec(text) ?? [];
  if (kind === undefined)
    throw new Error(
      `${name}: the text begins with one of ${KINDS.join(": ")}:`,
    );
  return { kind, text: sentence.replace(/\s*\n\s*/g, " ") };
}

/**
 * Closes what is unreleased as a version: its sections and the entries of the changesets, joined by kind.
 *
 * @param {string} changelog - in the form of Keep a Changelog
 * @param {{ version: string, date: string, entries: Entry[] }} release
 */
export function releaseChangelog(changelog, { version, date, entries }) {
  const [, head, unreleased, older] =
    /^([^]*?\n)## Unreleased\n([^]*?)((?:\n## [^]*)?)$/.exec(changelog) ?? [];
  if (head === undefined) throw new Error("CHANGELOG.md has no ## Unreleased");
  const sections = KINDS.flatMap((kind) => {
    const items = [
      ...itemsBelow(unreleased, kind),
      ...entries
        .filter((entry) => entry.kind === kind)
        .map(({ text }) => `- ${text}`),
    ];
    return items.length === 0 ? [] : [`### ${kind}\n\n${items.join("\n")}\n`];
  });
  return `${head}## Unreleased\n\n## ${version} - ${date}\n\n${sections.join("\n")}${older}`;
}

/** The items of a section, each with the lines that belong to it. */
function itemsBelow(unreleased, kind) {
  const section = new RegExp(
    `(?:^|\\n)### ${kind}\\n([^]*?)(?=\\n### |$)`,
  ).exec(unreleased);
  return section === null ? [] : [section[1].trim()];
}

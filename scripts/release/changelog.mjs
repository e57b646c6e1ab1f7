import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

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

/** The names of the changesets that wait for a release. */
export function changesetsIn(root) {
  return readdirSync(join(root, ".changeset"))
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .toSorted();
}

/**
 * What the changesets make of the next section of the changelog.
 *
 * @returns {Entry[]}
 * @throws Error when one of them has no heading in front
 */
export function entriesIn(root) {
  return changesetsIn(root).map((name) =>
    entryOf(name, readFileSync(join(root, ".changeset", name), "utf8")),
  );
}

/**
 * The entry that a changeset makes: its text without the names of packages in front.
 *
 * @param {string} name - for messages
 * @returns {Entry}
 */
function entryOf(name, changeset) {
  const text = changeset.replace(/^---\n[^]*?\n---\n/, "").trim();
  const [, kind, sentence] = ENTRY.exec(text) ?? [];
  if (kind === undefined)
    throw new Error(
      `.changeset/${name}: the text has to begin with one of ${KINDS.map((word) => `"${word}:"`).join(", ")}`,
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

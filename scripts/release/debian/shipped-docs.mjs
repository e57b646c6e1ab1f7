import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const DOCS = "usr/share/doc/stx-patch";

/** Where a shell looks for the completion of a command, by the folder that its file is in. */
const COMPLETIONS = {
  bash: "usr/share/bash-completion/completions",
  zsh: "usr/share/zsh/vendor-completions",
  fish: "usr/share/fish/vendor_completions.d",
};

/**
 * What is there to read, and what shells complete with: manual pages, completions, the pages of `docs/`.
 *
 * @returns {{ path: string, content: Buffer, compress: boolean }[]}
 */
export function shippedDocs(root) {
  const cli = join(root, "packages/cli");
  return [
    ...filesIn(join(cli, "man"), /\.1$/, "usr/share/man/man1", true),
    ...Object.entries(COMPLETIONS).flatMap(([shell, place]) =>
      filesIn(join(cli, "completions", shell), /./, place, false),
    ),
    ...filesIn(root, /^(?:README|SECURITY)\.md$/, DOCS, false),
    ...filesIn(root, /^CHANGELOG\.md$/, DOCS, true),
    ...filesIn(join(root, "docs"), /\.md$/, `${DOCS}/docs`, false),
    ...filesIn(
      join(root, "docs/schema"),
      /\.json$/,
      `${DOCS}/docs/schema`,
      false,
    ),
  ];
}

function filesIn(folder, pattern, place, compress) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map(({ name }) => ({
      path: `${place}/${name}`,
      content: readFileSync(join(folder, name)),
      compress,
    }));
}

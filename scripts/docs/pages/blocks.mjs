// Blocks of shell commands in a Markdown page.

const FENCE = /^( *)```(\S*)\s*$/;
const NOT_RUN = /^<!-- not run: (.+) -->$/;

/** Languages of blocks that hold commands: `sh` shows commands only, `console` also what they print. */
const LANGUAGES = ["sh", "console"];

/** Other names of the same, which would keep a block from being run. */
const MISNOMERS = ["bash", "shell", "shellsession", "zsh"];

/**
 * The blocks of a page that hold commands, in order: language, the number of the line after the opening fence (from 0), the lines without their indentation,
 * and the reason given when a block is not to be run (`<!-- not run: reason -->` before it).
 *
 * @param {string} markdown
 */
export function blocksOf(markdown) {
  const blocks = [];
  let open;
  let before = "";
  for (const [number, line] of markdown.split("\n").entries()) {
    const [, indent, language] = FENCE.exec(line) ?? [];
    if (open !== undefined && language === "") {
      blocks.push(open);
      open = undefined;
    } else if (open !== undefined) {
      open.lines.push(line.slice(open.indent.length));
    } else if (language !== undefined) {
      const notRun = NOT_RUN.exec(before)?.[1];
      open = { language, indent, first: number + 1, lines: [], notRun };
    }
    if (line.trim() !== "") before = line.trim();
  }
  const wrong = blocks.find(({ language }) => MISNOMERS.includes(language));
  if (wrong !== undefined)
    throw new Error(`line ${wrong.first}: say sh or console`);
  return blocks.filter(({ language }) => LANGUAGES.includes(language));
}

// Single commands of a block, with what the page says that they print and end with.
import { spawnSync } from "node:child_process";

const STATUS = /#.*\bexit status (\d+)/;

/**
 * The commands of a block, in order: the text for the shell, the status expected of it (`# exit status N` behind it, otherwise 0), and for `console`
 * the lines of output with the number of the first one in the page.
 *
 * @param block - one of `blocksOf`
 */
export function commandsOf(block) {
  const read = block.language === "console" ? readConsole : readScript;
  return read(block.lines)
    .filter(({ text }) => text.trim() !== "")
    .map(({ text, output, outputAt }) => ({
      ...{ text, output, indent: block.indent },
      ...{ line: block.first, outputAt: block.first + (outputAt ?? 0) },
      expected: Number(STATUS.exec(text)?.[1] ?? 0),
    }));
}

/** A block of commands only: each ends where the shell says that a command is whole. */
function readScript(lines) {
  const commands = [];
  let text = [];
  for (const line of lines) {
    text.push(line);
    if (!isWhole(text)) continue;
    commands.push({ text: text.join("\n") });
    text = [];
  }
  if (text.length > 0) throw new Error(`a command without end: ${text[0]}`);
  return commands;
}

/** A block as a terminal shows it: `$ ` begins a command, lines go on until it is whole, and the rest is output. */
function readConsole(lines) {
  const commands = [];
  for (let i = 0; i < lines.length;) {
    if (!lines[i].startsWith("$ "))
      throw new Error(`output before the first command: ${lines[i]}`);
    const text = [lines[i++].slice(2)];
    while (!isWhole(text) && i < lines.length)
      text.push(lines[i++].replace(/^> /, ""));
    const outputAt = i;
    while (i < lines.length && !lines[i].startsWith("$ ")) i += 1;
    commands.push({
      ...{ text: text.join("\n"), outputAt },
      output: lines.slice(outputAt, i),
    });
  }
  return commands;
}

/** Whether a shell takes these lines for whole commands, here-documents included. */
function isWhole(lines) {
  if (lines.at(-1).endsWith("\\")) return false;
  const { status, stderr } = spawnSync("bash", ["-n"], {
    input: `${lines.join("\n")}\n`,
  });
  return status === 0 && stderr.length === 0;
}

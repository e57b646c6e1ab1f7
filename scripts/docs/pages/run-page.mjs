// Runs the commands of one page and compares what happens with what the page says.
import { existsSync, readFileSync } from "node:fs";

import { blocksOf } from "./blocks.mjs";
import { commandsOf } from "./commands.mjs";
import { fits } from "./output.mjs";
import { runSession } from "./session.mjs";

/**
 * What became of a page: the commands that ran with what they printed, the blocks that are not to be run, the tools that its preparation misses, and what is
 * wrong, as text. A page without commands has none of all that.
 *
 * @param {URL} root - top of the repository
 * @param {string} path - of the page, relative to the top
 * @param surroundings.path - folders for PATH
 * @param surroundings.prepare - shell code that makes what the page takes as given
 */
export async function runPage(root, path, { path: folders, prepare }) {
  const blocks = blocksOf(readFileSync(new URL(path, root), "utf8"));
  const notRun = blocks.filter(({ notRun }) => notRun !== undefined);
  const commands = blocks
    .filter(({ notRun }) => notRun === undefined)
    .flatMap(commandsOf);
  const missing = missingTools(prepare);
  const nothing = { path, notRun, missing, done: [], problems: [] };
  if (commands.length === 0 || missing.length > 0) return nothing;
  const { preparation: said, results } = await runSession(commands, {
    path: folders,
    prepare,
  });
  const done = results.map((result, i) => ({ ...commands[i], ...result }));
  return {
    ...{ ...nothing, done },
    problems:
      done.length === 0
        ? [`${path}: the preparation failed\n${said}`]
        : done.flatMap((command) => problemsOf(path, command)),
  };
}

/**
 * The shell code that makes what a page takes as given: `scripts/docs/prepare/<page>.sh`, if there is one.
 *
 * @param {URL} root - top of the repository
 * @param {string} page - path relative to the top
 */
export function preparationOf(root, page) {
  const file = new URL(
    `scripts/docs/prepare/${page.replace(/\.md$/, ".sh")}`,
    root,
  );
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** Tools that a line `# needs: tool tool` of the preparation names and that are not here. */
function missingTools(prepare) {
  const folders = `${process.env.PATH}:/usr/sbin`.split(":");
  const needed = /^# needs: (.*)$/m.exec(prepare)?.[1].split(" ") ?? [];
  return needed.filter(
    (tool) => !folders.some((folder) => existsSync(`${folder}/${tool}`)),
  );
}

function problemsOf(path, command) {
  const { text, status, printed, output } = command;
  const where = `${path}, block at line ${command.line}: ${text}`;
  const all = printed.join("\n").trimEnd();
  if (status !== command.expected)
    return [
      `${where}\nended with ${status ?? "the whole shell"} and not ${command.expected}; it printed\n${all}`,
    ];
  if (output !== undefined && !fits(output, printed))
    return [
      `${where}\nprinted other lines than the page shows (--write takes these):\n${all}`,
    ];
  return [];
}

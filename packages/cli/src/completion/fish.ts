import {
  FILE_ENDINGS,
  type PossibleValues,
} from "../command-line/value-kind.js";
import { ALL } from "../commands/find-command.js";
import type {
  CompletedCommand,
  CompletedOption,
  CompletionModel,
} from "./model.js";

/** The completion script for fish. */
export function fishCompletion({
  executables,
  commands,
  steps,
}: CompletionModel): string {
  return [
    "# fish completion for the commands of stx-patch. Generated from their options; do not edit.",
    "",
    `for name in ${executables.join(" ")}`,
    "    complete -c $name -e",
    "    complete -c $name -f",
    "end",
    "",
    "# The command that a word makes of another one.",
    "function __stx_patch_step",
    '    switch "$argv[1] $argv[2]"',
    ...steps.flatMap(({ from, word, to }) => [
      `        case ${quoted(`${from} ${word}`)}`,
      `            echo ${quoted(to)}`,
    ]),
    "        case '*'",
    "            return 1",
    "    end",
    "end",
    "",
    CODE,
    ...steps
      .filter(({ isHidden }) => !isHidden)
      .map(
        ({ from, word, describe }) =>
          `complete -c ${from.split(" ")[0] ?? ""} -n ${quoted(`__stx_patch_first ${quoted(from)}`)} -a ${quoted(word)} -d ${quoted(describe)}`,
      ),
    "",
    ...commands.flatMap(commandLines),
  ].join("\n");
}

/** What is the same whatever the commands are. */
const CODE = `# Whether this command is being written, and how many words stand behind its name.
function __stx_patch_at --argument-names command
    set -l words (commandline -opc)
    set -l at (string replace -r '.*/' '' -- $words[1])
    set -e words[1]
    while set -q words[1]
        set -l next (__stx_patch_step $at $words[1]); or break
        set at $next
        set -e words[1]
    end
    test "$at" = "$command"; or return 1
    set -g __stx_patch_behind (count $words)
    # Of no words, count says that it failed.
    return 0
end

# Whether a subcommand of this command can stand here.
function __stx_patch_first --argument-names command
    __stx_patch_at $command; and test $__stx_patch_behind -eq 0
end

# Files of some endings, with ROLE= in front or without it.
function __stx_patch_pem
    set -l role (string match -r '^[a-z]+=' -- (commandline -ct))
    set -l rest (string replace -r '^[a-z]+=' '' -- (commandline -ct))
    for path in (__fish_complete_path "$rest")
        echo "$role$path"
    end
end
`;

function commandLines(command: CompletedCommand): string[] {
  const { name, options, places } = command;
  const executable = name.split(" ")[0] ?? "";
  const names = [...new Set([executable, ALL])].join(" ");
  const condition = quoted(`__stx_patch_at ${quoted(name)}`);
  const values = places.flatMap(placeArguments);
  return [
    `for name in ${names}`,
    ...options.map(
      (option) =>
        `    complete -c $name -n ${condition} ${optionArguments(option)}`,
    ),
    ...new Set(
      values.map((value) => `    complete -c $name -n ${condition} ${value}`),
    ),
    "end",
    "",
  ];
}

function optionArguments(option: CompletedOption): string {
  const { name, short, describe, value } = option;
  return [
    `-l ${name}`,
    ...(short === undefined ? [] : [`-s ${short}`]),
    ...(value === undefined ? [] : [`-r ${valueArguments(value)}`]),
    `-d ${quoted(describe)}`,
  ]
    .join(" ")
    .replace(/ {2,}/g, " ");
}

function valueArguments({ kind, words }: PossibleValues): string {
  if (words.length > 0) return `-f -a ${quoted(words.join(" "))}`;
  if (kind === undefined) return "-f";
  if (kind === "folder")
    return `-f -a ${quoted("(__fish_complete_directories)")}`;
  if (kind === "pem") return `-f -a ${quoted("(__stx_patch_pem)")}`;
  const endings = FILE_ENDINGS[kind];
  return endings.length === 0
    ? "-F"
    : `-f -a ${quoted(`(${endings.map((ending) => `__fish_complete_suffix .${ending}`).join("; ")})`)}`;
}

/** Fish does not count arguments: what can stand anywhere is offered everywhere. */
function placeArguments(place: PossibleValues): string[] {
  const values = valueArguments(place);
  return values === "-f" ? [] : [values];
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

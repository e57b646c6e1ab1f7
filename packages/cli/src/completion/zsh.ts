import {
  FILE_ENDINGS,
  type PossibleValues,
} from "../command-line/value-kind.js";
import type {
  CompletedCommand,
  CompletedOption,
  CompletedStep,
  CompletionModel,
} from "./model.js";

/** The completion script for zsh: a file called `_stx-patch` in a directory of `fpath`. */
export function zshCompletion({
  executables,
  commands,
  steps,
}: CompletionModel): string {
  return [
    `#compdef ${executables.join(" ")}`,
    "# zsh completion for the commands of stx-patch. Generated from their options; do not edit.",
    "",
    "# Sets REPLY to the command that a word makes of another one.",
    "_stx_patch_step() {",
    '  case "$1 $2" in',
    ...steps.map(
      ({ from, word, to }) =>
        `    ${quoted(`${from} ${word}`)}) REPLY=${quoted(to)} ;;`,
    ),
    "    *) return 1 ;;",
    "  esac",
    "}",
    "",
    "# Certificates and keys, with or without ROLE= in front.",
    "_stx_patch_pem() {",
    "  compset -P '[a-z]##='",
    `  _files -g ${quoted(globOf("pem"))}`,
    "}",
    "",
    "# Offers the subcommands of a command.",
    "_stx_patch_words() {",
    "  local -a words_of",
    "  case $1 in",
    ...[...new Set(steps.map(({ from }) => from))].flatMap((from) =>
      wordsOf(
        from,
        steps.filter((step) => step.from === from && !step.isHidden),
      ),
    ),
    "    *) return 1 ;;",
    "  esac",
    "  _describe -t commands command words_of",
    "}",
    "",
    "# Offers options and arguments of a command.",
    "_stx_patch_arguments() {",
    "  case $1 in",
    ...commands.flatMap(argumentsOf),
    "  esac",
    "}",
    "",
    "_stx_patch() {",
    "  setopt localoptions extendedglob",
    "  local command=${service:-${words[1]:t}} REPLY ret=1",
    '  while (( CURRENT > 2 )) && _stx_patch_step "$command" "${words[2]}"; do',
    "    command=$REPLY",
    "    shift words",
    "    (( CURRENT-- ))",
    "  done",
    "  if (( CURRENT == 2 )) && [[ ${words[2]} != -* ]]; then",
    '    _stx_patch_words "$command" && ret=0',
    "  fi",
    '  _stx_patch_arguments "$command" && ret=0',
    "  return ret",
    "}",
    "",
    '_stx_patch "$@"',
    "",
  ].join("\n");
}

function wordsOf(from: string, steps: readonly CompletedStep[]): string[] {
  return [
    `    ${quoted(from)})`,
    "      words_of=(",
    ...steps.map(
      ({ word, describe }) =>
        `        ${quoted(`${escaped(word)}:${describe}`)}`,
    ),
    "      ) ;;",
  ];
}

function argumentsOf(command: CompletedCommand): string[] {
  const { name, options, places, repeats } = command;
  const rest = places.map((place, i) => {
    const position = repeats && i === places.length - 1 ? "*" : String(i + 1);
    return `${position}:argument:${actionOf(place)}`;
  });
  return [
    `    ${quoted(name)})`,
    "      _arguments -s -S \\",
    ...[...options.flatMap(optionArguments), ...rest].map(
      (argument, i, all) =>
        `        ${quoted(argument)}${i === all.length - 1 ? " ;;" : " \\"}`,
    ),
  ];
}

/** Long and short form exclude each other, unless the option repeats. */
function optionArguments(option: CompletedOption): string[] {
  const { name, short, describe, placeholder, value, repeats } = option;
  const forms = [...(short === undefined ? [] : [`-${short}`]), `--${name}`];
  const prefix = repeats ? "*" : `(${forms.join(" ")})`;
  const what =
    value === undefined ? "" : `:${escaped(placeholder)}:${actionOf(value)}`;
  return forms.map((form) => {
    const sign = value === undefined ? "" : form.startsWith("--") ? "=" : "+";
    return `${prefix}${form}${sign}[${inBrackets(describe)}]${what}`;
  });
}

function actionOf({ kind, words }: PossibleValues): string {
  if (words.length > 0)
    return words.some((word) => word.endsWith("="))
      ? `{compadd -S "" -- ${words.join(" ")}}`
      : `(${words.join(" ")})`;
  if (kind === undefined) return " ";
  if (kind === "folder") return "_files -/";
  if (kind === "pem") return "_stx_patch_pem";
  return FILE_ENDINGS[kind].length === 0
    ? "_files"
    : `_files -g "${globOf(kind)}"`;
}

function globOf(kind: keyof typeof FILE_ENDINGS): string {
  const endings = FILE_ENDINGS[kind];
  return endings.length === 1
    ? `*.${endings.join("")}(-.)`
    : `*.(${endings.join("|")})(-.)`;
}

function inBrackets(text: string): string {
  return text.replace(/[\\[\]]/g, "\\$&");
}

function escaped(text: string): string {
  return text.replace(/[\\:[\]]/g, "\\$&");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

import {
  FILE_ENDINGS,
  type PossibleValues,
} from "../command-line/value-kind.js";
import type { CompletedCommand, CompletionModel } from "./model.js";

/** The completion script for bash 3.2 and later; it needs nothing beside bash. */
export function bashCompletion({
  executables,
  commands,
  steps,
}: CompletionModel): string {
  return [
    "# bash completion for the commands of stx-patch. Generated from their options; do not edit.",
    "",
    "# Sets REPLY to the command that a word makes of another one.",
    ...caseOf(
      "_stx_patch_step",
      '"$1 $2"',
      steps.map(({ from, word, to }) => [`"${from} ${word}"`, to]),
    ),
    "# Sets REPLY to the subcommands of a command.",
    ...caseOf(
      "_stx_patch_words",
      '"$1"',
      [...new Set(steps.map(({ from }) => from))].map((from) => [
        `"${from}"`,
        steps
          .filter((step) => step.from === from && !step.isHidden)
          .map(({ word }) => word)
          .join(" "),
      ]),
    ),
    "# Sets REPLY to the options of a command.",
    ...caseOf(
      "_stx_patch_options",
      '"$1"',
      commands.map((command) => [`"${command.name}"`, optionWords(command)]),
    ),
    "# Sets REPLY to what the value of an option can be; not at all for an option that takes none.",
    ...caseOf("_stx_patch_value", '"$1 $2"', valueRows(commands)),
    "# Sets REPLY to what a positional argument can be.",
    ...caseOf("_stx_patch_place", '"$1 $2"', placeRows(commands)),
    "# Sets REPLY to the endings of a kind of files.",
    ...caseOf(
      "_stx_patch_endings",
      '"$1"',
      Object.entries(FILE_ENDINGS).map(([kind, endings]) => [
        kind,
        endings.join(" "),
      ]),
    ),
    CODE,
    `complete -F _stx_patch ${executables.join(" ")}`,
    "",
  ].join("\n");
}

function caseOf(
  name: string,
  subject: string,
  rows: readonly (readonly [pattern: string, reply: string])[],
): string[] {
  const byReply = new Map<string, string[]>();
  for (const [pattern, reply] of rows)
    byReply.set(reply, [...(byReply.get(reply) ?? []), pattern]);
  return [
    `${name}() {`,
    "    REPLY=",
    `    case ${subject} in`,
    ...[...byReply].map(
      ([reply, patterns]) =>
        `    ${patterns.join(" | ")}) REPLY=${quoted(reply)} ;;`,
    ),
    "    *) return 1 ;;",
    "    esac",
    "}",
    "",
  ];
}

function optionWords({ options }: CompletedCommand): string {
  return options
    .flatMap(({ name, short }) => [
      `--${name}`,
      ...(short === undefined ? [] : [`-${short}`]),
    ])
    .join(" ");
}

function valueRows(
  commands: readonly CompletedCommand[],
): (readonly [string, string])[] {
  return commands.flatMap((command) =>
    command.options.flatMap(({ name, short, value }) =>
      value === undefined
        ? []
        : [`--${name}`, ...(short === undefined ? [] : [`-${short}`])].map(
            (flag) => [`"${command.name} ${flag}"`, replyOf(value)] as const,
          ),
    ),
  );
}

/** The last place stands for all behind it when it repeats. */
function placeRows(
  commands: readonly CompletedCommand[],
): (readonly [string, string])[] {
  return commands.flatMap(({ name, places, repeats }) =>
    places.map((place, i) => {
      const isLast = i === places.length - 1;
      const index = isLast && repeats ? `"${name} "*` : `"${name} ${i}"`;
      return [index, replyOf(place)] as const;
    }),
  );
}

/** `kind` and the words behind it. */
function replyOf({ kind, words }: PossibleValues): string {
  return [kind ?? "-", ...words].join(" ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The part that is the same whatever the commands are. */
const CODE = `# Offers words that begin with what stands there.
_stx_patch_offer() {
    local word
    for word in $1; do
        if [[ $word == "$2"* ]]; then COMPREPLY+=("$3$word"); fi
    done
}

# Offers directories and the files of a kind; any file when there is none of the kind.
_stx_patch_files() {
    local ending line before=\${#COMPREPLY[@]}
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$2")
    if [[ $1 == folder ]]; then return; fi
    _stx_patch_endings "$1"
    for ending in $REPLY; do
        while IFS= read -r line; do
            if [[ ! -d $line ]]; then COMPREPLY+=("$line"); fi
        done < <(compgen -f -X "!*.$ending" -- "$2")
    done
    if [[ \${#COMPREPLY[@]} -eq $before || -z $REPLY ]]; then
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2")
    fi
}

# Offers what a reply of _stx_patch_value or _stx_patch_place says.
_stx_patch_values() {
    local kind=\${1%% *} words=""
    if [[ $1 == *" "* ]]; then words=\${1#* }; fi
    if [[ -n $words ]]; then
        _stx_patch_offer "$words" "$2" ""
        if [[ \${COMPREPLY[0]-} == *= ]]; then compopt -o nospace 2>/dev/null; fi
    fi
    if [[ $kind != - && -z $words ]]; then
        # ROLE=FILE
        if [[ $kind == pem && $2 == [a-z]*=* ]]; then
            _stx_patch_files "$kind" "\${2#*=}"
        else
            _stx_patch_files "$kind" "$2"
        fi
    fi
}

_stx_patch() {
    local REPLY command=\${COMP_WORDS[0]##*/} words=() word glue="" last current value i place=0 takes="" ends=""
    COMPREPLY=()
    # Readline makes words of what stands around "=".
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=\${COMP_WORDS[i]}
        if [[ \${#words[@]} -gt 0 && ($word == "=" || -n $glue) ]]; then
            words[\${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        glue=""
        if [[ $word == "=" ]]; then glue=1; fi
    done
    last=$((\${#words[@]} - 1))
    current=\${words[last]}

    i=0
    while ((i < last)) && _stx_patch_step "$command" "\${words[i]}"; do
        command=$REPLY
        i=$((i + 1))
    done
    if ((i == last)) && [[ $current != -* ]] && _stx_patch_words "$command"; then
        _stx_patch_offer "$REPLY" "$current" ""
    fi

    for (( ; i < last; i++)); do
        word=\${words[i]}
        if [[ -n $takes ]]; then
            takes=""
        elif [[ -n $ends || $word != -* || $word == - ]]; then
            place=$((place + 1))
        elif [[ $word == -- ]]; then
            ends=1
        elif [[ $word != *=* ]] && _stx_patch_value "$command" "$word"; then
            takes=$word
        fi
    done

    if [[ -n $takes ]]; then
        _stx_patch_value "$command" "$takes"
        _stx_patch_values "$REPLY" "$current"
    elif [[ -z $ends && $current == --*=* ]]; then
        if _stx_patch_value "$command" "\${current%%=*}"; then
            _stx_patch_values "$REPLY" "\${current#*=}"
        fi
    elif [[ -z $ends && $current == -* ]]; then
        if _stx_patch_options "$command"; then _stx_patch_offer "$REPLY" "$current" ""; fi
    elif _stx_patch_place "$command" "$place"; then
        _stx_patch_values "$REPLY" "$current"
    fi
}
`;

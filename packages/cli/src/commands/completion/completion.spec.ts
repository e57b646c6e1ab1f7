import type { CommandSpec } from "../../command-line/option.js";

/** Declaration of `stx-patch completion`. */
export const COMPLETION: CommandSpec = {
  name: "stx-patch completion",
  summary:
    "Prints a script that lets a shell complete commands, options and file names.",
  syntax: "modern",
  positionals: { placeholder: "bash|zsh|fish", describe: "the shell" },
  examples: [
    {
      command: 'eval "$(stx-patch completion bash)"',
      describe: "for this bash; in ~/.bashrc for all of them",
    },
    {
      command: "stx-patch completion zsh >~/.zfunc/_stx-patch",
      describe: "for zsh, with ~/.zfunc in fpath before compinit",
    },
    {
      command: "stx-patch completion fish | source",
      describe: "for this fish; in ~/.config/fish/config.fish for all of them",
    },
  ],
  options: [],
  epilogue: [
    "The script covers stx-patch and every executable beside it. It has the options in it: completing starts no program.",
    "Exit status: 0 done, 1 usage.",
  ].join("\n"),
};

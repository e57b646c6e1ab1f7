import { bashCompletion } from "./bash.js";
import { fishCompletion } from "./fish.js";
import type { CompletionModel } from "./model.js";
import { zshCompletion } from "./zsh.js";

/** How a shell gets its completion. */
interface ShellCompletion {
  readonly script: (model: CompletionModel) => string;
  /** As the shell wants the file for a command to be called. */
  readonly fileName: (command: string) => string;
  /** What stands in the files of the other commands, where each needs one: it leads to the one of `stx-patch`. */
  readonly loader?: string;
}

/** Shells that there is a completion script for. */
export const SHELLS = {
  bash: {
    script: bashCompletion,
    fileName: (command) => command,
    loader: '. "${BASH_SOURCE[0]%/*}/stx-patch"\n',
  },
  zsh: { script: zshCompletion, fileName: (command) => `_${command}` },
  fish: {
    script: fishCompletion,
    fileName: (command) => `${command}.fish`,
    loader: "source (status dirname)/stx-patch.fish\n",
  },
} as const satisfies Record<string, ShellCompletion>;

/** One of {@link SHELLS}. */
export type Shell = keyof typeof SHELLS;

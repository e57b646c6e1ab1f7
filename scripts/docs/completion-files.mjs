// packages/cli/completions: what `stx-patch completion` prints, for packages that install it.
import { SHELLS, completionModel } from "../../packages/cli/dist/index.js";

/** The scripts of a shell as `[file name, content]`, and for shells that look for one by the command's name what leads to it. */
export async function completionFiles(shell) {
  const model = await completionModel();
  const { fileName, script, loader } = SHELLS[shell];
  return [
    [fileName("stx-patch"), script(model)],
    ...(loader === undefined
      ? []
      : model.executables
          .filter((name) => name !== "stx-patch")
          .map((name) => [fileName(name), loader])),
  ];
}

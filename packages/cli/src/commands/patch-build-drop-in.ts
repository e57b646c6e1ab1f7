import type { ParsedLine } from "../command-line/parse.js";
import { EXIT } from "../exit-codes.js";
import type { Problems } from "../problems.js";
import type { Io } from "../world/io.js";
import { buildFacts } from "../render/build-summary.js";
import { build } from "./patch-build.js";

/** `patch_build`: stdout holds the original's one line, stderr what was taken from where. */
export async function runPatchBuildDropIn(
  line: ParsedLine,
  problems: Problems | undefined,
  io: Io,
): Promise<number> {
  const result = await build(line, problems, io);
  io.stderr.write(buildFacts(result));
  if (result.inputs.output.kind === "file") {
    io.stdout.write(`Patch is ${result.inputs.output.path}\n`);
  }
  return EXIT.done;
}

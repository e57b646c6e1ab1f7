import type { ParsedLine } from "../../command-line/parse.js";
import { EXIT } from "../../exit-codes.js";
import type { ProblemList } from "../../problems.js";
import { rewriteJson, rewriteText } from "../../render/rewrite-summary.js";
import type { Io } from "../../world/io.js";
import { rewriteFiles, type Rewriting } from "./rewrite-files.js";
import { writeFitted } from "../../render/fit.js";

/** Rewrites patches and shows what came of each, as text at once or as one JSON object at the end. */
export async function runRewriting(
  line: ParsedLine,
  problems: ProblemList,
  rewriting: Pick<Rewriting, "label" | "decide">,
  io: Io,
): Promise<number> {
  const isDryRun = line.flag("dry-run");
  // Where stdout is for the patch, nothing else may get into it.
  const toStdout = line.text("output") === "-" && !isDryRun;
  const sink = toStdout ? io.stderr : io.stdout;
  const showsText = !line.flag("json") && !line.flag("quiet");
  const results = await rewriteFiles(
    line,
    problems,
    {
      ...rewriting,
      onResult: (result) => {
        if (showsText) writeFitted(sink, rewriteText(result, isDryRun));
      },
    },
    io,
  );
  if (line.flag("json")) sink.write(rewriteJson(results, isDryRun));
  return EXIT.done;
}

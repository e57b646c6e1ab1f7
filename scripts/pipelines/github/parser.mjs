import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const require = createRequire(import.meta.url);

const SOURCE = `
  export { NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
  export { parseAction } from "@actions/workflow-parser/actions/action-parser";`;

/**
 * GitHub's parser. It imports its schemas as bundlers do, which Node does not take, so it is bundled first.
 *
 * @returns {Promise<{ errorsIn: (kind: "workflow" | "action", name: string, content: string) => string[] }>}
 */
export async function loadParser() {
  const folder = mkdtempSync(join(tmpdir(), "workflow-parser-"));
  try {
    const file = join(folder, "parser.cjs");
    await build({
      stdin: {
        contents: SOURCE,
        resolveDir: fileURLToPath(new URL(".", import.meta.url)),
      },
      outfile: file,
      bundle: true,
      format: "cjs",
      platform: "node",
      logLevel: "warning",
    });
    const parser = require(file);
    return { errorsIn: (...what) => errorsIn(parser, ...what) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function errorsIn(parser, kind, name, content) {
  const parse = kind === "workflow" ? parser.parseWorkflow : parser.parseAction;
  const { context } = parse(
    { name, content },
    new parser.NoOperationTraceWriter(),
  );
  return context.errors.getErrors().map(({ message }) => message);
}

// Entry of the one-file program. Which command it is, is told by the name it is started by (a link to the file); by any other name it is `stx-patch`.
// Its threads are the same file again, named by the query of its address.
import { basename } from "node:path";

import { COMMAND_NAMES } from "../../../packages/cli/dist/commands/find-command.js";

/** @type {Record<string, () => Promise<unknown>>} */
const THREADS = {
  "verify-worker": () =>
    import("../../../packages/cli/dist/commands/verify-worker.js"),
  "ima-worker": () => import("../../../packages/signing/dist/ima-worker.js"),
};

const thread = new URL(import.meta.url).searchParams.get("thread");
if (thread === null) {
  const { runInProcess } =
    await import("../../../packages/cli/dist/process.js");
  await runInProcess(executableOf(process.argv[1] ?? ""));
} else {
  await THREADS[thread]();
}

/** @param {string} path - that the program was started by */
function executableOf(path) {
  const name = basename(path).replace(/\.m?js$/, "");
  const isKnown = COMMAND_NAMES.some(
    (command) => command.split(" ")[0] === name,
  );
  return isKnown ? name : "stx-patch";
}

/** What runs on the threads of {@link verifyFiles}: one whole patch at a time, digests included. */
import { nativeHash, serveTasks } from "@stx-patch/node-io";
import { verifyFile, type TrustSetup } from "./verify-file.js";
import type { VerifyTask } from "./verify-files.js";
import { outcomeOf } from "./verify-outcome.js";

serveTasks((setup) => (task, advance) => {
  const { file, path } = task as VerifyTask;
  const tools = { hash: nativeHash, advance };
  return outcomeOf(file, () => verifyFile(path, setup as TrustSetup, tools));
});

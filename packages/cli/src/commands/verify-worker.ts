/** What runs on the threads of {@link verifyFiles}: one whole patch at a time, digests included. */
import { nativeHash, serveTasks } from "@stx-patch/node-io";
import { verifyFile } from "./verify-file.js";
import type { VerifyTask, VerifyThreadSetup } from "./verify-files.js";
import { outcomeOf } from "./verify-outcome.js";

serveTasks((start) => {
  const { setup, fileDigest } = start as VerifyThreadSetup;
  return (task, advance) => {
    const { file, path } = task as VerifyTask;
    const tools = { hash: nativeHash, advance, fileDigest };
    return outcomeOf(file, (takeFacts) =>
      verifyFile(path, setup, { ...tools, takeFacts }),
    );
  };
});

import { copyFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { TEST_KEYS, vectorPath, withTempDir } from "@stx-patch/testkit";

/** Both roles' certificates. */
export const TRUST_BOTH = [
  ...["--trust", `dev=${TEST_KEYS.dev.certificate}`],
  ...["--trust", `formal=${TEST_KEYS.formal.certificate}`],
];

/** Copies of vectors in a folder of their own. */
export async function withPatches(
  vectors: readonly string[],
  step: (cwd: string, ...files: string[]) => Promise<void>,
): Promise<void> {
  await withTempDir(async (cwd) => {
    for (const vector of vectors)
      await copyFile(vectorPath("patch", vector), join(cwd, basename(vector)));
    await step(cwd, ...vectors.map((vector) => basename(vector)));
  });
}

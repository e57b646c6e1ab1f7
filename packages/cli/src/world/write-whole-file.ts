import { createAtomicFile } from "@stx-patch/node-io";

/**
 * Writes a small file that appears complete or not at all.
 *
 * @param path - absolute
 * @throws IoError
 */
export async function writeWholeFile(
  path: string,
  bytes: Uint8Array,
): Promise<void> {
  const file = await createAtomicFile(path);
  try {
    await file.write(bytes);
    await file.end();
    await file.commit();
  } catch (error) {
    await file.abort();
    throw error;
  }
}

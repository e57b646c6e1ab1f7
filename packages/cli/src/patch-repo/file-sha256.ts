import { createHash } from "node:crypto";
import { openFileSource } from "@stx-patch/node-io";

/** SHA-256 of a stream, lower-case hex. */
export async function sha256Of(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of source) hash.update(chunk);
  return hash.digest("hex");
}

/** {@link sha256Of} a file. */
export async function sha256OfFile(path: string): Promise<string> {
  const source = await openFileSource(path);
  try {
    return await sha256Of(source.open());
  } finally {
    await source.close();
  }
}

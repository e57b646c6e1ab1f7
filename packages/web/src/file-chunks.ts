import { WebError } from "./error.js";

/** Large enough that the calls do not count, small enough that two of them are nothing. */
const CHUNK_BYTES = 1 << 20;

/**
 * The bytes of a file, in order, read as they are asked for: at most one chunk ahead of the consumer, so that memory does
 * not depend on the size and a slow consumer slows the reading down.
 *
 * @throws WebError WEB_FILE_UNREADABLE
 */
export async function* fileChunks(
  file: Blob,
  chunkBytes: number = CHUNK_BYTES,
): AsyncGenerator<Uint8Array> {
  let next = readSlice(file, 0, chunkBytes);
  for (let at = 0; at < file.size; at += chunkBytes) {
    const chunk = await next;
    next = readSlice(file, at + chunkBytes, chunkBytes);
    // Whoever stops early never looks at the chunk that was read ahead.
    next.catch(() => undefined);
    yield chunk;
  }
}

async function readSlice(
  file: Blob,
  start: number,
  sizeBytes: number,
): Promise<Uint8Array> {
  const slice = file.slice(start, start + sizeBytes);
  if (slice.size === 0) return new Uint8Array();
  try {
    return new Uint8Array(await slice.arrayBuffer());
  } catch (error) {
    throw new WebError(
      "WEB_FILE_UNREADABLE",
      `the browser cannot read the file at byte ${start}`,
      { location: { offset: start }, cause: error },
    );
  }
}

import type { Header, Pack } from "tar-stream";
import { pack as createPack } from "tar-stream";
import { ArchiveError } from "./error.js";
import type { TarEntry } from "./tar-entry.js";
import { assertWritable } from "./tar-entry.js";
import { padToRecords } from "./tar-size.js";

/** `S_IFREG`: tar-stream takes a mode of 0 for "not given"; it drops these bits when it writes. */
const REGULAR_FILE = 0o100_000;

/**
 * Writes a tar archive of regular files: plain ustar, owner root with id 0, an end mark, padded to a
 * 10,240-byte record; the output depends on the entries only. A name that ustar cannot hold gets a pax
 * `path` record, a size beyond 8 GiB the binary form: all readers of the format know both.
 *
 * Entries and contents are pulled as the consumer reads: the next chunk of a content is asked for when the consumer asks
 * for what follows the one before, so a source may reuse its memory then.
 *
 * @throws ArchiveError TAR_NAME_UNSUPPORTED, TAR_FIELD_UNSUPPORTED, TAR_SIZE_MISMATCH; errors of the entries and
 * their contents pass through unchanged
 */
export async function* writeTar(
  entries: Iterable<TarEntry> | AsyncIterable<TarEntry>,
): AsyncGenerator<Uint8Array, void> {
  const pack = createPack();
  const passage = new Passage();
  const filling = fill(pack, entries, passage);
  let lengthBytes = 0;
  try {
    for await (const chunk of pack as AsyncIterable<Uint8Array>) {
      lengthBytes += chunk.length;
      yield chunk;
      passage.passed(chunk);
    }
  } finally {
    // Releases `fill` when the consumer stops early, and lets it close the sources.
    pack.destroy();
    await filling;
  }
  // Tar-stream ends with the bare end mark; readers of the format expect whole records.
  const padding = padToRecords(lengthBytes) - lengthBytes;
  if (padding > 0) yield new Uint8Array(padding);
}

/** The one chunk of content that is on its way through the pack, which hands it out as it is. */
class Passage {
  #chunk: Uint8Array | undefined;
  #resolve: () => void = () => undefined;

  /** Resolves when the consumer has asked for what follows the chunk. */
  enter(chunk: Uint8Array): Promise<void> {
    this.#chunk = chunk;
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  passed(chunk: Uint8Array): void {
    if (chunk === this.#chunk) this.#resolve();
  }
}

/** Never rejects: a failure destroys the pack, whose reader then sees it. */
async function fill(
  pack: Pack,
  entries: Iterable<TarEntry> | AsyncIterable<TarEntry>,
  passage: Passage,
): Promise<void> {
  try {
    for await (const entry of entries) await addEntry(pack, entry, passage);
    pack.finalize();
  } catch (error) {
    pack.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

async function addEntry(
  pack: Pack,
  entry: TarEntry,
  passage: Passage,
): Promise<void> {
  assertWritable(entry);
  const sink = openSink(pack, entry, passage);
  let writtenBytes = 0;
  for await (const chunk of chunksOf(entry.body)) {
    writtenBytes += chunk.length;
    if (writtenBytes > entry.sizeBytes) throw mismatch(entry, writtenBytes);
    if (chunk.length > 0) await sink.write(chunk);
  }
  if (writtenBytes < entry.sizeBytes) throw mismatch(entry, writtenBytes);
  await sink.end();
}

/** One entry's content on its way into the pack; both functions reject when the pack is destroyed. */
interface EntrySink {
  /** Resolves when the chunk has left the pack. */
  write(chunk: Uint8Array): Promise<void>;
  /** Resolves when the pack has taken everything. */
  end(): Promise<void>;
}

function openSink(pack: Pack, entry: TarEntry, passage: Passage): EntrySink {
  let settle: (error: Error | null | undefined) => void = () => undefined;
  const finished = new Promise<void>((resolve, reject) => {
    settle = (error) => {
      if (error) reject(error);
      else resolve();
    };
  });
  // Between two writes nobody listens; the next one will notice.
  finished.catch(() => undefined);
  const stream = pack.entry(toHeader(entry), settle);
  // A destroyed pack destroys its open entry, whose "error" event would end the process if nobody listened.
  stream.on("error", () => undefined);
  return {
    async write(chunk) {
      const passed = passage.enter(chunk);
      stream.write(chunk);
      await Promise.race([passed, finished]);
    },
    async end() {
      stream.end(null);
      await finished;
    },
  };
}

/** Fresh for each entry, because tar-stream changes it; complete, because tar-stream would fill in the clock. */
function toHeader(entry: TarEntry): Partial<Header> & Pick<Header, "name"> {
  return {
    name: entry.name,
    size: entry.sizeBytes,
    mode: REGULAR_FILE | entry.mode,
    mtime: new Date(entry.mtimeSeconds * 1000),
    type: "file",
    uid: 0,
    gid: 0,
    uname: "root",
    gname: "root",
  };
}

function chunksOf(
  body: Uint8Array | AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  return Symbol.asyncIterator in body ? body : [body];
}

function mismatch(entry: TarEntry, writtenBytes: number): ArchiveError {
  return new ArchiveError(
    "TAR_SIZE_MISMATCH",
    `member ${entry.name}: expected ${entry.sizeBytes} bytes, got ${writtenBytes}${writtenBytes > entry.sizeBytes ? " or more" : ""}`,
  );
}

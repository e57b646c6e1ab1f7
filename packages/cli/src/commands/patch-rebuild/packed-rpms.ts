import { blockwiseInflater, readGzip, readTar } from "@stx-patch/archive";
import {
  ByteReader,
  type ByteRange,
  type ByteSource,
  type Limits,
} from "@stx-patch/core";
import { nativeInflater } from "@stx-patch/node-io";

const CHUNK_BYTES = 1 << 20;

/**
 * The RPMs of a patch as sources, without a copy of any: one pass over the patch serves all that are read in its order. Whoever asks
 * for one that has gone by starts the next pass. One RPM at a time.
 */
export class PackedRpms {
  readonly #patch: ByteSource;
  readonly #limits: Limits;
  #pass: AsyncGenerator<PackedRpm, void> | undefined;
  #current: PackedRpm | undefined;
  /** Those that the pass came to. */
  readonly #begun = new Set<string>();

  constructor(patch: ByteSource, limits: Limits) {
    this.#patch = patch;
    this.#limits = limits;
  }

  /** One of them. Its bytes come to an error when the patch is not what it was when it was verified. */
  source(fileName: string, sizeBytes: number): ByteSource {
    return {
      name: `software.tar/${fileName}`,
      sizeBytes,
      open: (range) => this.#read(fileName, range),
    };
  }

  /** Ends the pass that is under way. */
  async close(): Promise<void> {
    await this.#pass?.return();
    this.#pass = undefined;
    this.#current = undefined;
    this.#begun.clear();
  }

  async *#read(
    fileName: string,
    { start, end = Infinity }: ByteRange = { start: 0 },
  ): AsyncGenerator<Uint8Array> {
    const { reader } = await this.#find(fileName, start);
    await drain(upTo(reader, start));
    yield* upTo(reader, end);
  }

  /** The RPM that the pass stands in, if it has not gone beyond `start`; else the next of the name, of this pass or of a new one. */
  async #find(fileName: string, start: number): Promise<PackedRpm> {
    const here = this.#current;
    if (here?.fileName === fileName && here.reader.offset <= start) return here;
    if (this.#begun.has(fileName)) await this.close();
    this.#pass ??= rpmsOf(this.#patch, this.#limits);
    for await (const rpm of unclosed(this.#pass)) {
      this.#current = rpm;
      this.#begun.add(rpm.fileName);
      if (rpm.fileName === fileName) return rpm;
    }
    throw new TypeError(`${fileName} is in the patch that was verified`);
  }
}

/** Goes on later where it was left. */
function unclosed<T>(generator: AsyncGenerator<T, void>): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => ({ next: () => generator.next() }) };
}

async function* upTo(
  reader: ByteReader,
  end: number,
): AsyncGenerator<Uint8Array> {
  while (reader.offset < end) {
    const chunk = await reader.readSome(
      Math.min(CHUNK_BYTES, end - reader.offset),
    );
    if (chunk === undefined) return;
    yield chunk;
  }
}

async function drain(chunks: AsyncIterator<Uint8Array>): Promise<void> {
  while ((await chunks.next()).done !== true);
}

interface PackedRpm {
  readonly fileName: string;
  readonly reader: ByteReader;
}

async function* rpmsOf(
  patch: ByteSource,
  limits: Limits,
): AsyncGenerator<PackedRpm, void> {
  const archive = readGzip(patch.open(), {
    inflater: blockwiseInflater(nativeInflater),
    limits,
    report: () => undefined,
  });
  const options = { limits, report: () => undefined };
  for await (const member of readTar(archive, options)) {
    if (member.name !== "software.tar") continue;
    for await (const { name, body } of readTar(member.body, options))
      yield { fileName: name, reader: new ByteReader(body) };
    return;
  }
}

import type { ByteReader, ErrorLocation, Limits } from "@stx-patch/core";
import { ArchiveError } from "./error.js";
import type { Deviate } from "./report.js";
import { checkTarEnd } from "./tar-end.js";
import type { TarExtension } from "./tar-extension.js";
import { isExtension, readExtension } from "./tar-extension.js";
import { isZero } from "./tar-fields.js";
import type { HeaderDeviate, TarHeader } from "./tar-header.js";
import { decodeTarHeader } from "./tar-header.js";
import { BLOCK_BYTES, paddingBytes } from "./tar-layout.js";

/** A member's own header and what extended headers in front of it said. */
export interface FoundHeader {
  readonly header: TarHeader;
  readonly sizeBytes: number;
  readonly headerOffset: number;
  readonly extension: TarExtension | undefined;
}

/** What one archive's headers are read with. */
export interface TarHeadersContext {
  readonly limits: Limits;
  readonly deviate: Deviate;
  /** The archive's own member path, for locations. */
  readonly archive: string | undefined;
}

/** No tool writes more than a pax header or a GNU name and link header; more of them are a way to keep a reader busy. */
const MAX_EXTENSIONS_PER_MEMBER = 4;
const GNU_SPARSE = "S";

/** Reads header blocks; contents of members have to be read by the caller in between. */
export class TarHeaders {
  readonly #reader: ByteReader;
  readonly #context: TarHeadersContext;

  constructor(reader: ByteReader, context: TarHeadersContext) {
    this.#reader = reader;
    this.#context = context;
  }

  /** Reads up to the next member's header; undefined when the end was reached and checked. */
  async next(): Promise<FoundHeader | undefined> {
    let extension: TarExtension | undefined;
    for (let extensions = 0; ; extensions++) {
      const headerOffset = this.#reader.offset;
      const location = this.#at(headerOffset);
      const header = await this.#readHeader(location);
      if (header === undefined) {
        if (extension !== undefined) this.#reportDangling(location);
        return undefined;
      }
      const sizeBytes = assertSize(header, location);
      if (!isExtension(header.typeFlag))
        return {
          header,
          sizeBytes: extension?.sizeBytes ?? sizeBytes,
          headerOffset,
          extension,
        };
      if (extensions === MAX_EXTENSIONS_PER_MEMBER)
        throw new ArchiveError(
          "TAR_META_TOO_LARGE",
          `expected at most ${MAX_EXTENSIONS_PER_MEMBER} extended headers in front of a member`,
          { location },
        );
      extension = readExtension(
        header.typeFlag,
        await this.#readContent(sizeBytes, location),
        extension,
        this.#deviateAt(location),
      );
    }
  }

  /** Undefined at the end of the archive, which is checked then. */
  async #readHeader(location: ErrorLocation): Promise<TarHeader | undefined> {
    const { deviate, archive } = this.#context;
    const block = await this.#reader.read(BLOCK_BYTES);
    if (block.length === 0) {
      deviate("TAR_END_MISSING", "archive ends without an end mark", location);
      return undefined;
    }
    if (block.length < BLOCK_BYTES)
      throw new ArchiveError(
        "TAR_TRUNCATED",
        `archive ends ${BLOCK_BYTES - block.length} bytes before the end of a header`,
        { location },
      );
    if (isZero(block)) {
      await checkTarEnd(this.#reader, archive, deviate);
      return undefined;
    }
    const header = decodeTarHeader(block, this.#deviateAt(location));
    if (header === undefined)
      throw new ArchiveError(
        "TAR_CHECKSUM_MISMATCH",
        "header does not match its checksum, or this is no tar archive",
        { location },
      );
    // More headers of a form of their own may follow: there is no telling where the next member is.
    if (header.typeFlag === GNU_SPARSE)
      throw new ArchiveError("TAR_SPARSE", "sparse file of the old GNU form", {
        location,
      });
    return header;
  }

  /** The content of an extended header, without the padding. */
  async #readContent(
    sizeBytes: number,
    location: ErrorLocation,
  ): Promise<Uint8Array> {
    const { maxTarMetaBytes } = this.#context.limits;
    if (sizeBytes > maxTarMetaBytes)
      throw new ArchiveError(
        "TAR_META_TOO_LARGE",
        `expected an extended header of at most ${maxTarMetaBytes} bytes, got ${sizeBytes}`,
        { location },
      );
    const content = await this.#reader.read(sizeBytes);
    const padding = await this.#reader.read(paddingBytes(sizeBytes));
    if (content.length + padding.length < sizeBytes + paddingBytes(sizeBytes))
      throw new ArchiveError(
        "TAR_TRUNCATED",
        "archive ends inside an extended header",
        { location },
      );
    if (!isZero(padding))
      this.#context.deviate(
        "TAR_PADDING_JUNK",
        "the padding behind an extended header is not zero",
        location,
      );
    return content;
  }

  #reportDangling(location: ErrorLocation): void {
    this.#context.deviate(
      "TAR_META_DANGLING",
      "an extended header is not followed by a member",
      location,
    );
  }

  #deviateAt(location: ErrorLocation): HeaderDeviate {
    return (code, message, severity) => {
      this.#context.deviate(code, message, location, severity);
    };
  }

  #at(offset: number): ErrorLocation {
    return { member: this.#context.archive, offset };
  }
}

function assertSize(header: TarHeader, location: ErrorLocation): number {
  if ("sizeBytes" in header.size) return header.size.sizeBytes;
  const { problem, message } = header.size;
  throw new ArchiveError(problem, message, { location });
}

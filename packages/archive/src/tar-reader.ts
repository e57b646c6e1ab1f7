import type { ErrorLocation, Limits } from "@stx-patch/core";
import { ByteReader, DEFAULT_LIMITS } from "@stx-patch/core";
import { ArchiveError } from "./error.js";
import type { ArchiveReport, Deviate } from "./report.js";
import { createDeviate } from "./report.js";
import { TarBody } from "./tar-body.js";
import { isZero } from "./tar-fields.js";
import type { FoundHeader } from "./tar-headers.js";
import { TarHeaders } from "./tar-headers.js";
import { nameProblems } from "./tar-name.js";
import type { TarMemberType } from "./tar-type.js";
import { hasContent, toMemberType } from "./tar-type.js";

/** One member of an archive while it streams by. */
export interface TarMember {
  /** Name as the target's reader would see it; a folder's has no slash at the end. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Permission bits. */
  readonly mode: number;
  readonly mtimeSeconds: number;
  readonly type: TarMemberType;
  /** Target of a link, else empty. */
  readonly linkTarget: string;
  /** Where the member's header block begins in the archive. */
  readonly headerOffset: number;
  /** Where its content begins. */
  readonly dataOffset: number;
  /** The content; must be read before the next member is asked for, or is skipped then. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Options of {@link readTar}. */
export interface ReadTarOptions {
  /** Uses `maxTarMembers` and `maxTarMetaBytes`. */
  readonly limits?: Limits | undefined;
  /** Takes everything after which reading can go on. */
  readonly report?: ArchiveReport | undefined;
  /** The archive's own member path, e.g. `software.tar`, for locations; offsets are inside the archive. */
  readonly name?: string | undefined;
}

/**
 * Streams the members of a tar archive (ustar, pax as Python and GNU tar write it, GNU) and checks everything
 * that readers could disagree on, to the last byte of the source. Closes the source when it ends, also early.
 *
 * Deviations go to `report` (any `TAR_` code that is not listed below); reading goes on as the target's
 * reader, Python's `tarfile`, would.
 *
 * @throws ArchiveError TAR_TRUNCATED, TAR_CHECKSUM_MISMATCH, TAR_SIZE_INVALID, TAR_NUMBER_MALFORMED (of a size),
 * TAR_SPARSE (old GNU form), TAR_TOO_MANY_MEMBERS, TAR_META_TOO_LARGE: the frame is broken. Without `report`
 * the first deviation of severity `error`. Errors of the source pass through unchanged.
 */
export async function* readTar(
  source: AsyncIterable<Uint8Array>,
  options: ReadTarOptions = {},
): AsyncGenerator<TarMember, void> {
  const { limits = DEFAULT_LIMITS, name: archive } = options;
  const deviate = createDeviate(options.report);
  const reader = new ByteReader(source);
  const headers = new TarHeaders(reader, { limits, deviate, archive });
  try {
    for (let count = 1; ; count++) {
      const found = await headers.next();
      if (found === undefined) return;
      const location = { member: archive, offset: found.headerOffset };
      if (count > limits.maxTarMembers)
        throw new ArchiveError(
          "TAR_TOO_MANY_MEMBERS",
          `expected at most ${limits.maxTarMembers} members`,
          { location },
        );
      const member = describe(found, reader.offset, deviate, location);
      const body = new TarBody(reader, member.sizeBytes, {
        name: member.name,
        archive,
      });
      yield { ...member, body };
      if (!isZero(await body.finish()))
        deviate(
          "TAR_PADDING_JUNK",
          `member ${member.name}: the padding behind its content is not zero`,
          { member: archive, offset: member.dataOffset + member.sizeBytes },
        );
    }
  } finally {
    await reader.close();
  }
}

/** Puts a member together from its headers, and checks what makes sense only together. */
function describe(
  { header, sizeBytes, headerOffset, extension }: FoundHeader,
  dataOffset: number,
  deviate: Deviate,
  location: ErrorLocation,
): Omit<TarMember, "body"> {
  const type = toMemberType(header.typeFlag, (code, message) => {
    deviate(code, message, location);
  });
  const name = extension?.name ?? header.name;
  const linkTarget = extension?.linkName ?? header.linkName;
  const plainName = name ?? "";
  if (name === undefined || linkTarget === undefined)
    deviate(
      "TAR_NAME_ENCODING",
      `member ${plainName}: a name is not UTF-8`,
      location,
    );
  else
    for (const { code, message } of nameProblems(name, {
      isDirectory: type === "directory",
    }))
      deviate(code, message, location);
  if (linkTarget !== "" && type !== "link" && type !== "symlink")
    deviate(
      "TAR_HEADER_JUNK",
      `member ${plainName}: a link name without a link`,
      location,
    );
  if (!hasContent(type) && sizeBytes > 0)
    deviate(
      "TAR_SIZE_UNEXPECTED",
      `member ${plainName}: a ${type} with ${sizeBytes} bytes of content`,
      location,
    );
  return {
    name: type === "directory" ? plainName.replace(/\/+$/, "") : plainName,
    sizeBytes: hasContent(type) ? sizeBytes : 0,
    mode: header.mode,
    mtimeSeconds: header.mtimeSeconds,
    type,
    linkTarget: linkTarget ?? "",
    headerOffset,
    dataOffset,
  };
}

import type { TarEntry } from "./tar-entry.js";
import {
  BLOCK_BYTES,
  END_MARK_BYTES,
  NAME_BYTES,
  paddedBytes,
  PREFIX_BYTES,
  RECORD_BYTES,
} from "./tar-layout.js";

/**
 * Total length of the archive that `writeTar` makes, so that a header around it can be written first.
 *
 * @param entries - a bare number stands for a member whose name fits a ustar header (100 bytes do)
 */
export function tarSizeBytes(
  entries: readonly (number | Pick<TarEntry, "name" | "sizeBytes">)[],
): number {
  return padToRecords(tarMembersSizeBytes(entries) + END_MARK_BYTES);
}

/** Length of the members alone, as {@link tarSizeBytes}: what comes behind them begins there. */
export function tarMembersSizeBytes(
  entries: readonly (number | Pick<TarEntry, "name" | "sizeBytes">)[],
): number {
  let total = 0;
  for (const entry of entries)
    total +=
      typeof entry === "number"
        ? BLOCK_BYTES + paddedBytes(entry)
        : paxPathBytes(entry.name) + BLOCK_BYTES + paddedBytes(entry.sizeBytes);
  return total;
}

/** Rounds up to whole records. */
export function padToRecords(lengthBytes: number): number {
  return Math.ceil(lengthBytes / RECORD_BYTES) * RECORD_BYTES;
}

/** Length of the pax header that a name needs; 0 for one that fits a ustar header. */
function paxPathBytes(name: string): number {
  return fitsUstar(name)
    ? 0
    : BLOCK_BYTES + paddedBytes(paxRecordBytes(` path=${name}\n`));
}

/** Tar-stream moves as few leading folders into the prefix as possible. */
function fitsUstar(name: string): boolean {
  let rest = name;
  while (rest.length > NAME_BYTES) {
    const slash = rest.indexOf("/");
    if (slash < 0) return false;
    rest = rest.slice(slash + 1);
  }
  return name.length - rest.length - 1 <= PREFIX_BYTES;
}

/** A pax record begins with its own length in decimal digits, which count themselves. */
function paxRecordBytes(record: string): number {
  let total = record.length + 1;
  while (String(total).length + record.length !== total)
    total = String(total).length + record.length;
  return total;
}

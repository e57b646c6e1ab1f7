import { concatBytes } from "@stx-patch/core";

/** A member of a tar archive whose header says what a test wants, true or not. */
export interface RawMember {
  readonly name: string;
  readonly body?: Uint8Array;
  /** Type flag, default `0`. */
  readonly type?: string;
  /** Text of the size field, default: the body's size in octal. */
  readonly size?: string;
  readonly prefix?: string;
  readonly linkName?: string;
  /** Called with the header before its checksum is made. */
  readonly bend?: (header: Uint8Array) => void;
  /** Makes the checksum wrong. */
  readonly badChecksum?: boolean;
}

const BLOCK_BYTES = 512;

/** Header and padded body of one member. */
export function rawMember(member: RawMember): Uint8Array {
  const body = member.body ?? new Uint8Array(0);
  const header = new Uint8Array(BLOCK_BYTES);
  const put = (at: number, text: string): void => {
    header.set(new TextEncoder().encode(text), at);
  };
  put(0, member.name);
  put(100, "0000644\0");
  put(108, "0000000\0");
  put(116, "0000000\0");
  put(124, member.size ?? `${body.length.toString(8).padStart(11, "0")}\0`);
  put(136, "13665570000\0");
  put(148, "        ");
  put(156, member.type ?? "0");
  put(157, member.linkName ?? "");
  put(257, "ustar\x0000");
  put(345, member.prefix ?? "");
  member.bend?.(header);
  const sum = header.reduce((total, byte) => total + byte, 0);
  const stated = member.badChecksum === true ? sum + 1 : sum;
  put(148, `${stated.toString(8).padStart(6, "0")}\0 `);
  const padding = (BLOCK_BYTES - (body.length % BLOCK_BYTES)) % BLOCK_BYTES;
  return concatBytes([header, body, new Uint8Array(padding)]);
}

/** An archive with its end mark, padded to a record. */
export function rawTar(
  members: readonly (RawMember | Uint8Array)[],
): Uint8Array {
  const content = concatBytes(
    members.map((member) =>
      member instanceof Uint8Array ? member : rawMember(member),
    ),
  );
  const sizeBytes = Math.ceil((content.length + 1024) / 10_240) * 10_240;
  return concatBytes([content, new Uint8Array(sizeBytes - content.length)]);
}

/** One pax header with these records. */
export function paxHeader(
  records: Readonly<Record<string, string>>,
  type = "x",
): RawMember {
  const text = Object.entries(records)
    .map(([key, value]) => {
      const rest = ` ${key}=${value}\n`;
      const sizeBytes = new TextEncoder().encode(rest).length;
      const guess = sizeBytes + String(sizeBytes).length;
      return `${sizeBytes + String(guess).length}${rest}`;
    })
    .join("");
  return { name: "PaxHeader", type, body: new TextEncoder().encode(text) };
}

import type { HashFactory } from "@stx-patch/core";
import { toHex } from "@stx-patch/core";
import { hasherOf } from "./bodies.js";
import { refusal, unknown } from "./fault.js";
import type { Members } from "./step-extraction.js";
import { kept, stop } from "./upload-end.js";
import type { JudgeContext } from "./verdict.js";

/** Python's `int(text, 16)` in the forms that its versions agree on. */
const HEX = /^[ \t\n\r\f\v]*[+-]?(?:0[xX])?[0-9a-fA-F]+[ \t\n\r\f\v]*$/;

/** Row 3: the checksum is that of the members. */
export async function checkChecksum(
  { metadata, software, semantics, checksum }: Members,
  { hash }: JudgeContext,
): Promise<void> {
  const text = new TextDecoder("latin1").decode(kept(checksum, "checksum"));
  if (text.includes("_") || text.length > 4096)
    stop("checksum", unknown("the checksum is written oddly"), null);
  if (!HEX.test(text))
    stop("checksum", refusal("the checksum is no hexadecimal number"), null);
  const sums = [
    await md5Of(kept(metadata, "checksum"), hash),
    await software.md5(),
    ...(semantics === undefined
      ? []
      : [await md5Of(kept(semantics, "checksum"), hash)]),
  ];
  const expected = sums.reduce(
    (sum, md5) => sum ^ BigInt(`0x${toHex(md5)}`),
    (1n << 128n) - 1n,
  );
  const stated = BigInt(
    `0x${text.trim().replace(/^[+-]/, "").replace(/^0x/i, "")}`,
  );
  if (text.trim().startsWith("-") || stated !== expected)
    stop(
      "checksum",
      refusal("the checksum is not that of the members"),
      "Patch failed verification",
    );
}

async function md5Of(
  bytes: Uint8Array,
  hash: HashFactory,
): Promise<Uint8Array> {
  const hasher = hasherOf(hash, "md5");
  await hasher.update(bytes);
  return hasher.digest();
}

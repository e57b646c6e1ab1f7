import type { TarMember } from "@stx-patch/archive";
import { concatBytes, copyOf, finding } from "@stx-patch/core";
import type { CheckId } from "../check-list.js";
import { VERIFY_ERRORS } from "../error.js";
import type { ReadContext } from "../read-patch.js";

/** Reads a member that has to be small; a larger one is a finding and is not read at all. */
export async function readSmallMember(
  member: TarMember,
  maxBytes: number,
  check: CheckId,
  { log }: ReadContext,
  path = member.name,
): Promise<Uint8Array | undefined> {
  if (member.sizeBytes > maxBytes) {
    log.add(
      check,
      finding(
        VERIFY_ERRORS,
        "VERIFY_MEMBER_TOO_LARGE",
        "error",
        `${path} has ${member.sizeBytes} bytes, at most ${maxBytes} are allowed`,
        { member: path, offset: member.headerOffset },
      ),
    );
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of member.body) chunks.push(copyOf(chunk));
  return concatBytes(chunks);
}

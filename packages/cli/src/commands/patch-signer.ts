import type { ImaSigner, KeyInfo, PatchSigner } from "@stx-patch/core";
import type { TrustAnchor } from "@stx-patch/trust";
import type { ParsedLine } from "../command-line/parse.js";
import type { Io } from "../world/io.js";
import {
  openImaSigner,
  openPatchSigner,
  type NamedSigner,
} from "../world/signers.js";
import { signerQuery } from "./signer-arguments.js";

export type { NamedSigner } from "../world/signers.js";

/**
 * The signer that {@link SIGNING_OPTIONS} and the surroundings name.
 *
 * @throws CliError CLI_KEY_NOT_FOUND, CLI_PASSPHRASE_UNREADABLE, CLI_OPTIONS_CONFLICT, CLI_OPTION_VALUE_INVALID; SigningError
 */
export async function findPatchSigner(
  line: ParsedLine,
  io: Io,
): Promise<NamedSigner<PatchSigner>> {
  const query = await signerQuery("patch", line, io);
  return openPatchSigner(
    query,
    line.flag("random-salt") ? "random" : "derived",
  );
}

/** The signer that {@link IMA_SIGNING_OPTIONS} and the surroundings name. @throws as {@link findPatchSigner} */
export async function findImaSigner(
  line: ParsedLine,
  io: Io,
): Promise<NamedSigner<ImaSigner>> {
  return openImaSigner(await signerQuery("ima", line, io));
}

/** A key has no role by itself; the anchor with the same public key gives it one. */
export function roleOf(
  { spkiSha256 }: Pick<KeyInfo, "spkiSha256">,
  anchors: readonly TrustAnchor[],
): string | null {
  return (
    anchors.find((anchor) => anchor.key.spkiSha256 === spkiSha256)?.role ?? null
  );
}

import type { KeyInfo, PatchSigner } from "@stx-patch/core";
import { createPatchSigner } from "@stx-patch/signing";
import type { TrustAnchor } from "@stx-patch/trust";
import type { ParsedLine } from "../command-line/parse.js";
import type { Io } from "../world/io.js";
import { findKey } from "../world/keys.js";

/** A signer and where its key came from. */
export interface NamedSigner<S> {
  readonly signer: S;
  readonly source: string;
}

/**
 * The signer that {@link SIGNING_OPTIONS} and the surroundings name.
 *
 * @throws CliError CLI_KEY_NOT_FOUND, CLI_PASSPHRASE_UNREADABLE; SigningError KEY_*
 */
export async function findPatchSigner(
  line: ParsedLine,
  io: Io,
): Promise<NamedSigner<PatchSigner>> {
  const { key, source } = await findKey({
    purpose: "patch",
    path: line.text("key"),
    passphraseFile: line.text("key-passphrase-file"),
    env: io.env,
    cwd: io.cwd,
  });
  const salt = line.flag("random-salt") ? "random" : "derived";
  return { signer: createPatchSigner(key, { salt }), source };
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

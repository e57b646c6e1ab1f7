import type { PatchSigner } from "@stx-patch/core";
import type { Certificate, TrustAnchor } from "@stx-patch/trust";
import { CliError } from "../../error.js";
import type { NamedSigner } from "../../world/signers.js";
import type { OpenPatch } from "../open-patch.js";
import { assertRole } from "../signer-arguments.js";

/** Who is to sign, and in which role. */
export interface RoleQuestion {
  readonly patchKey: NamedSigner<PatchSigner>;
  /** Value of `--role`. */
  readonly asked: string | undefined;
  /** Who tells the role of the key. */
  readonly anchors: readonly TrustAnchor[];
  readonly intermediates: readonly Certificate[];
}

/**
 * The role of the new signature: the one that was asked for, else the one that the patch has. A key of another role is an
 * error, so that no formal patch is signed by the development key because that is the one which lies around.
 *
 * @throws CliError CLI_KEY_ROLE, CLI_KEY_ROLE_UNKNOWN
 */
export function roleOfNewSignature(
  { file, report }: Pick<OpenPatch, "file" | "report">,
  { patchKey, asked, ...known }: RoleQuestion,
): string {
  const wanted = asked ?? report.signer?.role;
  if (wanted === undefined)
    throw new CliError(
      "CLI_KEY_ROLE_UNKNOWN",
      `${file}: nobody knows in which role it was signed, so the new signature's role has to be named`,
    );
  assertRole(wanted, patchKey, known, file);
  return wanted;
}

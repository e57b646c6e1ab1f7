import type { TrustAnchor } from "@stx-patch/trust";
import type { ParsedLine } from "../../command-line/parse.js";
import { loadAnchors } from "../../world/anchors.js";
import type { Io } from "../../world/io.js";

/**
 * Keys that may sign: those of `--cert` and no others when there are any, else the trust anchors of the role.
 *
 * @param role - undefined: any
 * @param anchors - that the command trusts anyway
 * @throws CliError CLI_TRUST_UNREADABLE; TrustError for what is no certificate
 */
export async function acceptedKeys(
  line: ParsedLine,
  role: string | undefined,
  anchors: readonly TrustAnchor[],
  { cwd }: Io,
): Promise<TrustAnchor[]> {
  const named = line.list("cert");
  const keys = named.length === 0 ? anchors : await loadAnchors(named, {}, cwd);
  return keys.filter((anchor) => role === undefined || anchor.role === role);
}

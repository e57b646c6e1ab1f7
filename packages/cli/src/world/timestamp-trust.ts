import { resolve } from "node:path";
import { anchorsFrom, type TrustAnchor } from "@stx-patch/trust";
import { readTrustFile } from "./anchors.js";

/**
 * Reads the certificates that `--tsa-cert` names.
 *
 * @throws CliError CLI_TRUST_UNREADABLE; TrustError for what is no certificate
 */
export async function loadAuthorities(
  paths: readonly string[],
  cwd: string,
): Promise<TrustAnchor[]> {
  const files = await Promise.all(
    paths.map(async (path) => {
      const bytes = await readTrustFile(resolve(cwd, path), path);
      return anchorsFrom(bytes, { source: path, role: "tsa" });
    }),
  );
  return files.flat();
}

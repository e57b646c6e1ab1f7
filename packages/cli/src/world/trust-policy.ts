import { resolve } from "node:path";
import {
  parseCertificates,
  parseRevocationList,
  type Certificate,
  type RevokedFingerprints,
} from "@stx-patch/trust";
import { CliError } from "../error.js";
import { readTrustFile } from "./anchors.js";

const TIME =
  /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * Reads a moment: a day (its beginning, in UTC) or a time with its zone.
 *
 * @throws CliError CLI_TIME_INVALID
 */
export function parseTime(text: string): Date {
  const date = new Date(text);
  // JavaScript takes 30 February for 2 March.
  const day = text.slice(0, 10);
  const exists =
    TIME.test(text) &&
    !Number.isNaN(date.getTime()) &&
    new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  if (!exists)
    throw new CliError(
      "CLI_TIME_INVALID",
      `--at ${JSON.stringify(text)} is no date`,
    );
  return date;
}

/**
 * Reads certificates that are not trusted by themselves.
 *
 * @throws CliError CLI_TRUST_UNREADABLE; TrustError for what is no certificate
 */
export async function loadIntermediates(
  paths: readonly string[],
  cwd: string,
): Promise<Certificate[]> {
  const files = await Promise.all(
    paths.map(async (path) =>
      parseCertificates(await readTrustFile(resolve(cwd, path), path), path),
    ),
  );
  return files.flat();
}

/**
 * Reads lists of revoked fingerprints; undefined when none is named.
 *
 * @throws CliError CLI_TRUST_UNREADABLE; TrustError TRUST_REVOCATION_LIST
 */
export async function loadRevoked(
  paths: readonly string[],
  cwd: string,
): Promise<RevokedFingerprints | undefined> {
  if (paths.length === 0) return undefined;
  const lists = await Promise.all(
    paths.map(async (path) =>
      parseRevocationList(await readTrustFile(resolve(cwd, path), path), path),
    ),
  );
  return new Set(lists.flatMap((list) => [...list]));
}

import { resolve } from "node:path";
import type { Limits } from "@stx-patch/core";
import { anchorsFrom, type TrustAnchor } from "@stx-patch/trust";
import type { TrustSetup } from "../commands/verify-file.js";
import { loadAnchors, readTrustFile } from "../world/anchors.js";
import { limitsFrom } from "../world/limits.js";
import { parseTarget } from "../world/target.js";
import { loadIntermediates, loadRevoked } from "../world/trust-policy.js";

const MIN_RSA_BITS = 2048;

/** Whom to believe, and how strictly. */
export interface TrustOptions {
  /**
   * Certificates or public keys to trust: a file (PEM, DER, or any text with PEM inside), as `ROLE=FILE` when its name does not say the role; or
   * anchors that were made before. Nobody is trusted but these.
   */
  readonly trust: readonly (string | TrustAnchor)[];
  /** Files with certificates of signers and authorities that are trusted only when one of {@link TrustOptions.trust} issued them. */
  readonly intermediates?: readonly string[] | undefined;
  /** Files with SHA-256 fingerprints not to trust, one a line. */
  readonly revoked?: readonly string[] | undefined;
  /** Signatures of this role only, e.g. `formal`. */
  readonly requireRole?: string | undefined;
  /** Whether an expired certificate is an error; a target ignores dates. */
  readonly checkDates?: boolean | undefined;
  /** The moment that dates are checked for; now when absent. */
  readonly at?: Date | undefined;
  /** Files with certificates of the file signatures (IMA); those are not verified when absent. */
  readonly imaCertificates?: readonly string[] | undefined;
  /** Other bounds on what is read than the usual ones (docs/limits.md): whole numbers above 0. */
  readonly limits?: Partial<Limits> | undefined;
  /** Asks what a deployed system of this release would do with the patch, e.g. `stx-20.06`. */
  readonly target?: string | undefined;
  /** Whether that system was installed to accept development signatures. */
  readonly targetAcceptsDev?: boolean | undefined;
}

/** Reads what the options name. @throws CliError, TrustError */
export async function trustSetupOf(
  options: TrustOptions,
  cwd: string,
): Promise<TrustSetup> {
  const { requireRole, checkDates, at, limits } = options;
  return {
    anchors: await anchorsOf(options.trust, cwd),
    intermediates: await loadIntermediates(options.intermediates ?? [], cwd),
    policy: {
      ...(requireRole === undefined ? {} : { requireRole }),
      checkDates: checkDates ?? at !== undefined,
      now: at ?? new Date(),
      minRsaBits: MIN_RSA_BITS,
      revoked: await loadRevoked(options.revoked ?? [], cwd),
    },
    imaAnchors: await imaAnchorsOf(options.imaCertificates ?? [], cwd),
    limits: limitsFrom(limits),
    target: parseTarget(options.target, options.targetAcceptsDev ?? false),
  };
}

async function anchorsOf(
  trust: readonly (string | TrustAnchor)[],
  cwd: string,
): Promise<TrustAnchor[]> {
  const loaded = trust.map(async (item) =>
    typeof item === "string" ? await loadAnchors([item], {}, cwd) : [item],
  );
  return (await Promise.all(loaded)).flat();
}

async function imaAnchorsOf(
  paths: readonly string[],
  cwd: string,
): Promise<TrustAnchor[]> {
  const loaded = paths.map(async (path) =>
    anchorsFrom(await readTrustFile(resolve(cwd, path), path), {
      source: path,
      role: "ima",
    }),
  );
  return (await Promise.all(loaded)).flat();
}

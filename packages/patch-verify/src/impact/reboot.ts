import type { PatchMetadata } from "@stx-patch/patch-format";
import type { RpmView } from "../patch-view.js";

/** Whether hosts reboot, and why. */
export interface RebootImpact {
  /** Hosts reboot, or have to be locked, which ends in a reboot. */
  readonly required: boolean;
  /** What metadata.xml says; null when it does not, which the target takes for yes. */
  readonly declared: boolean | null;
  /** File names of the RPMs whose scriptlets set the agent's reboot flag. */
  readonly flaggedBy: readonly string[];
  /** Restart scripts that run instead of a reboot; the first of each RPM's. */
  readonly restartScripts: readonly string[];
  /** Sentences without full stop. */
  readonly reasons: readonly string[];
  /** In what metadata and RPMs disagree, or what is missing; null when they fit. */
  readonly caution: string | null;
}

/**
 * Two independent things decide, and no target compares them (spec patch-lifecycle section 6.4): `reboot_required` tells the controller
 * whether hosts have to be locked, and a flag that a scriptlet sets tells the agent whether the host needs a reboot.
 */
export function rebootImpact(
  { rebootRequired }: Pick<PatchMetadata, "rebootRequired">,
  rpms: readonly Pick<RpmView, "fileName" | "impact">[],
): RebootImpact {
  const declared = rebootRequired ?? null;
  const flaggedBy = rpms
    .filter(({ impact }) => impact?.setsRebootFlag)
    .map(({ fileName }) => fileName);
  const restartScripts = rpms.flatMap(
    ({ impact }) => impact?.restartScripts.paths ?? [],
  );
  const facts = { declared, flaggedBy, restartScripts };
  return {
    ...facts,
    required: declared !== false || flaggedBy.length > 0,
    reasons: reasonsOf(facts),
    caution: cautionOf(facts),
  };
}

type Facts = Pick<RebootImpact, "declared" | "flaggedBy" | "restartScripts">;

function reasonsOf({ declared, flaggedBy }: Facts): string[] {
  const says =
    declared === null
      ? "metadata.xml does not say whether a reboot is required, which the target takes for yes"
      : declared
        ? "metadata.xml says that a reboot is required, so hosts have to be locked"
        : "metadata.xml says in-service, so hosts need not be locked";
  const [first] = flaggedBy;
  if (first === undefined) return [says];
  const more =
    flaggedBy.length === 1 ? "" : ` and ${flaggedBy.length - 1} more`;
  return [says, `a scriptlet of ${first}${more} sets the agent's reboot flag`];
}

function cautionOf({
  declared,
  flaggedBy,
  restartScripts,
}: Facts): string | null {
  const isFlagged = flaggedBy.length > 0;
  if (declared === false && isFlagged)
    return "metadata.xml says in-service, yet after the installation hosts need a reboot and restart scripts do not run";
  if (declared === false && restartScripts.length === 0)
    return "no RPM brings a restart script: what is running goes on with the old code until somebody restarts it";
  if (declared !== false && !isFlagged)
    return "no RPM sets the agent's reboot flag, so a host counts as up to date without having rebooted";
  return null;
}

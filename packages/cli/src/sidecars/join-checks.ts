import type { ByteSink, PatchWitness } from "@stx-patch/patch-verify";
import type { SidecarCheck } from "./sidecar.js";

/** What several checks want to see of one verification, as one. */
export function joinChecks(
  checks: readonly SidecarCheck[],
): Pick<SidecarCheck, "witness" | "takeSeal" | "policyFor"> {
  const witnesses = checks.flatMap(({ witness }) => witness ?? []);
  return {
    // One file at most says when the patch was signed.
    policyFor: checks.find(({ policyFor }) => policyFor !== undefined)
      ?.policyFor,
    takeSeal: (seal, signature) => {
      for (const check of checks) check.takeSeal?.(seal, signature);
    },
    witness: witnesses.length === 0 ? undefined : joinWitnesses(witnesses),
  };
}

function joinWitnesses(witnesses: readonly PatchWitness[]): PatchWitness {
  return {
    file: (file) => joinSinks(witnesses.map((one) => one.file?.(file))),
    rpm: (rpm) => joinSinks(witnesses.map((one) => one.rpm?.(rpm))),
  };
}

function joinSinks(
  wanted: readonly (ByteSink | undefined)[],
): ByteSink | undefined {
  const sinks = wanted.flatMap((sink) => sink ?? []);
  const [only, ...more] = sinks;
  if (more.length === 0) return only;
  return {
    update: async (chunk) => {
      await Promise.all(sinks.map(async (sink) => sink.update(chunk)));
    },
    finish: async () => {
      await Promise.all(sinks.map(async (sink) => sink.finish()));
    },
  };
}

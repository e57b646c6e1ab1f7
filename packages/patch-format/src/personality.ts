/** Node types that RPMs can be meant for; `--all-nodes` means all of them. */
export const PERSONALITIES = [
  "controller",
  "worker",
  "worker-lowlatency",
  "storage",
  "controller-worker",
  "controller-worker-lowlatency",
] as const;

/** A node type that current releases know. */
export type Personality = (typeof PERSONALITIES)[number];

/** Node types of releases before December 2018, which later ones do not know. */
export const RETIRED_PERSONALITIES = [
  "compute",
  "compute-lowlatency",
  "controller-compute",
  "controller-compute-lowlatency",
] as const;

/** A node type that only old releases know. */
export type RetiredPersonality = (typeof RETIRED_PERSONALITIES)[number];

/** True for the six node types of current releases. */
export function isPersonality(text: string): text is Personality {
  return (PERSONALITIES as readonly string[]).includes(text);
}

/** True for node types that only releases before 2019 know. */
export function isRetiredPersonality(text: string): text is RetiredPersonality {
  return (RETIRED_PERSONALITIES as readonly string[]).includes(text);
}

import { note, type Rule, type RuleContext } from "../notes.js";
import type { ReleaseFinding } from "../verdict.js";

/** Patches that have to be applied first are there, in force, and not in a circle (spec patch-lifecycle section 4.2). */
export const checkRequiredPatches: Rule = (context) => {
  const { patch, others, namesAllPatches } = context;
  const { requires } = patch.metadata;
  const known = new Set(others.map(({ facts }) => facts.metadata.id));
  // A requirement of itself is told with or without a release.
  const missing = [...new Set(requires)].filter(
    (id) => !known.has(id) && id !== patch.metadata.id,
  );
  const findings = [...obsolete(context), ...cycle(context)];
  if (namesAllPatches)
    return {
      findings: [...missing.map((id) => notThere(id, context)), ...findings],
      notChecked: [],
    };
  return {
    findings,
    notChecked: missing.map(
      (id) =>
        `whether the required patch ${id} is there: name the patches of the system with --with`,
    ),
  };
};

function notThere(required: string, { patch }: RuleContext): ReleaseFinding {
  const { id } = patch.metadata;
  return note(
    "RELEASE_REQUIRED_MISSING",
    "error",
    `patch ${id} requires ${required}, which is not among the patches that were given`,
    {
      targetAnswer: {
        step: "apply",
        text: `${required} is required by: ${id}`,
      },
    },
  );
}

const OBSOLETE = new Set(["OBS", "O"]);

function obsolete({ patch, others }: RuleContext): ReleaseFinding[] {
  const { id, status, requires } = patch.metadata;
  const own = OBSOLETE.has(status)
    ? [
        note(
          "RELEASE_OBSOLETE",
          "warning",
          `patch ${id} has the status ${status}`,
        ),
      ]
    : [];
  const required = others.filter(
    ({ facts: { metadata } }) =>
      requires.includes(metadata.id) && OBSOLETE.has(metadata.status),
  );
  return [
    ...own,
    ...required.map(({ facts: { metadata } }) =>
      note(
        "RELEASE_REQUIRES_OBSOLETE",
        "warning",
        `patch ${id} requires ${metadata.id}, which has the status ${metadata.status}`,
      ),
    ),
  ];
}

/** The shortest way from the patch back to itself. */
function cycle({ patch, others }: RuleContext): ReleaseFinding[] {
  const { id, requires } = patch.metadata;
  const edges = new Map(
    others.map(({ facts }) => [facts.metadata.id, facts.metadata.requires]),
  );
  const from = new Map<string, string>();
  const queue = requires.filter((required) => required !== id);
  for (const first of queue) from.set(first, id);
  for (const at of queue) {
    for (const next of edges.get(at) ?? []) {
      if (next === id) return [circle([...wayTo(at, id, from), id])];
      if (from.has(next)) continue;
      from.set(next, at);
      queue.push(next);
    }
  }
  return [];
}

function wayTo(
  end: string,
  start: string,
  from: ReadonlyMap<string, string>,
): string[] {
  const way = [end];
  for (let at = end; at !== start;) {
    at = from.get(at) ?? start;
    way.unshift(at);
  }
  return way;
}

function circle(ids: readonly string[]): ReleaseFinding {
  return note(
    "RELEASE_REQUIRES_CYCLE",
    "error",
    `patches require each other in a circle: ${ids.join(" requires ")}`,
  );
}

import { note, type Rule, type RuleContext } from "../notes.js";
import type { ReleaseFinding } from "../verdict.js";

/** Release and id fit the system and the other patches (spec patch-lifecycle section 4.1, row 7 and "re-import"). */
export const checkIdentity: Rule = (context) => {
  const { base, patch, others } = context;
  const { swVersion } = patch.metadata;
  const findings = [...sameId(context)];
  const different = new Map<string, string[]>();
  for (const { facts } of others) {
    const { id, swVersion: theirs } = facts.metadata;
    if (theirs === swVersion) continue;
    different.set(theirs, [...(different.get(theirs) ?? []), id]);
  }
  for (const [theirs, ids] of different)
    findings.push(
      note(
        "RELEASE_OTHER_SW_VERSION",
        "warning",
        `the patch is for release ${swVersion}, ${ids.join(", ")} for ${theirs}`,
      ),
    );
  if (base === undefined) return { findings, notChecked: [] };
  if (base.swVersion === undefined)
    return {
      findings,
      notChecked: [
        `whether the base is of release ${swVersion}: its directory is not called rel-RELEASE, and no --target says it`,
      ],
    };
  return {
    findings: [...findings, ...otherBase(context, base.swVersion)],
    notChecked: [],
  };
};

function otherBase(
  { patch }: RuleContext,
  baseVersion: string,
): ReleaseFinding[] {
  const { id, swVersion } = patch.metadata;
  if (swVersion === baseVersion) return [];
  return [
    note(
      "RELEASE_SW_VERSION",
      "error",
      `the patch is for release ${swVersion}, the base is ${baseVersion}`,
      {
        targetAnswer: {
          step: "upload",
          text: `Patch ${id} software release (${swVersion}) is not installed`,
        },
      },
    ),
  ];
}

/** A patch that is there already is only new metadata to the target, unless it holds other RPMs. */
function sameId({ patch, others }: RuleContext): ReleaseFinding[] {
  const { id, contents } = patch.metadata;
  return others
    .filter(({ facts }) => facts.metadata.id === id)
    .map(({ facts, source }) => {
      const theirs = facts.metadata.contents;
      const isSame =
        theirs.length === contents.length &&
        theirs.every((name) => contents.includes(name));
      return isSame
        ? note(
            "RELEASE_SAME_ID",
            "warning",
            `file ${source} has the id ${id}, the same RPMs and other metadata`,
            {
              targetAnswer: {
                step: "upload",
                text: `${id} is already imported. Updated metadata only`,
              },
            },
          )
        : note(
            "RELEASE_SAME_ID",
            "error",
            `file ${source} has the id ${id} and other RPMs`,
            {
              targetAnswer: {
                step: "upload",
                text: `Contents of ${id} do not match re-imported patch`,
              },
            },
          );
    });
}

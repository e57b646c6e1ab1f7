import type { PatchMetadata } from "@stx-patch/patch-format";
import { note, only, type Rule } from "../notes.js";

/** Two patches that bring one package bring it to the same hosts (spec patch-lifecycle section 1.5: the target adds both up). */
export const checkNodeTypes: Rule = ({ patch, others }) =>
  only(
    others
      .filter(
        ({ facts: { metadata } }) =>
          metadata.swVersion === patch.metadata.swVersion &&
          metadata.id !== patch.metadata.id,
      )
      .flatMap(({ facts }) => {
        const theirs = new Set(facts.rpms.map((rpm) => rpm.package.name));
        return patch.rpms
          .filter((rpm) => theirs.has(rpm.package.name))
          .flatMap((rpm) => {
            const { name } = rpm.package;
            const here = typesOf(patch.metadata, name);
            const there = typesOf(facts.metadata, name);
            if (here === there) return [];
            return [
              note(
                "RELEASE_NODE_TYPES_DIFFER",
                "warning",
                `package ${name} goes to ${here} here, to ${there} in patch ${facts.metadata.id}`,
                { rpm },
              ),
            ];
          });
      }),
  );

function typesOf({ personalities }: PatchMetadata, name: string): string {
  const types = personalities
    .filter(({ packages }) => packages.includes(name))
    .map(({ type }) => type);
  return types.length === 0 ? "no node type" : types.toSorted().join(", ");
}

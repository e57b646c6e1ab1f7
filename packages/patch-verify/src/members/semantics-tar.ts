import { readTar } from "@stx-patch/archive";
import { finding } from "@stx-patch/core";
import { VERIFY_ERRORS } from "../error.js";
import type { ScriptView } from "../patch-view.js";
import type { ReadContext } from "../read-patch.js";
import { withWitness } from "../witness.js";
import { readSmallMember } from "./small-member.js";

const SHEBANG = [0x23, 0x21];

/** Reads semantics.tar: scripts are looked at, never executed. */
export async function readSemanticsTar(
  source: AsyncIterable<Uint8Array>,
  context: ReadContext,
): Promise<ScriptView[]> {
  const { limits, log } = context;
  const scripts: ScriptView[] = [];
  const members = readTar(source, {
    limits,
    name: "semantics.tar",
    report: (deviation) => {
      log.add("container", deviation);
    },
  });
  for await (const member of members) {
    const path = `semantics.tar/${member.name}`;
    if (member.type !== "file") {
      log.add(
        "semantics",
        finding(
          VERIFY_ERRORS,
          "VERIFY_SEMANTICS_UNLISTED",
          "error",
          `semantics.tar holds ${member.type} ${JSON.stringify(member.name)}`,
          { member: path, offset: member.headerOffset },
        ),
      );
      continue;
    }
    const content = await withWitness(
      context.witness,
      path,
      member,
      (witnessed) =>
        readSmallMember(
          witnessed,
          limits.maxScriptBytes,
          "semantics",
          context,
          path,
        ),
    );
    scripts.push({
      name: member.name,
      sizeBytes: member.sizeBytes,
      offset: member.headerOffset,
      mode: member.mode,
      hasInterpreter: SHEBANG.every((byte, i) => content?.[i] === byte),
    });
  }
  return scripts;
}

import type { Finding } from "@stx-patch/core";
import { finding } from "@stx-patch/core";
import type { FormatErrorCode } from "./error.js";
import { FORMAT_ERRORS } from "./error.js";
import { PATCH_MEMBERS } from "./members.js";
import { quoted } from "./quoted.js";

/** What the grammar needs to know of a tar member. */
export interface MemberHead {
  readonly name: string;
  /** `file` for a regular file. */
  readonly type: string;
  /** Offset of the member's header in the archive. */
  readonly offset: number;
}

/** Checks the members of a patch archive one by one, as they come. */
export interface MemberGrammar {
  /** Findings about the next member; none when it is in its place. */
  accept(member: MemberHead): Finding<FormatErrorCode>[];
  /** Findings about what did not come. */
  finish(): Finding<FormatErrorCode>[];
}

/** Creates the check of one archive against {@link PATCH_MEMBERS} (spec sections 1 and 8). */
export function createMemberGrammar(): MemberGrammar {
  const seen = new Set<number>();
  let last = -1;

  return {
    accept(member) {
      const place = PATCH_MEMBERS.findIndex(({ name }) => name === member.name);
      if (place === -1) return [strangerFinding(member)];
      const findings: Finding<FormatErrorCode>[] = [];
      if (member.type !== "file")
        findings.push(
          memberFinding("MEMBER_NOT_A_FILE", member, `is a ${member.type}`),
        );
      if (seen.has(place))
        findings.push(
          memberFinding("MEMBER_DUPLICATE", member, "occurs again"),
        );
      else if (place < last)
        findings.push(
          memberFinding(
            "MEMBER_ORDER",
            member,
            `comes after ${PATCH_MEMBERS[last]?.name ?? "its place"}`,
          ),
        );
      seen.add(place);
      last = Math.max(last, place);
      return findings;
    },

    finish() {
      return PATCH_MEMBERS.filter(
        ({ required }, place) => required && !seen.has(place),
      ).map(({ name }) =>
        finding(
          FORMAT_ERRORS,
          "MEMBER_MISSING",
          "error",
          `there is no ${name}`,
          {
            member: name,
          },
        ),
      );
    },
  };
}

function strangerFinding(member: MemberHead): Finding<FormatErrorCode> {
  return isUnsafePath(member.name)
    ? memberFinding("MEMBER_UNSAFE_PATH", member, "leads out of the archive")
    : memberFinding("MEMBER_UNKNOWN", member, "does not belong into a patch");
}

function isUnsafePath(name: string): boolean {
  return /^[/\\]|^[A-Za-z]:/.test(name) || name.split(/[/\\]/).includes("..");
}

function memberFinding(
  code: FormatErrorCode,
  member: MemberHead,
  problem: string,
): Finding<FormatErrorCode> {
  return finding(
    FORMAT_ERRORS,
    code,
    "error",
    `member ${quoted(member.name)} ${problem}`,
    { member: member.name, offset: member.offset },
  );
}

// Every case of the corpus, with what is the same for most of them filled in.
import { BOUNDARY } from "./cases/boundary.mjs";
import { CONTENTS } from "./cases/contents.mjs";
import { GOOD } from "./cases/good.mjs";
import { GZIP } from "./cases/gzip.mjs";
import { MEMBERS } from "./cases/members.mjs";
import { METADATA } from "./cases/metadata.mjs";
import { RPMS } from "./cases/rpms.mjs";
import { SIGNATURES } from "./cases/signatures.mjs";
import { TAR } from "./cases/tar.mjs";

/** The certificates that a verifier trusts unless a case says otherwise. */
const USUAL_TRUST = [
  "trust/dev-certificate.pem",
  "trust/formal-certificate.pem",
];

const EXIT_STATUS = { trusted: 0, malformed: 2, untrusted: 3 };

/**
 * The cases. Verdict, codes and the target's answer are written down by hand, beside what makes the patch; none of them comes from a
 * verifier.
 */
export const CASES = [
  ...GOOD,
  ...MEMBERS,
  ...TAR,
  ...GZIP,
  ...BOUNDARY,
  ...METADATA,
  ...CONTENTS,
  ...RPMS,
  ...SIGNATURES,
];

/** What stands in a case's expected.json. */
export function expectationOf({
  name,
  group,
  title,
  why,
  verdict,
  codes,
  target,
  release = "stx-20.06",
  trust = USUAL_TRUST,
  args = [],
}) {
  return {
    name,
    group,
    title,
    why,
    trust,
    args,
    verdict,
    codes,
    exitStatus: EXIT_STATUS[verdict],
    target: { release, acceptsDev: true, outcome: target },
  };
}

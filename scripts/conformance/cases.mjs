// Every case of the corpus, with what is the same for most of them filled in.
import { BOUNDARY } from "./cases/boundary.mjs";
import { CHECKSUM } from "./cases/checksums.mjs";
import { CONTENTS } from "./cases/contents.mjs";
import { GOOD } from "./cases/good.mjs";
import { GZIP } from "./cases/gzip.mjs";
import { MEMBERS } from "./cases/members.mjs";
import { METADATA_SHAPE } from "./cases/metadata-shape.mjs";
import { METADATA_VALUES } from "./cases/metadata-values.mjs";
import { METADATA_XML } from "./cases/metadata-xml.mjs";
import { RPMS } from "./cases/rpms.mjs";
import { SIGNATURE_BYTES } from "./cases/signature-bytes.mjs";
import { SIGNATURE_POLICY } from "./cases/signature-policy.mjs";
import { TAR_ENDS } from "./cases/tar-ends.mjs";
import { TAR_EXTENSIONS } from "./cases/tar-extensions.mjs";
import { TAR_HEADERS } from "./cases/tar-headers.mjs";
import { TAR_OUTER } from "./cases/tar-outer.mjs";

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
  ...TAR_HEADERS,
  ...TAR_EXTENSIONS,
  ...TAR_ENDS,
  ...TAR_OUTER,
  ...GZIP,
  ...BOUNDARY,
  ...METADATA_XML,
  ...METADATA_SHAPE,
  ...METADATA_VALUES,
  ...CONTENTS,
  ...RPMS,
  ...SIGNATURE_BYTES,
  ...SIGNATURE_POLICY,
  ...CHECKSUM,
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

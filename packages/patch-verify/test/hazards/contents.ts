import {
  CGCS,
  EPOCH,
  rpm,
  SCRIPT,
  text,
  soundParts,
} from "../support/parts.js";
import { crafted, withMetadata, hazard, type Hazard } from "./hazard.js";

const { metadata } = soundParts();

/** Where metadata, RPMs and scripts do not agree with each other or with themselves. */
export const CONTENT_HAZARDS: readonly Hazard[] = [
  hazard(
    "contents without the RPM",
    "VERIFY_CONTENTS_NOT_IN_SOFTWARE",
    "metadata.tar/metadata.xml",
    () => withMetadata({ contents: [CGCS.name, EPOCH.name] }),
  ),
  hazard(
    "an RPM without contents",
    "VERIFY_SOFTWARE_NOT_IN_CONTENTS",
    `software.tar/${EPOCH.name}`,
    () => crafted({ rpms: [CGCS, EPOCH] }),
  ),
  hazard(
    "a file name that does not parse",
    "META_RPM_NAME",
    "metadata.tar/metadata.xml",
    () => withMetadata({ contents: ["x.rpm"] }),
  ),
  hazard(
    "a file name that the header disowns",
    "VERIFY_RPM_NAME_MISMATCH",
    "software.tar/cgcs-patch-1.0-32.tis.x86_64.rpm",
    () =>
      crafted({
        rpms: [{ ...CGCS, name: "cgcs-patch-1.0-32.tis.x86_64.rpm" }],
      }),
  ),
  hazard(
    "an RPM damaged inside",
    "VERIFY_RPM_DIGEST_MISMATCH",
    "software.tar/payload-gzip-1-1.noarch.rpm",
    () =>
      crafted({
        rpms: [
          rpm("malformed/payload-bit-flip.rpm", "payload-gzip-1-1.noarch.rpm"),
        ],
      }),
  ),
  hazard(
    "a file that is no RPM",
    "RPM_LEAD_MAGIC",
    `software.tar/${CGCS.name}`,
    () => crafted({ rpms: [{ ...CGCS, body: new Uint8Array(500) }] }),
  ),
  hazard(
    "two RPMs of one package",
    "VERIFY_RPM_DUPLICATE_PACKAGE",
    "software.tar/cgcs-patch-1.0-32.tis.x86_64.rpm",
    () =>
      crafted({
        rpms: [CGCS, { ...CGCS, name: "cgcs-patch-1.0-32.tis.x86_64.rpm" }],
      }),
  ),
  hazard(
    "something beside the RPMs",
    "VERIFY_SOFTWARE_ENTRY",
    "software.tar/etc/x",
    () => crafted({ rpms: [CGCS, { name: "etc/x", body: text("x") }] }),
  ),
  hazard(
    "a node type without its package",
    "VERIFY_PERSONALITY_WITHOUT_RPM",
    "metadata.tar/metadata.xml",
    () =>
      withMetadata({
        personalities: [{ type: "worker", packages: ["other"] }],
      }),
  ),
  hazard(
    "a node type that no release knows",
    "META_PERSONALITY_UNKNOWN",
    "metadata.tar/metadata.xml",
    () =>
      withMetadata({
        personalities: [{ type: "edge", packages: ["cgcs-patch"] }],
      }),
  ),
  hazard(
    "a node type of before 2019",
    "META_PERSONALITY_RETIRED",
    "metadata.tar/metadata.xml",
    () =>
      withMetadata({
        personalities: [{ type: "compute", packages: ["cgcs-patch"] }],
      }),
  ),
  hazard(
    "an announced script that is missing",
    "VERIFY_SEMANTICS_MISSING",
    "metadata.tar/metadata.xml",
    () => withMetadata({ semantics: ["pre-apply"] }),
  ),
  hazard(
    "a script that is not announced",
    "VERIFY_SEMANTICS_UNLISTED",
    `semantics.tar/${SCRIPT.name}`,
    () => crafted({ scripts: [SCRIPT] }),
  ),
  hazard(
    "a script twice",
    "VERIFY_SEMANTICS_DUPLICATE",
    `semantics.tar/${SCRIPT.name}`,
    () =>
      crafted({
        metadata: { ...metadata, semantics: ["pre-apply"] },
        scripts: [SCRIPT, SCRIPT],
      }),
  ),
  hazard(
    "a patch id that leaves its folder",
    "ID_INVALID",
    "metadata.tar/metadata.xml",
    () => withMetadata({ id: "../x" }),
  ),
  hazard(
    "a required id with spaces",
    "ID_INVALID",
    "metadata.tar/metadata.xml",
    () => withMetadata({ requires: ["a b"] }),
  ),
  hazard(
    "a dependency on itself",
    "META_REQUIRES_SELF",
    "metadata.tar/metadata.xml",
    () => withMetadata({ requires: [metadata.id] }),
  ),
];

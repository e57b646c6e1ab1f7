// Sound patches with all that metadata can say.
import {
  crafted,
  GOOD_XML,
  ID,
  inXml,
  metadata,
  OTHER_RPM,
  rpm,
  RPM,
  SCRIPT,
  withMetadata,
  withRpm,
  withXml,
} from "../parts.mjs";

/** All of them. */
export const GOOD_CONTENTS = [
  {
    name: "good-all-node-types",
    title: "An RPM for all node types",
    why: "Six personalities name the same package.",
    make: () =>
      withMetadata({
        personalities: [
          "controller",
          "controller-worker",
          "controller-worker-lowlatency",
          "storage",
          "worker",
          "worker-lowlatency",
        ].map((type) => ({ type, packages: ["epoch"] })),
      }),
  },
  {
    name: "good-two-rpms",
    title: "Two RPMs for different node types",
    why: "Each personality names its own packages.",
    make: () =>
      crafted({
        metadata: metadata({
          contents: [RPM.name, OTHER_RPM.name],
          personalities: [
            { type: "controller", packages: ["epoch"] },
            { type: "storage", packages: ["tilde"] },
          ],
        }),
        rpms: [RPM, OTHER_RPM],
      }),
  },
  {
    name: "good-no-node-type",
    title: "An RPM for no node type",
    why: "It updates hosts that have the package already. Allowed, and worth a remark.",
    codes: ["VERIFY_RPM_WITHOUT_PERSONALITY"],
    make: () => withMetadata({ personalities: [] }),
  },
  {
    name: "good-old-node-type",
    title: "A node type of before 2019",
    why: "Releases before December 2018 said compute. Their patches are still read.",
    codes: ["META_PERSONALITY_RETIRED"],
    make: () =>
      withMetadata({
        personalities: [{ type: "compute", packages: ["epoch"] }],
      }),
  },
  {
    name: "good-scripts",
    title: "Both semantic scripts",
    why: "semantics.tar is signed, too, and comes third.",
    make: () =>
      crafted({
        metadata: metadata({
          semantics: ["pre-apply", "pre-remove"],
          rebootRequired: false,
        }),
        scripts: [SCRIPT, { ...SCRIPT, name: `pre-remove/${ID}` }],
      }),
  },
  {
    name: "good-restart-script",
    title: "A patch that restarts services by itself",
    why: "An in-service patch: no reboot, and scripts inside of the RPM that a target runs when installing it.",
    make: () =>
      withRpm(rpm("unsigned/4.18/scriptlets-1-1.noarch.rpm"), "scriptlets"),
  },
  {
    name: "good-reboot-and-flags",
    title: "All flags set",
    why: "Reboot required, not removable, for the active release only.",
    make: () =>
      withMetadata({
        rebootRequired: true,
        unremovable: true,
        applyActiveReleaseOnly: true,
        status: "REL",
      }),
  },
  {
    name: "good-requires",
    title: "Required patches",
    why: "Two of them; whether a system has them is not this file's question.",
    make: () => withMetadata({ requires: ["BASE_0001", "BASE_0002"] }),
  },
  {
    name: "good-requires-twice",
    title: "A required patch named twice",
    why: "The original tool writes what it was given, duplicates included.",
    codes: ["META_DUPLICATE_ENTRY", "VERIFY_RPM_WITHOUT_PERSONALITY"],
    make: () =>
      inXml(
        "</patch>",
        `<requires>${"<req_patch_id>BASE_0001</req_patch_id>".repeat(2)}</requires></patch>`,
      ),
  },
  {
    name: "good-texts-empty",
    title: "Empty texts everywhere",
    why: "Elements without text are written as <tag/> and mean the same as missing ones.",
    make: () => withMetadata({ status: "" }),
  },
  {
    name: "good-texts-unicode",
    title: "Texts in several scripts",
    why: "Umlauts, Chinese, an emoji outside of the basic plane, line ends and characters that XML escapes.",
    make: () =>
      withMetadata({
        summary: "\u00c4nderung \u4fee\u590d \u{1f527}",
        description: 'a < b && c > d, "quoted"\nand\ton',
        warnings:
          "\u041f\u0440\u0435\u0434\u0443\u043f\u0440\u0435\u0436\u0434\u0435\u043d\u0438\u0435",
      }),
  },
  {
    name: "good-metadata-minimal",
    title: "The smallest metadata",
    why: "Id, release and contents: everything else has a documented meaning when it is missing.",
    codes: ["VERIFY_RPM_WITHOUT_PERSONALITY"],
    make: () => withXml(GOOD_XML),
  },
  {
    name: "good-metadata-unknown-element",
    title: "An element that nobody knows",
    why: "Readers ignore what they do not know, so later releases can add elements.",
    codes: ["META_UNKNOWN_ELEMENT"],
    make: () =>
      withXml(GOOD_XML.replace("<id>", "<component>x</component><id>")),
  },
  {
    name: "good-metadata-references",
    title: "Character references in a text",
    why: "&#65; is the letter A to every XML reader.",
    codes: ["VERIFY_RPM_WITHOUT_PERSONALITY"],
    make: () =>
      withXml(
        GOOD_XML.replace(
          "<id>case</id>",
          "<id>c&#97;se</id><summary>&lt;&#x5f;&gt;</summary>",
        ),
      ),
  },
];

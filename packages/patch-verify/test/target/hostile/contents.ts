import { concatBytes } from "@stx-patch/core";
import { rawTar } from "@stx-patch/testkit";
import { CGCS, EPOCH, SCRIPT, soundParts, text } from "../../support/parts.js";
import { crafted, type HostileCase } from "./hostile-case.js";

/** Well-formed archives whose contents do not fit together. */
export const CONTENT_CASES: readonly HostileCase[] = [
  crafted("semantic scripts", {
    metadata: { ...soundParts().metadata, semantics: ["pre-apply"] },
    scripts: [SCRIPT],
  }),
  crafted("a script that is not announced", { scripts: [SCRIPT] }),
  crafted("an RPM that is not listed", { rpms: [CGCS, EPOCH] }),
  crafted("a listed RPM that is not there", {
    metadata: { ...soundParts().metadata, contents: [CGCS.name, EPOCH.name] },
  }),
  crafted("another release", {
    metadata: { ...soundParts().metadata, swVersion: "21.12" },
  }),
  crafted("no release", {
    metadata: { ...soundParts().metadata, swVersion: "" },
  }),
  crafted(
    "an id with a slash",
    { metadata: { ...soundParts().metadata, id: "../x" } },
    true,
  ),
  crafted("no id", { metadata: { ...soundParts().metadata, id: "" } }),
  crafted("a requirement of itself", {
    metadata: { ...soundParts().metadata, requires: ["CRAFT_0001"] },
  }),
  ...["abc", "", "zz", "0x", "-1", "\u00e9"].map((checksum) =>
    crafted(`the checksum ${JSON.stringify(checksum)}`, {
      afterSeal: (members) =>
        members.map((member) =>
          member.name === "signature"
            ? { ...member, body: text(checksum) }
            : member,
        ),
    }),
  ),
  crafted("a checksum with white space, prefix and zeros", {
    afterSeal: (members) =>
      members.map((member) =>
        member.name === "signature"
          ? {
              ...member,
              body: concatBytes([text(" \n+0X000"), member.body, text("\r\n")]),
            }
          : member,
      ),
  }),
  crafted("a signature by nobody", {
    afterSeal: (members) =>
      members.map((member) =>
        member.name === "signature.v2"
          ? { ...member, body: member.body.map((byte) => byte ^ 1) }
          : member,
      ),
  }),
  crafted("the boundary moved and the checksum made to fit", {
    beforeSeal: ([metadata, software]) => [
      {
        name: "metadata.tar",
        body: concatBytes([metadata!.body, software!.body]),
      },
      { name: "software.tar", body: rawTar([]) },
    ],
  }),
];

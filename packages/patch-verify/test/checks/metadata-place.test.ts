import { expect, it } from "@jest/globals";
import { encodeMetadata } from "@stx-patch/patch-format";
import { chunked, craftPatch } from "@stx-patch/testkit";
import { verifyPatch } from "../../src/index.js";
import { soundParts } from "../support/parts.js";

it("what metadata.xml names and the patch does not hold is found where it is named", async () => {
  const parts = soundParts({});
  const metadata = {
    ...parts.metadata,
    contents: [...parts.metadata.contents, "lost-1-1.noarch.rpm"],
    personalities: [
      ...parts.metadata.personalities,
      { type: "worker", packages: ["absent"] },
    ],
    semantics: ["pre-remove"],
  };
  const patch = await craftPatch({ ...parts, metadata });
  const { findings } = await verifyPatch(chunked(patch, [4096]), {
    anchors: [],
    policy: { checkDates: false, now: new Date(0), minRsaBits: 2048 },
    fileName: "other.patch",
  });
  const xml = Buffer.from(encodeMetadata(metadata)).toString();
  const named = findings
    .filter(({ member }) => member === "metadata.tar/metadata.xml")
    .map(({ code, offset }) => `${code} ${xml.slice(offset).split("\n")[0]}`);
  expect(named).toEqual([
    `VERIFY_FILE_NAME <id>${metadata.id}</id>`,
    "VERIFY_CONTENTS_NOT_IN_SOFTWARE <rpm>lost-1-1.noarch.rpm</rpm>",
    "VERIFY_PERSONALITY_WITHOUT_RPM <package>absent</package>",
    "VERIFY_SEMANTICS_MISSING <action>pre-remove</action>",
  ]);
});

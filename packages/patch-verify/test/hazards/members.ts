import { concatBytes } from "@stx-patch/core";
import { rawTar } from "@stx-patch/testkit";
import { text } from "../support/parts.js";
import { crafted, outer, hazard, type Hazard } from "./hazard.js";

/** What is wrong with the five members of a patch: their names, order, kinds and sizes, and its seal. */
export const MEMBER_HAZARDS: readonly Hazard[] = [
  hazard("a member beyond the five", "MEMBER_UNKNOWN", "x", () =>
    outer((m) => [...m, { name: "x" }]),
  ),
  hazard("a member outside of the archive", "MEMBER_UNSAFE_PATH", "../x", () =>
    outer((m) => [...m, { name: "../x" }]),
  ),
  hazard("a path with ..", "TAR_NAME_PARENT", undefined, () =>
    outer((m) => [...m, { name: "../x" }]),
  ),
  hazard("an absolute path", "TAR_NAME_ABSOLUTE", undefined, () =>
    outer((m) => [...m, { name: "/x" }]),
  ),
  hazard("another spelling of a name", "TAR_NAME_ALIAS", undefined, () =>
    outer((m) => [...m, { name: "./signature" }]),
  ),
  hazard("a link", "MEMBER_NOT_A_FILE", "signature.v2", () =>
    outer(([a, b, c]) => [
      a!,
      b!,
      c!,
      { name: "signature.v2", type: "2", linkName: "x" },
    ]),
  ),
  hazard("a device", "MEMBER_NOT_A_FILE", "signature", () =>
    outer(([a, b, , d]) => [a!, b!, { name: "signature", type: "3" }, d!]),
  ),
  hazard("a folder", "MEMBER_NOT_A_FILE", "signature", () =>
    outer(([a, b, , d]) => [a!, b!, { name: "signature", type: "5" }, d!]),
  ),
  hazard("a member name twice", "MEMBER_DUPLICATE", "software.tar", () =>
    outer((m) => [...m, m[1]!]),
  ),
  hazard("another order", "MEMBER_ORDER", "metadata.tar", () =>
    outer(([a, b, ...m]) => [b!, a!, ...m]),
  ),
  hazard("an oversized member", "VERIFY_MEMBER_TOO_LARGE", "signature.v2", () =>
    outer(([a, b, c]) => [
      a!,
      b!,
      c!,
      { name: "signature.v2", body: new Uint8Array(2000) },
    ]),
  ),
  hazard("a boundary that moved", "VERIFY_BOUNDARY_MOVED", "metadata.tar", () =>
    crafted({
      beforeSeal: ([a, b]) => [
        { name: "metadata.tar", body: concatBytes([a!.body, b!.body]) },
        { name: "software.tar", body: rawTar([]) },
      ],
    }),
  ),
  hazard(
    "text where a number is read",
    "VERIFY_CHECKSUM_MALFORMED",
    "signature",
    () =>
      crafted({
        afterSeal: (m) =>
          m.map((member) =>
            member.name === "signature"
              ? { ...member, body: text("many") }
              : member,
          ),
      }),
  ),
  hazard("a signature by nobody", "TRUST_BAD_SIGNATURE", "signature.v2", () =>
    crafted({
      afterSeal: (m) =>
        m.map((member) =>
          member.name === "signature.v2"
            ? { ...member, body: new Uint8Array(256) }
            : member,
        ),
    }),
  ),
];

import { text } from "../../support/parts.js";
import { outer, type HostileCase } from "./hostile-case.js";

/** Members of the outer archive in odd order, number and kind. */
export const OUTER_MEMBER_CASES: readonly HostileCase[] = [
  outer("nothing odd", (members) => members),
  outer("no member at all", () => []),
  outer("an empty file", () => new Uint8Array(0)),
  outer("one zero block", () => new Uint8Array(512)),
  outer("text", () => text("hello".repeat(300))),
  outer("a stranger in front", (m) => [{ name: "x", body: text("x") }, ...m]),
  outer("a stranger behind", (m) => [
    ...m,
    { name: "../../etc/x", body: text("x") },
  ]),
  outer("a device behind", (m) => [...m, { name: "dev", type: "3" }]),
  outer("members in another order", ([a, b, c, d]) => [d!, c!, a!, b!]),
  outer("software.tar in front", ([a, b, ...m]) => [b!, a!, ...m], true),
  outer("software.tar twice, the same", (m) => [...m, m[1]!]),
  outer("software.tar twice, the last one sound", ([a, b, ...m]) => [
    a!,
    { name: "software.tar", body: text("x") },
    b!,
    ...m,
  ]),
  outer("software.tar twice, the first one sound", (m) => [
    ...m,
    { name: "software.tar", body: text("x") },
  ]),
  outer("metadata.tar twice, the last one behind", (m) => [...m, m[0]!], true),
  outer("signature.v2 twice, the last one sound", (m) => [
    { name: "signature.v2", body: text("x") },
    ...m,
  ]),
  outer("signature.v2 twice, the first one sound", (m) => [
    ...m,
    { name: "signature.v2", body: text("x") },
  ]),
  outer("signature twice, the first one sound", (m) => [
    ...m,
    { name: "signature", body: text("0") },
  ]),
  ...["metadata.tar", "software.tar", "signature", "signature.v2"].map((name) =>
    outer(`no ${name}`, (m) => m.filter((member) => member.name !== name)),
  ),
  outer("a folder called signature.v2", ([a, b, c]) => [
    a!,
    b!,
    c!,
    { name: "signature.v2/", type: "5" },
  ]),
  outer(
    "a link called signature.v2",
    ([a, b, c, d]) => [
      a!,
      b!,
      c!,
      { ...d!, name: "other" },
      { name: "signature.v2", type: "2", linkName: "other" },
    ],
    true,
  ),
  outer(
    "a pipe called signature",
    ([a, b, , d]) => [a!, b!, { name: "signature", type: "6" }, d!],
    true,
  ),
];

import { concatBytes } from "@stx-patch/core";
import { paxHeader, rawMember, type RawMember } from "@stx-patch/testkit";
import { withBase256Size } from "../../support/outer-archive.js";
import { text } from "../../support/parts.js";
import { outer, type HostileCase } from "./hostile-case.js";

const longNames = (name: string, type: "L" | "x"): RawMember =>
  type === "L"
    ? { name: "././@LongLink", type, body: text(`${name}\0`) }
    : paxHeader({ path: name });

/** Headers and ends of the outer archive that readers may take differently. */
export const OUTER_HEADER_CASES: readonly HostileCase[] = [
  outer("names with ./", (m) =>
    m.map((member) => ({ ...member, name: `./${member.name}` })),
  ),
  outer("a name split into prefix and name", ([a, ...m]) => [
    { ...a!, name: "tar", prefix: "metadata" },
    ...m,
  ]),
  outer("a type that nobody knows", ([a, ...m]) => [
    { ...a!, type: "Z" },
    ...m,
  ]),
  outer("the oldest type", (m) =>
    m.map((member) => ({ ...member, type: "\0" })),
  ),
  outer("the contiguous type", (m) =>
    m.map((member) => ({ ...member, type: "7" })),
  ),
  outer("a GNU long name", ([a, ...m]) => [
    longNames("metadata.tar", "L"),
    { ...a!, name: "x" },
    ...m,
  ]),
  outer("a GNU long name that hides a member", ([a, ...m]) => [
    longNames("x", "L"),
    a!,
    ...m,
  ]),
  outer("a pax path", ([a, ...m]) => [
    longNames("metadata.tar", "x"),
    { ...a!, name: "x" },
    ...m,
  ]),
  outer("a pax path that hides a member", ([a, ...m]) => [
    longNames("x", "x"),
    a!,
    ...m,
  ]),
  outer("a pax path in front of a GNU long name", ([a, ...m]) => [
    longNames("metadata.tar", "x"),
    longNames("x", "L"),
    { ...a!, name: "y" },
    ...m,
  ]),
  outer("a pax size that is right", ([a, ...m]) => [
    paxHeader({ size: String(a!.body.length) }),
    { ...a!, size: "00000000007\0" },
    ...m,
  ]),
  outer("a pax size that is wrong", ([a, ...m]) => [
    paxHeader({ size: "512" }),
    a!,
    ...m,
  ]),
  outer("a pax time", ([a, ...m]) => [paxHeader({ mtime: "1.5" }), a!, ...m]),
  outer("a pax header twice", ([a, ...m]) => [
    longNames("metadata.tar", "x"),
    longNames("x", "x"),
    { ...a!, name: "y" },
    ...m,
  ]),
  outer("a pax header without a member", (m) => [
    ...m,
    paxHeader({ mtime: "1" }),
  ]),
  outer("a global pax header", (m) => [paxHeader({ comment: "x" }, "g"), ...m]),
  outer(
    "a global pax path",
    (m) => [paxHeader({ path: "x" }, "g"), ...m],
    true,
  ),
  outer(
    "a malformed pax header",
    (m) => [{ name: "p", type: "x", body: text("junk") }, ...m],
    true,
  ),
  outer(
    "a sparse pax header",
    (m) => [paxHeader({ "GNU.sparse.size": "1" }), ...m],
    true,
  ),
  outer("a sparse file", (m) => [...m, { name: "s", type: "S" }], true),
  outer("a number in base 256", ([a, ...m]) => [withBase256Size(a!), ...m]),
  outer("a number that is none", (m) => [
    ...m,
    {
      name: "x",
      bend: (header) => {
        header.set(text("xxxxxxx"), 100);
      },
    },
  ]),
  outer("a number that is none, first", (m) => [
    {
      name: "x",
      bend: (header) => {
        header.set(text("xxxxxxx"), 100);
      },
    },
    ...m,
  ]),
  outer("empty numbers", (m) =>
    m.map((member) => ({
      ...member,
      bend: (header) => header.fill(0, 100, 124),
    })),
  ),
  outer("a bad checksum in front", (m) => [
    { name: "x", badChecksum: true },
    ...m,
  ]),
  outer("a bad checksum in the middle", ([a, ...m]) => [
    a!,
    { name: "x", badChecksum: true },
    ...m,
  ]),
  outer("a bad checksum behind", (m) => [
    ...m,
    { name: "x", badChecksum: true },
    { name: "signature", body: text("0") },
  ]),
  outer("no magic", (m) =>
    m.map((member) => ({
      ...member,
      bend: (header) => header.fill(0, 257, 265),
    })),
  ),
  outer("an end mark in the middle", ([a, b, ...m]) => [
    a!,
    b!,
    new Uint8Array(512),
    ...m,
  ]),
  outer("members behind the end mark", (m) => [
    ...m,
    new Uint8Array(1024),
    { name: "signature", body: text("0") },
  ]),
  outer("no end mark", (m) =>
    concatBytes(m.map((member) => rawMember(member))),
  ),
  outer("no end mark and half a header", (m) =>
    concatBytes([
      ...m.map((member) => rawMember(member)),
      new Uint8Array(100).fill(65),
    ]),
  ),
  outer("an end in the middle of signature.v2", (m) =>
    concatBytes(m.map((member) => rawMember(member))).slice(0, -300),
  ),
  outer(
    "an end in the middle of a stranger",
    (m) =>
      concatBytes(
        [...m, { name: "x", body: new Uint8Array(1000) }].map(rawMember),
      ).slice(0, -600),
    true,
  ),
];

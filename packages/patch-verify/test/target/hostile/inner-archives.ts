import { gzipSync } from "node:zlib";
import { concatBytes } from "@stx-patch/core";
import { rawMember, rawTar } from "@stx-patch/testkit";
import { text } from "../../support/parts.js";
import { inner, type HostileCase } from "./hostile-case.js";

/** Archives inside of a patch that are signed but odd. */
export const INNER_CASES: readonly HostileCase[] = [
  inner("metadata.xml twice, the last one sound", "metadata.tar", (plain) => [
    { name: "metadata.xml", body: text("<x") },
    plain,
  ]),
  inner("metadata.xml twice, the first one sound", "metadata.tar", (plain) => [
    plain,
    { name: "metadata.xml", body: text("<x") },
  ]),
  inner("another spelling of metadata.xml", "metadata.tar", (plain) => [
    { ...plain, name: "./a/../metadata.xml" },
  ]),
  inner("no metadata.xml", "metadata.tar", () => []),
  inner("metadata.tar empty", "metadata.tar", () => new Uint8Array(0)),
  inner("metadata.tar with data behind its end", "metadata.tar", (plain) =>
    concatBytes([rawTar([plain]), text("x".repeat(700))]),
  ),
  inner(
    "metadata.tar that is compressed",
    "metadata.tar",
    (plain) => gzipSync(rawTar([plain])),
    true,
  ),
  inner("software.tar without the RPM", "software.tar", () => [
    { name: "x", body: text("x") },
  ]),
  inner(
    "software.tar with another path to the RPM",
    "software.tar",
    (plain) => [{ ...plain, name: `./${plain.name}` }],
  ),
  inner("software.tar with no end mark", "software.tar", (plain) =>
    rawMember(plain),
  ),
  inner(
    "software.tar that ends too early",
    "software.tar",
    (plain) => rawMember(plain).slice(0, 3000),
    true,
  ),
  inner("software.tar that is text", "software.tar", () =>
    text("no archive".repeat(100)),
  ),
  inner("software.tar with a stranger", "software.tar", (plain) => [
    plain,
    { name: "/etc/passwd", body: text("x") },
  ]),
];

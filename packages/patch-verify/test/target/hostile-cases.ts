import { CONTENT_CASES } from "./hostile/contents.js";
import { GZIP_CASES } from "./hostile/gzip.js";
import type { HostileCase } from "./hostile/hostile-case.js";
import { INNER_CASES } from "./hostile/inner-archives.js";
import { XML_CASES } from "./hostile/metadata-xml.js";
import { OUTER_HEADER_CASES } from "./hostile/outer-headers.js";
import { OUTER_MEMBER_CASES } from "./hostile/outer-members.js";

/** Patches that no tool makes, for comparing readers. */
export const HOSTILE_CASES: readonly HostileCase[] = [
  ...OUTER_MEMBER_CASES,
  ...OUTER_HEADER_CASES,
  ...INNER_CASES,
  ...CONTENT_CASES,
  ...XML_CASES,
  ...GZIP_CASES,
];

import type { Severity } from "@stx-patch/core";
import { parseRpmFileName } from "@stx-patch/rpm-parser";
import type { Report } from "./finding-list.js";
import type { PatchMetadata } from "./metadata.js";
import { SEMANTIC_ACTIONS } from "./metadata.js";
import { patchIdProblem } from "./patch-id.js";
import { isPersonality, isRetiredPersonality } from "./personality.js";
import { quoted } from "./quoted.js";

/** Checks what metadata.xml says, by itself; whether it fits the RPMs is the verifier's question (spec sections 2 and 8). */
export function checkMetadata(metadata: PatchMetadata, report: Report): void {
  checkId(metadata.id, report);
  checkSwVersion(metadata.swVersion, report);
  checkPersonalities(metadata, report);
  checkContents(metadata.contents, report);
  checkRequires(metadata, report);
  checkSemantics(metadata.semantics, report);
}

function checkId(id: string, report: Report): void {
  if (id === "") {
    report("META_ID_MISSING", "error", "there is no patch id");
    return;
  }
  const problem = patchIdProblem(id);
  if (problem !== undefined)
    report("ID_INVALID", "error", `the patch id ${quoted(id)} ${problem}`);
}

function checkSwVersion(version: string, report: Report): void {
  if (version === "")
    report("META_SW_VERSION_MISSING", "error", "there is no release");
  else if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/.test(version))
    report(
      "META_SW_VERSION_UNSAFE",
      "error",
      `the release ${quoted(version)} is not made of letters, digits, dots, underscores and dashes`,
    );
}

function checkPersonalities(metadata: PatchMetadata, report: Report): void {
  const types = new Set<string>();
  for (const { type, packages } of metadata.personalities) {
    if (type === "") continue;
    if (types.has(type))
      report(
        "META_DUPLICATE_PERSONALITY",
        "error",
        `personality ${quoted(type)} occurs more than once`,
      );
    types.add(type);
    checkPersonalityType(type, report);
    checkDuplicates(
      packages,
      "warning",
      `package in personality ${quoted(type)}`,
      report,
    );
  }
}

function checkPersonalityType(type: string, report: Report): void {
  if (isRetiredPersonality(type))
    report(
      "META_PERSONALITY_RETIRED",
      "warning",
      `only releases before 2019 know the personality ${type}`,
    );
  else if (!isPersonality(type))
    report(
      "META_PERSONALITY_UNKNOWN",
      "error",
      `no release knows the personality ${quoted(type)}`,
    );
}

function checkContents(contents: readonly string[], report: Report): void {
  if (contents.length === 0)
    report("META_CONTENTS_MISSING", "error", "contents lists no RPM");
  checkDuplicates(contents, "warning", "RPM in contents", report);
  for (const name of contents)
    if (!isRpmFileName(name))
      report(
        "META_RPM_NAME",
        "error",
        `${quoted(name)} is not a file name of the form name-version-release.arch.rpm`,
      );
}

/** No file system takes longer names. */
const MAX_FILE_NAME_CHARACTERS = 255;

/** The target's pattern alone would let paths pass. */
function isRpmFileName(name: string): boolean {
  return (
    name.length <= MAX_FILE_NAME_CHARACTERS &&
    !/[/\\\s\p{Cc}]/u.test(name) &&
    parseRpmFileName(name) !== undefined
  );
}

function checkRequires(metadata: PatchMetadata, report: Report): void {
  // The original writes what it was given, duplicates included, so they are nothing to worry about.
  checkDuplicates(metadata.requires, "info", "required patch", report);
  for (const id of metadata.requires) {
    const problem = patchIdProblem(id);
    if (problem !== undefined)
      report(
        "ID_INVALID",
        "error",
        `the required patch id ${quoted(id)} ${problem}`,
      );
  }
  if (metadata.requires.includes(metadata.id))
    report("META_REQUIRES_SELF", "error", "the patch requires itself");
}

function checkSemantics(actions: readonly string[], report: Report): void {
  checkDuplicates(actions, "warning", "semantic action", report);
  for (const action of actions)
    if (!(SEMANTIC_ACTIONS as readonly string[]).includes(action))
      report(
        "META_SEMANTIC_UNKNOWN",
        "warning",
        `unknown semantic action ${quoted(action)}`,
      );
}

function checkDuplicates(
  entries: readonly string[],
  severity: Severity,
  what: string,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    if (seen.has(entry))
      report(
        "META_DUPLICATE_ENTRY",
        severity,
        `${what} occurs twice: ${quoted(entry)}`,
      );
    seen.add(entry);
  }
}

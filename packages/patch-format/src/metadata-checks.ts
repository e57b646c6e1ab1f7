import type { Severity } from "@stx-patch/core";
import { parseRpmFileName } from "@stx-patch/rpm-parser";
import type { Report } from "./finding-list.js";
import type { MetadataPlaces, PatchMetadata } from "./metadata.js";
import { SEMANTIC_ACTIONS } from "./metadata.js";
import { patchIdProblem } from "./patch-id.js";
import { isPersonality, isRetiredPersonality } from "./personality.js";
import { quoted } from "./quoted.js";

/** Checks what metadata.xml says, by itself; whether it fits the RPMs is the verifier's question (spec sections 2 and 8). */
export function checkMetadata(
  metadata: PatchMetadata,
  places: MetadataPlaces,
  report: Report,
): void {
  const at = (name: string): number => places.texts.get(name) ?? places.patch;
  checkId(metadata.id, at("id"), report);
  checkSwVersion(metadata.swVersion, at("sw_version"), report);
  checkPersonalities(metadata, places, report);
  checkContents(metadata.contents, places, report);
  checkRequires(metadata, places.requires, report);
  checkSemantics(metadata.semantics, places.semantics, report);
}

function checkId(id: string, at: number, report: Report): void {
  if (id === "") {
    report("META_ID_MISSING", "error", "there is no patch id", at);
    return;
  }
  const problem = patchIdProblem(id);
  if (problem !== undefined)
    report("ID_INVALID", "error", `the patch id ${quoted(id)} ${problem}`, at);
}

function checkSwVersion(version: string, at: number, report: Report): void {
  if (version === "")
    report("META_SW_VERSION_MISSING", "error", "there is no release", at);
  else if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/.test(version))
    report(
      "META_SW_VERSION_UNSAFE",
      "error",
      `the release ${quoted(version)} is not made of letters, digits, dots, underscores and dashes`,
      at,
    );
}

function checkPersonalities(
  metadata: PatchMetadata,
  places: MetadataPlaces,
  report: Report,
): void {
  const types = new Set<string>();
  for (const [i, { type, packages }] of metadata.personalities.entries()) {
    if (type === "") continue;
    const place = places.personalities[i];
    if (types.has(type))
      report(
        "META_DUPLICATE_PERSONALITY",
        "error",
        `personality ${quoted(type)} occurs more than once`,
        place?.offset,
      );
    types.add(type);
    checkPersonalityType(type, place?.offset, report);
    checkDuplicates(
      packages,
      place?.packages ?? [],
      "warning",
      `package in personality ${quoted(type)}`,
      report,
    );
  }
}

function checkPersonalityType(
  type: string,
  at: number | undefined,
  report: Report,
): void {
  if (isRetiredPersonality(type))
    report(
      "META_PERSONALITY_RETIRED",
      "warning",
      `only releases before 2019 know the personality ${type}`,
      at,
    );
  else if (!isPersonality(type))
    report(
      "META_PERSONALITY_UNKNOWN",
      "error",
      `no release knows the personality ${quoted(type)}`,
      at,
    );
}

function checkContents(
  contents: readonly string[],
  { contents: places, patch }: MetadataPlaces,
  report: Report,
): void {
  if (contents.length === 0)
    report("META_CONTENTS_MISSING", "error", "contents lists no RPM", patch);
  checkDuplicates(contents, places, "warning", "RPM in contents", report);
  for (const [i, name] of contents.entries())
    if (!isRpmFileName(name))
      report(
        "META_RPM_NAME",
        "error",
        `${quoted(name)} is not a file name of the form name-version-release.arch.rpm`,
        places[i],
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

function checkRequires(
  metadata: PatchMetadata,
  places: readonly number[],
  report: Report,
): void {
  // The original writes what it was given, duplicates included, so they are nothing to worry about.
  checkDuplicates(metadata.requires, places, "info", "required patch", report);
  for (const [i, id] of metadata.requires.entries()) {
    const problem = patchIdProblem(id);
    if (problem !== undefined)
      report(
        "ID_INVALID",
        "error",
        `the required patch id ${quoted(id)} ${problem}`,
        places[i],
      );
  }
  const self = metadata.requires.indexOf(metadata.id);
  if (self >= 0)
    report(
      "META_REQUIRES_SELF",
      "error",
      "the patch requires itself",
      places[self],
    );
}

function checkSemantics(
  actions: readonly string[],
  places: readonly number[],
  report: Report,
): void {
  checkDuplicates(actions, places, "warning", "semantic action", report);
  for (const [i, action] of actions.entries())
    if (!(SEMANTIC_ACTIONS as readonly string[]).includes(action))
      report(
        "META_SEMANTIC_UNKNOWN",
        "warning",
        `unknown semantic action ${quoted(action)}`,
        places[i],
      );
}

function checkDuplicates(
  entries: readonly string[],
  places: readonly number[],
  severity: Severity,
  what: string,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const [i, entry] of entries.entries()) {
    if (seen.has(entry))
      report(
        "META_DUPLICATE_ENTRY",
        severity,
        `${what} occurs twice: ${quoted(entry)}`,
        places[i],
      );
    seen.add(entry);
  }
}

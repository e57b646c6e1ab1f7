import { permissionText } from "@stx-patch/rpm-parser";
import type {
  FileAspect,
  FileChange,
  FileFacts,
  RpmChange,
  RpmContentChange,
  RpmSide,
} from "@stx-patch/patch-diff";
import type { Fact } from "../facts.js";
import { sizeText } from "../text.js";
import { listLines } from "./facts.js";

/** Versions of one package, or the one version of it: `1.0-1 -> 1.1-1`. */
export function versionsText({ before, after }: RpmChange): string {
  const was = before && nameOf(before);
  const is = after && nameOf(after);
  if (was === undefined || is === undefined || was === is)
    return was ?? is ?? "";
  return `${was} -> ${is}`;
}

/** What of one package is not the same, without its files. Not escaped. */
export function rpmFacts(change: RpmChange): Fact[] {
  const { content } = change;
  const facts: Fact[] = [
    { label: "node types", lines: nodeTypeLines(change) },
    { label: "signatures", lines: signatureLines(change) },
    ...(content === undefined ? [] : contentFacts(content)),
    { label: "size", lines: sizeLines(change) },
  ];
  return facts.filter(({ lines }) => lines.length > 0);
}

/** One file in one line. */
export function fileText({ path, before, after, aspects }: FileChange): string {
  if (before === undefined || after === undefined) {
    const facts = before ?? after;
    const sign = before === undefined ? "+" : "-";
    return `${sign} ${path}${facts === undefined ? "" : `  ${factsText(facts)}`}`;
  }
  const parts = aspects.map((aspect) => aspectText(aspect, before, after));
  return `~ ${path}  ${parts.join("; ")}`;
}

function nameOf({ nevra, fileName }: RpmSide): string {
  return nevra ?? fileName;
}

function nodeTypeLines({ before, after, isReassigned }: RpmChange): string[] {
  const types = (side: RpmSide | undefined): string =>
    side === undefined || side.personalities.length === 0
      ? "none"
      : side.personalities.join(", ");
  if (isReassigned) return [`${types(before)} -> ${types(after)}`];
  return before === undefined || after === undefined
    ? [types(before ?? after)]
    : [];
}

function signatureLines({ before, after }: RpmChange): string[] {
  if (before === undefined || after === undefined) return [];
  const was = signaturesText(before);
  const is = signaturesText(after);
  return was === is ? [] : [was, `-> ${is}`];
}

function signaturesText({ signatures }: RpmSide): string {
  if (signatures === null) return "unknown";
  const { imaLayout, signedFiles, imaKeyIds, openPgpKeyIds } = signatures;
  const files =
    imaLayout === "none"
      ? "no file signatures"
      : `${signedFiles} files signed by key ${imaKeyIds.join(", ")} (${imaLayout === "header" ? "main" : imaLayout} header)`;
  return openPgpKeyIds.length === 0
    ? files
    : `${files}, OpenPGP key ${openPgpKeyIds.join(", ")}`;
}

function contentFacts({
  files,
  scriptlets,
  requires,
  provides,
  headerTags,
  payload,
}: RpmContentChange): Fact[] {
  const { added, removed, changed, unchanged } = files;
  return [
    {
      label: "scripts",
      lines: scriptlets.map(({ kind, change }) => `${kind} ${change}`),
    },
    { label: "requires", lines: listLines(requires) },
    { label: "provides", lines: listLines(provides) },
    {
      label: "header",
      lines: headerTags.length === 0 ? [] : [headerTags.join(", ")],
    },
    {
      label: "payload",
      lines: payload ? [] : ["the same"],
    },
    {
      label: "files",
      lines: [
        `${added} added, ${removed} removed, ${changed} changed, ${unchanged} the same`,
      ],
    },
  ];
}

function sizeLines({ before, after }: RpmChange): string[] {
  if (before === undefined || after === undefined)
    return [sizeText((before ?? after)?.sizeBytes ?? 0)];
  return before.sizeBytes === after.sizeBytes
    ? []
    : [`${before.sizeBytes} -> ${after.sizeBytes} bytes`];
}

function factsText(facts: FileFacts): string {
  const { mode, user, group, sizeBytes, linkTarget, capabilities } = facts;
  const parts = [
    permissionText(mode),
    `${user}:${group}`,
    linkTarget === "" ? sizeText(sizeBytes) : `-> ${linkTarget}`,
    capabilities,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function aspectText(aspect: FileAspect, was: FileFacts, is: FileFacts): string {
  switch (aspect) {
    case "content":
      return `content ${contentText(was)} -> ${contentText(is)}`;
    case "mode":
      return `mode ${permissionText(was.mode)} -> ${permissionText(is.mode)}`;
    case "owner":
      return `owner ${was.user}:${was.group} -> ${is.user}:${is.group}`;
    case "link target":
      return `link ${was.linkTarget} -> ${is.linkTarget}`;
    case "capabilities":
      return `capabilities ${named(was.capabilities)} -> ${named(is.capabilities)}`;
    case "flags":
      return `flags ${flagsText(was.flags)} -> ${flagsText(is.flags)}`;
  }
}

const DIGEST_CHARACTERS = 12;

function contentText({ sizeBytes, digest }: FileFacts): string {
  const short = digest.slice(0, DIGEST_CHARACTERS);
  return digest === "" ? sizeText(sizeBytes) : `${sizeBytes} B ${short}…`;
}

/** Bits of FILEFLAGS that packagers set (spec rpm-and-ima section 4). */
const FLAG_NAMES: readonly (readonly [number, string])[] = [
  [1, "config"],
  [2, "doc"],
  [8, "missingok"],
  [16, "noreplace"],
  [64, "ghost"],
  [128, "license"],
  [256, "readme"],
];

function flagsText(flags: number): string {
  const names = FLAG_NAMES.filter(([bit]) => (flags & bit) !== 0);
  return named(names.map(([, name]) => name).join("+"));
}

function named(text: string): string {
  return text === "" ? "none" : text;
}

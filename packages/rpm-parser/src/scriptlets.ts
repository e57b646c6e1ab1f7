import type { RpmHeader } from "./header.js";
import type { Scriptlet, ScriptletKind } from "./rpm-info.js";

interface ScriptTags {
  readonly kind: ScriptletKind;
  readonly body: number;
  readonly interpreter: number;
}

/** One script per tag, in the order a transaction runs them. */
const SINGLE: readonly ScriptTags[] = [
  { kind: "pretrans", body: 1151, interpreter: 1153 },
  { kind: "prein", body: 1023, interpreter: 1085 },
  { kind: "postin", body: 1024, interpreter: 1086 },
  { kind: "preun", body: 1025, interpreter: 1087 },
  { kind: "postun", body: 1026, interpreter: 1088 },
  { kind: "posttrans", body: 1152, interpreter: 1154 },
  { kind: "preuntrans", body: 5103, interpreter: 5105 },
  { kind: "postuntrans", body: 5104, interpreter: 5106 },
  { kind: "verify", body: 1079, interpreter: 1091 },
];

/** Arrays of scripts with an equally long array of interpreters. */
const TRIGGERS: readonly ScriptTags[] = [
  { kind: "trigger", body: 1065, interpreter: 1092 },
  { kind: "filetrigger", body: 5066, interpreter: 5067 },
  { kind: "transfiletrigger", body: 5076, interpreter: 5077 },
];

/**
 * All scripts of a package.
 *
 * @throws RpmError RPM_SCRIPT_ARRAYS
 */
export function scriptletsOf(main: RpmHeader): Scriptlet[] {
  return [
    ...SINGLE.flatMap((tags) => singleScript(main, tags)),
    ...TRIGGERS.flatMap((tags) => triggerScripts(main, tags)),
  ];
}

function singleScript(main: RpmHeader, tags: ScriptTags): Scriptlet[] {
  const body = main.string(tags.body);
  const interpreter = main.strings(tags.interpreter);
  if (body === undefined && interpreter === undefined) return [];
  return [
    { kind: tags.kind, interpreter: interpreter ?? [], body: body ?? "" },
  ];
}

function triggerScripts(main: RpmHeader, tags: ScriptTags): Scriptlet[] {
  const bodies = main.strings(tags.body) ?? [];
  const interpreters = main.strings(tags.interpreter) ?? [];
  if (bodies.length !== interpreters.length)
    throw main.error(
      "RPM_SCRIPT_ARRAYS",
      tags.body,
      `${bodies.length} scripts, ${interpreters.length} interpreters`,
    );
  return bodies.map((body, i) => ({
    kind: tags.kind,
    interpreter: [interpreters[i] ?? ""],
    body,
  }));
}

/** Longest piece of foreign text shown on one line. */
const MAX_SHOWN = 2_000;

/**
 * Makes text from a patch or a file name safe to show: control and direction characters, which could
 * rewrite a terminal or hide what is there on a page, appear as escapes. The one place where this happens.
 */
export function safeText(text: string): string {
  const cut = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return cut.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : `\\u{${code.toString(16)}}`;
  });
}

/** Like {@link safeText}, with line ends kept and what follows indented. */
export function safeBlock(text: string, indent: string): string {
  return text.split("\n").map(safeText).join(`\n${indent}`);
}

/**
 * Controls, format characters (direction marks among them), line separators, lone surrogates; what is
 * there but never drawn, such as a Hangul filler; and code points that are no characters, which XML refuses.
 */
const UNSAFE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** Size for people: `842 B`, `12.3 KiB`. */
export function sizeText(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ""}`;
}

/** `1 RPM`, `2 RPMs`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The text as a heading begins: labels are in lower case, as they may follow other text. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * A message of a finding or error as a sentence of its own. Messages start in lower case and have no full stop, as they may
 * follow other text. A first word that is a name, such as `metadata.xml`, stays as it is.
 */
export function sentence(message: string): string {
  const start = /^[a-z]+ /.test(message) ? capitalised(message) : message;
  return /[.!?]$/.test(start) || start === "" ? start : `${start}.`;
}

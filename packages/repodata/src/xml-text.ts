/** What XML 1.0 cannot carry: control characters, and what is no character at all. */
const UNENCODABLE =
  // eslint-disable-next-line no-control-regex -- these are the characters it is about
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** Text between tags. Characters that XML cannot carry are left out, as createrepo does. */
export function xmlText(text: string): string {
  return text
    .replace(UNENCODABLE, "")
    .replace(/[&<>\r]/g, (character) => REFERENCES[character] ?? "");
}

/** Attributes in front of each other, each with a blank before it; those without a value are left out. */
export function xmlAttributes(
  attributes: Readonly<Record<string, string | number | undefined>>,
): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${attributeValue(String(value))}"`)
    .join("");
}

function attributeValue(text: string): string {
  return text
    .replace(UNENCODABLE, "")
    .replace(/[&<>"\t\n\r]/g, (character) => REFERENCES[character] ?? "");
}

/** A change of a JSON document at a pointer (RFC 6901): a value set, an entry put in front of it, or it taken out. */
export type Bend =
  | readonly ["set", pointer: string, value: unknown]
  | readonly ["insert", pointer: string, value: unknown]
  | readonly ["cut", pointer: string];

/** The document with changes, as bytes. */
export function bentDocument(text: string, bends: readonly Bend[]): Uint8Array {
  const document: unknown = JSON.parse(text);
  for (const [kind, pointer, value] of bends) {
    const names = pointer.split("/").slice(1);
    const last = names.pop() ?? "";
    const parent = names.reduce(childOf, document);
    if (kind === "set") Object.assign(parent as object, { [last]: value });
    else if (kind === "insert")
      (parent as unknown[]).splice(Number(last), 0, value);
    else (parent as unknown[]).splice(Number(last), 1);
  }
  return Buffer.from(JSON.stringify(document));
}

function childOf(parent: unknown, name: string): unknown {
  return (parent as Readonly<Record<string, unknown>>)[name];
}

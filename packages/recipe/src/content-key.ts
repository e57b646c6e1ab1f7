import { compareText, toHex, type HashFactory } from "@stx-patch/core";

/** Anything JSON can say. */
export type KeyPart =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly KeyPart[]
  | { readonly [name: string]: KeyPart };

/**
 * Digest over everything that decides the bytes of a patch: the same key, the same patch. Order of names does not count, order of lists does.
 *
 * @returns SHA-256, lower-case hex
 */
export async function contentKey(
  part: KeyPart,
  hash: HashFactory,
): Promise<string> {
  const hasher = hash("sha256");
  if (hasher === undefined) throw new TypeError("no SHA-256");
  await hasher.update(new TextEncoder().encode(canonical(part)));
  return toHex(await hasher.digest());
}

function canonical(part: KeyPart): string {
  return JSON.stringify(part, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value).toSorted(([a], [b]) => compareText(a, b)),
        )
      : value,
  );
}

import { isCodedError } from "@stx-patch/core";

/** Code of the error that a promise rejects with; undefined when it resolves. An uncoded error passes through. */
export async function codeOf(
  promise: Promise<unknown>,
): Promise<string | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (isCodedError(error)) return error.code;
    throw error;
  }
}

/** Compares contents; a matcher that shows the difference takes seconds for a megabyte. */
export function expectSameBytes(
  actual: Uint8Array,
  expected: Uint8Array,
): void {
  if (Buffer.compare(actual, expected) === 0) return;
  const at = actual.findIndex((byte, i) => byte !== expected[i]);
  throw new Error(
    `expected ${expected.length} bytes, got ${actual.length}; first difference at ${at === -1 ? actual.length : at}`,
  );
}

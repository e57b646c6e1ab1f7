import { isCodedError } from "@stx-patch/core";
import { TimestampError } from "./error.js";

/**
 * Reads DER; what the reader has against it is said of the time stamp.
 *
 * @throws TimestampError TIMESTAMP_MALFORMED
 */
export function readingDer<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!isCodedError(cause) || !cause.code.startsWith("TRUST_")) throw cause;
    throw new TimestampError(
      "TIMESTAMP_MALFORMED",
      `${what}: ${cause.message}`,
      { cause },
    );
  }
}

/** An error about the structure of a time stamp. */
export function malformed(message: string): TimestampError {
  return new TimestampError("TIMESTAMP_MALFORMED", message);
}

import { resolve } from "node:path";
import { DEFAULT_LIMITS, isCodedError } from "@stx-patch/core";
import { readSmallFile } from "@stx-patch/node-io";
import { CliError } from "../../error.js";

/** Base64 takes four bytes for three, and line ends. */
const MAX_FILE_BYTES = 2 * DEFAULT_LIMITS.maxSignatureBytes;

/**
 * Reads a signature: its bytes, or base64 of them. (Signatures are far too random for one to look like base64 by chance.)
 *
 * @throws CliError CLI_SIGNATURE_UNREADABLE
 */
export async function readSignature(
  file: string,
  cwd: string,
): Promise<Uint8Array> {
  const bytes = await readBytes(file, cwd);
  const text = new TextDecoder("latin1").decode(bytes).replace(/\s+/g, "");
  if (bytes.length === 0)
    throw new CliError("CLI_SIGNATURE_UNREADABLE", `${file} is empty`);
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text)
    ? new Uint8Array(Buffer.from(text, "base64"))
    : bytes;
}

async function readBytes(file: string, cwd: string): Promise<Uint8Array> {
  try {
    return await readSmallFile(resolve(cwd, file), {
      maxBytes: MAX_FILE_BYTES,
    });
  } catch (error) {
    if (!isCodedError(error)) throw error;
    throw new CliError("CLI_SIGNATURE_UNREADABLE", error.message, {
      cause: error,
    });
  }
}

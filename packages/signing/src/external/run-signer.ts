import { isCodedError } from "@stx-patch/core";
import {
  runProgram,
  type ProgramCall,
  type ProgramResult,
} from "@stx-patch/node-io";

import { SigningError, type SigningErrorCode } from "../error.js";

/** What a program's failure is when the program signs. */
const CODES: Readonly<Partial<Record<string, SigningErrorCode>>> = {
  IO_PROGRAM_UNAVAILABLE: "SIGNER_UNAVAILABLE",
  IO_PROGRAM_TIMEOUT: "SIGNER_TIMEOUT",
  IO_PROGRAM_OUTPUT: "SIGNER_ANSWER_INVALID",
};

/**
 * Runs a program that signs, or reaches one that does.
 *
 * @throws SigningError SIGNER_UNAVAILABLE, SIGNER_TIMEOUT, SIGNER_ANSWER_INVALID; what the call's watch throws
 */
export async function runSigner(call: ProgramCall): Promise<ProgramResult> {
  try {
    return await runProgram(call);
  } catch (cause) {
    const code = isCodedError(cause) ? CODES[cause.code] : undefined;
    if (code === undefined || !isCodedError(cause)) throw cause;
    throw new SigningError(code, cause.message, { cause });
  }
}

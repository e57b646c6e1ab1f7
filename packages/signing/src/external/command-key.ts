import { SigningError } from "../error.js";
import type { RemoteKey } from "./remote-key.js";
import { runSigner } from "./run-signer.js";
import type { SignerSurroundings } from "./surroundings.js";
import {
  describeRequest,
  publicKeyIn,
  refusalIn,
  signaturesIn,
  signRequest,
} from "./signer-protocol.js";
import type { SignerUri } from "./signer-uri.js";

/** A public key or a certificate. */
const MAX_DESCRIPTION_BYTES = 64 * 1024;

/** Base64 of an RSA-16384 signature, with room for quotes and spaces. */
const MAX_SIGNATURE_TEXT_BYTES = 4096;

/**
 * A key behind a program of the user's: one request on its standard input, one answer on its standard output. Nothing is repeated
 * by itself when it fails; the program knows better what may be.
 *
 * @returns a key whose methods throw SigningError SIGNER_UNAVAILABLE, SIGNER_TIMEOUT, SIGNER_REFUSED, SIGNER_ANSWER_INVALID
 */
export function createCommandKey(
  { program, args, shown }: Extract<SignerUri, { kind: "cmd" }>,
  { timeoutMs, cwd, env }: SignerSurroundings,
): RemoteKey {
  const ask = async (
    input: string,
    maxOutputBytes: number,
  ): Promise<Uint8Array> => {
    const { status, stdout, said } = await runSigner({
      name: shown,
      ...{ program, args, cwd, env, input, timeoutMs, maxOutputBytes },
    });
    if (status === 0) return stdout;
    const why =
      refusalIn(stdout) ?? (said === "" ? "it does not say why" : said);
    throw new SigningError(
      "SIGNER_REFUSED",
      `${shown}: ended with ${status}: ${why}`,
    );
  };
  return {
    source: shown,
    describe: async (purpose) =>
      publicKeyIn(
        await ask(describeRequest(purpose), MAX_DESCRIPTION_BYTES),
        shown,
      ),
    sign: async (order) => {
      const count = order.digests.length;
      const answer = await ask(
        signRequest(order),
        MAX_DESCRIPTION_BYTES + count * MAX_SIGNATURE_TEXT_BYTES,
      );
      return signaturesIn(answer, count, shown);
    },
  };
}

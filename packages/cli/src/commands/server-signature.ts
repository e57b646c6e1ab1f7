import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_LIMITS, equalBytes, type PatchSigner } from "@stx-patch/core";
import { createAtomicFile, openFileSource } from "@stx-patch/node-io";
import type { PatchReadBack } from "@stx-patch/patch-build";
import { createAttachedSigner, SigningError } from "@stx-patch/signing";
import type { NamedSigner, PatchServer } from "../world/signers.js";
import { reasonsOf } from "./report-words.js";
import { verifySource, type TrustSetup } from "./verify-file.js";
import type { PatchTools } from "./write-patch-file.js";

/** Makes the bytes of a patch with whatever signer it is given; more than once, and always the same but for the signature. */
export type MakePatch = (
  signer: PatchSigner,
  readBack?: PatchReadBack,
) => AsyncIterable<Uint8Array>;

/** As long as a signature of the usual key, and nobody's. */
const NO_SIGNATURE = new Uint8Array(256);

/**
 * The bytes of a patch, signed. A signing server gets a patch to sign first: of what it sends back only the signature is taken,
 * once it is known to be of the expected key and over what was sent.
 *
 * @param fileName - what the patch is called on the server
 * @param readBack - whoever reads back what comes of it
 * @throws SigningError SIGNER_PATCH_CHANGED, SIGNER_KEY_MISMATCH and as the signing server; what making the patch throws
 */
export async function* signedChunks(
  { signer, server }: Pick<NamedSigner<PatchSigner>, "signer" | "server">,
  fileName: string,
  make: MakePatch,
  tools: PatchTools,
  readBack?: PatchReadBack,
): AsyncGenerator<Uint8Array> {
  yield* make(
    server === undefined
      ? signer
      : await signedByServer(server, fileName, make, tools),
    readBack,
  );
}

async function signedByServer(
  { server, key, uploadSigner }: PatchServer,
  fileName: string,
  make: MakePatch,
  tools: PatchTools,
): Promise<PatchSigner> {
  let sent: Uint8Array | undefined;
  const file = await createAtomicFile(join(tmpdir(), fileName), {
    mode: 0o600,
  });
  try {
    const chunks = make({
      key: key.info,
      sign: async (sha256) => {
        sent = sha256;
        return (await uploadSigner?.sign(sha256)) ?? NO_SIGNATURE;
      },
    });
    for await (const chunk of chunks) await file.write(chunk);
    await file.end();
    return await server.signFile(file.path, fileName, async (returned) => {
      if (sent === undefined) throw new TypeError("nothing was sent");
      const signature = await signatureOf(returned, sent, server.source, tools);
      const attached = createAttachedSigner(key, signature);
      await attached.sign(sent);
      return attached;
    });
  } finally {
    await file.abort();
  }
}

/** What came back has to be a patch with the same signed members, and a signature. */
async function signatureOf(
  path: string,
  sent: Uint8Array,
  source: string,
  { hash }: PatchTools,
): Promise<Uint8Array> {
  const changed = (what: string): SigningError =>
    new SigningError("SIGNER_PATCH_CHANGED", `${source}: ${what}`);
  const returned = await openFileSource(path);
  try {
    const found: { sha256?: Uint8Array; signature?: Uint8Array } = {};
    const report = await verifySource(returned, NOBODY, {
      hash,
      advance: () => undefined,
      takeSeal: ({ sha256 }, signature) => {
        Object.assign(found, { sha256, signature });
      },
    });
    const { sha256, signature } = found;
    if (sha256 === undefined || signature === undefined)
      throw changed(`what came back is no patch: ${reasonsOf(report)}`);
    if (!equalBytes(sha256, sent))
      throw changed("what came back is not the patch that was sent");
    if (report.verdict === "malformed")
      throw changed(`what came back is malformed: ${reasonsOf(report)}`);
    return signature;
  } finally {
    await returned.close();
  }
}

/** Trust is not the question here: the signature is held against one key afterwards. */
const NOBODY: TrustSetup = {
  anchors: [],
  intermediates: [],
  policy: { checkDates: false, now: new Date(0), minRsaBits: 2048 },
  imaAnchors: [],
  limits: DEFAULT_LIMITS,
  target: undefined,
};

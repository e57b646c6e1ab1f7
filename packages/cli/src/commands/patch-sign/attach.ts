import { blockwiseInflater } from "@stx-patch/archive";
import { nativeInflater } from "@stx-patch/node-io";
import { rewritePatch } from "@stx-patch/patch-build";
import { patchFileName, toPatchId } from "@stx-patch/patch-format";
import {
  createAttachedSigner,
  expectedKeyOf,
  SigningError,
} from "@stx-patch/signing";
import { recogniseSigners, type TrustAnchor } from "@stx-patch/trust";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import type { Problems } from "../../problems.js";
import { attachJson, attachText } from "../../render/attach-summary.js";
import { outdatedSidecars } from "../../sidecars/outdated-sidecars.js";
import type { Io } from "../../world/io.js";
import { assertNoInput, findOutput } from "../../world/output.js";
import { expectedOf, type OpenPatch } from "../open-patch.js";
import { startSelfCheck } from "../self-check.js";
import type { TrustSetup } from "../verify-file.js";
import {
  nativeWriteOptions,
  writePatchFile,
  type PatchTools,
  type WrittenPatch,
} from "../write-patch-file.js";
import { acceptedKeys } from "./accepted-keys.js";
import { readSignature } from "./read-signature.js";
import { withOpenPatch } from "./with-open-patch.js";
import { writeFitted } from "../../render/fit.js";

/** What came of it. */
export interface AttachResult {
  readonly id: string;
  /** Null: stdout. */
  readonly path: string | null;
  readonly signer: TrustAnchor;
  readonly written: WrittenPatch;
  /** Files beside it that were made for the patch as it was, absolute. */
  readonly outdated: readonly string[];
}

/** `patch-sign attach`. */
export async function runSignAttach(
  line: ParsedLine,
  problems: Problems | undefined,
  io: Io,
): Promise<number> {
  const task = {
    label: "attaching",
    passes: 3,
    // Whoever signed has decided; until then the patch may be anybody's.
    allowUntrusted: true,
  };
  const result = await withOpenPatch(
    line,
    problems,
    {
      ...task,
      run: (patch, setup, tools) => attach(line, patch, setup, tools, io),
    },
    io,
  );
  const sink = result.path === null ? io.stderr : io.stdout;
  if (line.flag("json")) sink.write(attachJson(result));
  else if (!line.flag("quiet")) writeFitted(sink, attachText(result));
  return EXIT.done;
}

async function attach(
  line: ParsedLine,
  patch: OpenPatch,
  setup: TrustSetup,
  tools: PatchTools,
  io: Io,
): Promise<AttachResult> {
  const { source, path, verified } = patch;
  const signature = await readSignature(signatureFile(line), io.cwd);
  const keys = await acceptedKeys(line, line.text("role"), setup.anchors, io);
  const anchor = signerOf(signature, verified.seal.sha256, keys);
  const signer = createAttachedSigner(
    expectedKeyOf(anchor.key.spki, anchor.source),
    signature,
  );
  // A salt of another length is noticed here, before anything is written.
  await signer.sign(verified.seal.sha256);

  const id = toPatchId(verified.metadata.id);
  const named = line.text("output");
  const output = await findOutput(
    named ?? path,
    id,
    io.cwd,
    io.stdout.isTerminal,
  );
  if (named !== undefined) assertNoInput(output, [signatureFile(line)]);
  const { limits } = setup;
  const written = await writePatchFile(
    {
      chunks: (readBack) =>
        rewritePatch(source.open(undefined, { memory: tools.memory }), {
          ...nativeWriteOptions(signer, tools, readBack),
          ...{ verified, limits },
          inflater: blockwiseInflater(nativeInflater),
        }),
      output,
      fileName: patchFileName(id),
      access:
        named === undefined ? source.access : { mode: source.access.mode },
      fileDigest: line.flag("json"),
      check: (bytes) =>
        startSelfCheck(
          bytes,
          { patchKey: { signer, source: anchor.source } },
          {
            ...{ hash: tools.hash, now: io.now(), limits },
            expected: expectedOf(verified),
          },
        ),
    },
    tools,
    io,
  );
  const target = output.kind === "file" ? output.path : null;
  const outdated =
    target === null
      ? []
      : await outdatedSidecars({ path: target, hasNewContent: false });
  return { id, path: target, signer: anchor, written, outdated };
}

/** @throws CliError CLI_ARGUMENT_MISSING */
function signatureFile(line: ParsedLine): string {
  const file = line.text("signature");
  if (file !== undefined) return file;
  throw new CliError("CLI_ARGUMENT_MISSING", "no --signature is given", {
    remedy: "Name the file with the signature that was made elsewhere.",
  });
}

/** @throws SigningError SIGNER_KEY_MISMATCH */
function signerOf(
  signature: Uint8Array,
  sha256: Uint8Array,
  keys: readonly TrustAnchor[],
): TrustAnchor {
  const [found] = recogniseSigners({ sha256, signature, anchors: keys });
  if (found !== undefined) return found.anchor;
  throw new SigningError(
    "SIGNER_KEY_MISMATCH",
    keys.length === 0
      ? "no key is known whose signature would be accepted"
      : `none of ${keys.length} accepted keys made this signature over this patch`,
    {
      remedy:
        "Check that the signature is of this very patch, and name the signer's certificate with --cert ROLE=FILE.",
    },
  );
}

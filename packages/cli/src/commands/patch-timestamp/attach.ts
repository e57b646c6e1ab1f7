import { resolve } from "node:path";
import {
  checkImprint,
  MAX_TIMESTAMP_BYTES,
  parseTimestampRequest,
  verifyTimestamp,
  type TimestampInfo,
  type TimestampRequest,
} from "@stx-patch/attestation";
import { readSmallFile } from "@stx-patch/node-io";
import type { Certificate } from "@stx-patch/trust";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { Problems } from "../../problems.js";
import {
  timestampAttachJson,
  timestampAttachText,
} from "../../render/timestamp.js";
import { TIMESTAMP_SUFFIX } from "../../sidecars/timestamp.js";
import type { Io } from "../../world/io.js";
import { assertNoInput } from "../../world/output.js";
import { loadAuthorities } from "../../world/timestamp-trust.js";
import { writeWholeFile } from "../../world/write-whole-file.js";
import type { OpenPatch } from "../open-patch.js";
import { withOpenPatch } from "../patch-sign/with-open-patch.js";
import type { TrustSetup } from "../verify-file.js";
import { signatureDigest } from "./signature-digest.js";

/** What was put beside what. */
export interface TimestampAttachResult {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  readonly info: TimestampInfo;
  readonly chain: readonly Certificate[];
  /** Whether somebody trusted vouches for the authority. */
  readonly isTrusted: boolean;
}

/** `patch-timestamp attach`. */
export async function runTimestampAttach(
  line: ParsedLine,
  problems: Problems | undefined,
  io: Io,
): Promise<number> {
  const { patchLine, answer } = splitArguments(line, problems);
  const result = await withOpenPatch(
    patchLine,
    problems,
    {
      label: "reading",
      passes: 1,
      // When it was signed has nothing to do with whom we trust.
      allowUntrusted: true,
      run: (patch, setup) => attach(line, answer, patch, setup, io),
    },
    io,
  );
  if (line.flag("json")) io.stdout.write(timestampAttachJson(result));
  else if (!line.flag("quiet")) io.stdout.write(timestampAttachText(result));
  return EXIT.done;
}

async function attach(
  line: ParsedLine,
  answer: string,
  patch: OpenPatch,
  { policy }: TrustSetup,
  io: Io,
): Promise<TimestampAttachResult> {
  const imprint = signatureDigest(patch);
  const bytes = await readBytes(answer, io);
  const requestFile = line.text("request");
  const request = await readRequest(requestFile, io);
  const authorities = line.list("tsa-cert");
  const anchors = await loadAuthorities(authorities, io.cwd);
  const { info, chain, findings } = await verifyTimestamp(bytes, {
    anchors: authorities.length === 0 ? undefined : anchors,
    ...{ policy, request, now: io.now() },
  });
  const errors = [
    ...findings,
    ...(info === undefined ? [] : checkImprint(info, imprint)),
  ].filter(({ severity }) => severity === "error");
  if (errors.length > 0 || info === undefined)
    throw new Problems(
      errors.map((found) => ({
        ...found,
        message: `${answer}: ${found.message}`,
        location: { file: answer },
      })),
    );
  const path = resolve(
    io.cwd,
    line.text("output") ?? `${patch.path}${TIMESTAMP_SUFFIX}`,
  );
  const inputs =
    requestFile === undefined ? [] : [resolve(io.cwd, requestFile)];
  assertNoInput({ kind: "file", path }, [patch.path, ...inputs]);
  await writeWholeFile(path, bytes);
  const { id } = patch.verified.metadata;
  return { id, path, info, chain, isTrusted: authorities.length > 0 };
}

/** @throws Problems; CliError CLI_ARGUMENT_MISSING */
function splitArguments(
  line: ParsedLine,
  problems: Problems | undefined,
): { readonly patchLine: ParsedLine; readonly answer: string } {
  const [patch, answer, ...more] = line.positionals;
  if (patch === undefined || answer === undefined) {
    if (problems !== undefined) throw problems;
    throw new CliError(
      "CLI_ARGUMENT_MISSING",
      "two files are needed: the patch and the authority's answer",
      { remedy: "Name both, e.g. PATCH_0001.patch answer.tsr." },
    );
  }
  return { patchLine: { ...line, positionals: [patch, ...more] }, answer };
}

function readBytes(file: string, { cwd }: Io): Promise<Uint8Array> {
  return readSmallFile(resolve(cwd, file), { maxBytes: MAX_TIMESTAMP_BYTES });
}

async function readRequest(
  file: string | undefined,
  io: Io,
): Promise<TimestampRequest | undefined> {
  return file === undefined
    ? undefined
    : parseTimestampRequest(await readBytes(file, io));
}

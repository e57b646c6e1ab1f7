import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import {
  encodeTimestampRequest,
  isPolicy,
  type TimestampRequest,
} from "@stx-patch/attestation";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { ProblemList, type Problems } from "../../problems.js";
import {
  timestampRequestJson,
  timestampRequestText,
} from "../../render/timestamp.js";
import type { Io } from "../../world/io.js";
import { assertNoInput } from "../../world/output.js";
import { writeWholeFile } from "../../world/write-whole-file.js";
import { withOpenPatch } from "../patch-sign/with-open-patch.js";
import { signatureDigest } from "./signature-digest.js";

const NONCE_BYTES = 8;

/** What was asked for, and where the request is. */
export interface TimestampRequestResult {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  readonly request: TimestampRequest;
}

/** `patch-timestamp request`. */
export async function runTimestampRequest(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  await problems.attempt(() => {
    assertPolicy(line.text("policy"));
  });
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  problems.throwIfAny();
  const result = await withOpenPatch(
    line,
    undefined,
    {
      label: "reading",
      passes: 1,
      allowUntrusted: line.flag("allow-untrusted"),
      run: async (patch): Promise<TimestampRequestResult> => {
        const request: TimestampRequest = {
          imprint: signatureDigest(patch),
          policy: line.text("policy"),
          nonce: line.flag("nonce") ? randomNonce() : undefined,
        };
        const output = line.text("output");
        const path = resolve(io.cwd, output ?? `${patch.path}.tsq`);
        assertNoInput({ kind: "file", path }, [patch.path]);
        await writeWholeFile(path, encodeTimestampRequest(request));
        return { id: patch.verified.metadata.id, path, request };
      },
    },
    io,
  );
  if (line.flag("json")) io.stdout.write(timestampRequestJson(result));
  else if (!line.flag("quiet")) io.stdout.write(timestampRequestText(result));
  return EXIT.done;
}

/** @throws CliError CLI_OPTION_VALUE_INVALID */
function assertPolicy(policy: string | undefined): void {
  if (policy === undefined || isPolicy(policy)) return;
  throw new CliError(
    "CLI_OPTION_VALUE_INVALID",
    `--policy: expected an object identifier, got ${JSON.stringify(policy.slice(0, 200))}`,
    { remedy: "Write it with dots, e.g. 1.2.3.4.1." },
  );
}

/** As hex without leading zeros. */
function randomNonce(): string {
  return randomBytes(NONCE_BYTES).readBigUInt64BE().toString(16);
}

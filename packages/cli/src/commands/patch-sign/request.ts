import { resolve } from "node:path";
import type { ParsedLine } from "../../command-line/parse.js";
import { EXIT } from "../../exit-codes.js";
import type { Problems } from "../../problems.js";
import { writeFitted } from "../../render/fit.js";
import { answerText, requestText } from "../../render/signing-request.js";
import type { Io } from "../../world/io.js";
import { assertNoInput } from "../../world/output.js";
import { writeWholeFile } from "../../world/write-whole-file.js";
import { acceptedKeys } from "./accepted-keys.js";
import { signingRequest, type SigningRequest } from "./signing-request.js";
import { withOpenPatch } from "./with-open-patch.js";

const DEFAULT_ROLE = "formal";

/** `patch-sign request`. */
export async function runSignRequest(
  line: ParsedLine,
  problems: Problems | undefined,
  io: Io,
): Promise<number> {
  const task = {
    label: "reading",
    passes: 1,
    allowUntrusted: line.flag("allow-untrusted"),
  };
  await withOpenPatch(
    line,
    problems,
    {
      ...task,
      run: async (patch, setup) => {
        const role = line.text("role") ?? DEFAULT_ROLE;
        const keys = await acceptedKeys(line, role, setup.anchors, io);
        const request = signingRequest(patch, role, keys);
        const text = `${JSON.stringify(request, null, 2)}\n`;
        const output = line.text("output");
        if (output === "-") {
          io.stdout.write(text);
          return;
        }
        const path = resolve(
          io.cwd,
          output ?? `${request.patch.id}.signing-request.json`,
        );
        assertNoInput({ kind: "file", path }, [patch.path]);
        await writeWholeFile(path, new TextEncoder().encode(text));
        if (line.flag("json")) io.stdout.write(text);
        else if (!line.flag("quiet"))
          tell(request, path, patch.report.verdict, io);
      },
    },
    io,
  );
  return EXIT.done;
}

function tell(
  request: SigningRequest,
  path: string,
  verdict: string,
  { stdout }: Io,
): void {
  writeFitted(stdout, requestText(request, path, verdict));
  // To be copied, so each command is one line.
  stdout.write(answerText(request));
}

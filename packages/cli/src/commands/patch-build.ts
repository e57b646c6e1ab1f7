import { createThreadedHash } from "@stx-patch/node-io";
import type { PatchPlan } from "@stx-patch/patch-build";
import type { ParsedLine } from "../command-line/parse.js";
import { EXIT } from "../exit-codes.js";
import type { Problems } from "../problems.js";
import { buildSummaryJson, buildSummaryText } from "../render/build-summary.js";
import { createProgress, type Progress } from "../render/progress.js";
import { counted, sizeText } from "../render/text.js";
import type { Io } from "../world/io.js";
import { collectBuildInputs, type BuildInputs } from "./build-inputs.js";
import { prepareBuild, writeBuild } from "./build-patch.js";
import { buildSidecars } from "./build-sidecars.js";
import { listingFor } from "./listing.js";
import type { WrittenPatch } from "./write-patch-file.js";
import { writeFitted } from "../render/fit.js";

/** What came of a build. */
export interface BuildResult {
  readonly inputs: BuildInputs;
  readonly plan: PatchPlan;
  /** Undefined after `--dry-run`. */
  readonly written: WrittenPatch | undefined;
}

/** `patch-build`. */
export async function runPatchBuild(
  line: ParsedLine,
  problems: Problems | undefined,
  io: Io,
): Promise<number> {
  const result = await build(line, problems, io);
  const toStdout =
    result.inputs.output.kind === "stdout" && result.written !== undefined;
  const sink = toStdout ? io.stderr : io.stdout;
  if (line.flag("json")) sink.write(buildSummaryJson(result));
  else if (!line.flag("quiet")) writeFitted(sink, buildSummaryText(result));
  return EXIT.done;
}

/**
 * The build itself, shared with the drop-in command and patch-make.
 *
 * @param shared - of a run that builds several patches; it stays open
 */
export async function build(
  line: ParsedLine,
  problems: Problems | undefined,
  io: Io,
  shared?: Progress,
): Promise<BuildResult> {
  const { log } = io;
  const inputs = await log.phase("reading the RPMs' headers", () =>
    collectBuildInputs(line, problems, io),
  );
  const payloadBytes = inputs.rpms.reduce(
    (sum, { source }) => sum + source.sizeBytes,
    0,
  );
  const layout =
    line.text("ima-layout") === "signature" ? "signature" : "header";
  const selfCheck = !line.flag("no-self-check");
  const passes =
    (inputs.imaKey !== undefined && layout === "header" ? 2 : 1) +
    (selfCheck ? 1 : 0);
  const totalBytes = passes * payloadBytes;
  shared?.expect(totalBytes);
  const progress =
    shared ??
    createProgress(io, {
      label: `building ${inputs.request.id}`,
      totalBytes,
      enabled: !line.flag("quiet") && !line.flag("no-progress"),
    });
  const digests = createThreadedHash();
  const { hash, memory } = digests;
  const tools = { hash, memory, progress };
  try {
    const plan = await log.phase(
      `${inputs.request.id}: preparing ${counted(inputs.rpms.length, "RPM")}, ${sizeText(payloadBytes)}`,
      () => prepareBuild(inputs, layout, tools),
    );
    if (line.flag("dry-run")) return { inputs, plan, written: undefined };
    const listing = await listingFor(line, hash, io.cwd);
    const written = await log.phase(
      `${inputs.request.id}: writing${selfCheck ? ", and reading it back" : ""}`,
      () =>
        writeBuild(
          inputs,
          plan,
          {
            selfCheck,
            fileDigest: line.flag("json"),
            readBack: listing.readBack,
            sidecars: (seal) =>
              buildSidecars(line, { inputs, plan, seal, listing }),
          },
          tools,
          io,
        ),
    );
    return { inputs, plan, written };
  } finally {
    if (shared === undefined) progress.end();
    await digests.close();
    await inputs.close();
  }
}

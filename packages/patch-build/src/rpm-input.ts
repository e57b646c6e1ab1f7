import type { ByteSource, CodedProblem } from "@stx-patch/core";
import { isPersonality, RETIRED_PERSONALITIES } from "@stx-patch/patch-format";
import {
  checkImaLayout,
  describeRpm,
  fileNameFits,
  readRpmHeaders,
  readRpmHeadersSync,
  rpmFileNameOf,
  type RpmHeaders,
  type RpmInfo,
} from "@stx-patch/rpm-parser";
import { BuildError } from "./error.js";
import { isOnImaSkipList } from "./ima-skip-list.js";

/** One RPM as the caller names it; naming it for several node types is one input. */
export interface RpmInput {
  readonly source: ByteSource;
  /** Base name, which becomes the name inside the patch. */
  readonly fileName: string;
  /** Node types that install it; none: only where it is installed already. */
  readonly personalities: readonly string[];
}

/** An RPM whose headers were read and found fit for a patch. */
export interface InspectedRpm extends RpmInput {
  readonly headers: RpmHeaders;
  readonly info: RpmInfo;
}

/**
 * Reads the headers of one RPM and says everything that keeps it out of a patch.
 *
 * @param options - `signFiles`: file signatures will be replaced, so what is wrong with old ones does not matter
 * @throws RpmError when the file is no RPM or is malformed
 */
export async function inspectRpm(
  input: RpmInput,
  options: { readonly signFiles: boolean },
): Promise<{ rpm: InspectedRpm; problems: readonly CodedProblem[] }> {
  const headers = await headersOf(input.source);
  const info = describeRpm(headers);
  const rpm = { ...input, headers, info };
  const keepsSignatures = !options.signFiles || isOnImaSkipList(input.fileName);
  return {
    rpm,
    problems: [
      ...personalityProblems(rpm),
      ...kindProblems(rpm),
      ...fileNameProblems(rpm),
      ...(keepsSignatures ? checkImaLayout(headers) : []),
    ],
  };
}

/** A source that can is read at once: opening a stream costs more than headers of the usual size. */
async function headersOf(source: ByteSource): Promise<RpmHeaders> {
  const options = { name: source.name };
  const read = source.readNow?.bind(source);
  return read === undefined
    ? readRpmHeaders(source.open(), options)
    : readRpmHeadersSync(read, options);
}

function personalityProblems({
  personalities,
  source,
}: RpmInput): BuildError[] {
  return personalities
    .filter((type) => !isPersonality(type))
    .map((type) => {
      const retired = (RETIRED_PERSONALITIES as readonly string[]).includes(
        type,
      );
      return new BuildError(
        "BUILD_PERSONALITY_UNKNOWN",
        retired
          ? `node type ${type} was renamed in 2018: say ${type.replace("compute", "worker")}`
          : `unknown node type ${JSON.stringify(type)}`,
        { location: { file: source.name } },
      );
    });
}

function kindProblems({ info, source }: InspectedRpm): BuildError[] {
  const location = { file: source.name };
  if (info.isSource) {
    return [
      new BuildError("BUILD_RPM_SOURCE", `${source.name}: source RPM`, {
        location,
      }),
    ];
  }
  if (info.format === 6) {
    return [
      new BuildError("BUILD_RPM_FORMAT", `${source.name}: rpm 6 format`, {
        location,
      }),
    ];
  }
  return [];
}

function fileNameProblems({
  info,
  fileName,
  source,
}: InspectedRpm): BuildError[] {
  if (info.isSource) return [];
  if (fileNameFits(fileName, info)) return [];
  return [
    new BuildError(
      "BUILD_RPM_NAME_MISMATCH",
      `${source.name}: the header says ${rpmFileNameOf(info)}`,
      { location: { file: source.name } },
    ),
  ];
}

/** Refusals that need all RPMs at once: none, or two where one can be. */
export function checkRpmSet(rpms: readonly InspectedRpm[]): BuildError[] {
  if (rpms.length === 0)
    return [new BuildError("BUILD_NO_RPM", "no RPM is named")];
  return [
    ...collisions(
      rpms,
      (rpm) => rpm.fileName,
      (key, a, b) =>
        new BuildError(
          "BUILD_RPM_DUPLICATE_FILE",
          `two files are called ${key}: ${a.source.name} and ${b.source.name}`,
        ),
    ),
    ...collisions(
      rpms,
      // Equal file names are reported above already.
      (rpm) => `${rpm.info.name}.${rpm.info.arch}`,
      (key, a, b) =>
        a.fileName === b.fileName
          ? undefined
          : new BuildError(
              "BUILD_RPM_DUPLICATE_PACKAGE",
              `two RPMs hold ${key}: ${a.fileName} and ${b.fileName}`,
            ),
    ),
  ];
}

function collisions(
  rpms: readonly InspectedRpm[],
  keyOf: (rpm: InspectedRpm) => string,
  problem: (
    key: string,
    first: InspectedRpm,
    second: InspectedRpm,
  ) => BuildError | undefined,
): BuildError[] {
  const first = new Map<string, InspectedRpm>();
  const problems: BuildError[] = [];
  for (const rpm of rpms) {
    const key = keyOf(rpm);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, rpm);
    } else {
      const found = problem(key, earlier, rpm);
      if (found !== undefined) problems.push(found);
    }
  }
  return problems;
}

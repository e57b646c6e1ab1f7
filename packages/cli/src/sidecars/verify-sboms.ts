import { resolve } from "node:path";
import { finding, isCodedError, type CodedProblem } from "@stx-patch/core";
import { IoError, nativeHash, readSmallFile } from "@stx-patch/node-io";
import { patchFileName, type PatchId } from "@stx-patch/patch-format";
import type { VerificationReport } from "@stx-patch/patch-verify";
import {
  compareSbom,
  createContentsTaker,
  readSbom,
  SBOM_ERRORS,
  SbomError,
  subjectDigest,
  type ContentsTaker,
  type SbomFinding,
  type SbomView,
} from "@stx-patch/sbom";
import { counted } from "../render/text.js";
import type { SidecarCheck, SidecarReport } from "./sidecar.js";

/** How SBOMs are read. */
export interface SbomPoolOptions {
  readonly cwd: string;
  /** Of all files together. */
  readonly maxBytes: number;
  /** Then every SBOM is held against it, whatever it says that it is of. */
  readonly isOfOnePatch: boolean;
}

/** The SBOMs of a run, each of which is of one of its patches. */
export interface SbomPool {
  /** The check of the next patch: it takes those that say that they are of it. */
  next(): SidecarCheck;
  /** Those that no patch took. */
  leftOver(): { readonly file: string; readonly error: CodedProblem }[];
}

/** An SBOM, as it was named and as it was read. */
interface NamedSbom {
  readonly file: string;
  readonly view: SbomView;
}

/**
 * Reads SBOMs, so that one that cannot be read is known before the patches are.
 *
 * @param files - as they were named
 * @throws SbomError SBOM_TOO_LARGE, SBOM_JSON, SBOM_FORMAT, SBOM_STRUCTURE; IoError
 */
export async function loadSboms(
  files: readonly string[],
  { cwd, maxBytes, isOfOnePatch }: SbomPoolOptions,
): Promise<SbomPool> {
  const sboms: NamedSbom[] = [];
  let leftBytes = maxBytes;
  for (const file of files) {
    const bytes = await readBounded(file, resolve(cwd, file), leftBytes);
    leftBytes -= bytes.length;
    sboms.push({ file, view: viewOf(file, bytes) });
  }
  const taken = new Set<NamedSbom>();
  return {
    next: () => {
      const taker = createContentsTaker(nativeHash);
      return {
        witness: taker.witness,
        finish: (report) => {
          const mine = sboms.filter(
            ({ view }) => isOfOnePatch || isOf(view, report),
          );
          for (const sbom of mine) taken.add(sbom);
          return Promise.resolve(
            mine.map((sbom) => reportOf(sbom, compare(sbom, taker, report))),
          );
        },
      };
    },
    leftOver: () =>
      sboms
        .filter((sbom) => !taken.has(sbom))
        .map(({ file, view }) => ({
          file,
          error: new SbomError(
            "SBOM_NO_PATCH",
            `${file} is of ${JSON.stringify(view.subject.name.slice(0, 200))}, which is none of the patches`,
            { location: { file } },
          ),
        })),
  };
}

async function readBounded(
  file: string,
  path: string,
  maxBytes: number,
): Promise<Uint8Array> {
  try {
    return await readSmallFile(path, { maxBytes });
  } catch (error) {
    if (error instanceof IoError && error.code === "IO_INPUT_TOO_LARGE")
      throw new SbomError(
        "SBOM_TOO_LARGE",
        `${file}: more than ${maxBytes} bytes`,
        { location: { file }, cause: error },
      );
    throw error;
  }
}

/** Says which file it was. */
function viewOf(file: string, bytes: Uint8Array): SbomView {
  try {
    return readSbom(bytes);
  } catch (error) {
    if (!(error instanceof SbomError)) throw error;
    const { code, message, location } = error;
    const at = location.member === undefined ? "" : ` at ${location.member}`;
    throw new SbomError(code, `${file}${at}: ${message}`, {
      location: { ...location, file },
      cause: error,
    });
  }
}

function isOf(view: SbomView, report: VerificationReport): boolean {
  const id = report.metadata?.id;
  return (
    subjectDigest(view) === report.fileSha256 ||
    (id !== undefined &&
      [id, patchFileName(id as PatchId)].includes(view.subject.name))
  );
}

function compare(
  { view }: NamedSbom,
  taker: ContentsTaker,
  report: VerificationReport,
): SbomFinding[] {
  try {
    return compareSbom(view, taker.finish(report, report.fileSha256 ?? ""));
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return [finding(SBOM_ERRORS, "SBOM_NOT_COMPARED", "error", error.message)];
  }
}

const FORMATS = { cyclonedx: "CycloneDX", spdx: "SPDX" } as const;

function reportOf(
  { file, view }: NamedSbom,
  findings: readonly SbomFinding[],
): SidecarReport {
  const { format, version, subject, packages } = view;
  const files = packages.reduce((sum, { files }) => sum + files.length, 0);
  return {
    kind: "sbom",
    file,
    verdict: findings.some(({ severity }) => severity === "error")
      ? "malformed"
      : "trusted",
    facts: [
      { label: "format", lines: [`${FORMATS[format]} ${version}`] },
      {
        label: "is of",
        lines: [`${subject.name} ${subject.version ?? ""}`.trimEnd()],
      },
      {
        label: "lists",
        lines: [
          `${counted(packages.length, "package")}, ${counted(files, "file")}`,
        ],
      },
    ],
    findings: findings.map((found) => ({
      ...found,
      file,
      means: SBOM_ERRORS[found.code].meaning,
    })),
  };
}

import { resolve } from "node:path";
import {
  checkRpmSet,
  toBuildRequest,
  type BuildRequest,
  type InspectedRpm,
} from "@stx-patch/patch-build";
import type { ImaSigner, PatchSigner } from "@stx-patch/core";
import type { TrustAnchor } from "@stx-patch/trust";
import type { ParsedLine } from "../command-line/parse.js";
import { ProblemList, type Problems } from "../problems.js";
import { openRpmInputs } from "../world/inputs.js";
import { assertSidecarPlaces } from "../sidecars/sidecar-places.js";
import { assertSidecars } from "../sidecars/check-sidecars.js";
import type { Io } from "../world/io.js";
import {
  assertNoInput,
  findOutput,
  type OutputTarget,
} from "../world/output.js";
import { findRelease, type Release } from "../world/release.js";
import { readScript } from "../world/scripts.js";
import { checkConflicts, rpmArguments } from "./build-arguments.js";
import {
  findImaSigner,
  findPatchSigner,
  type NamedSigner,
} from "./patch-signer.js";
import { assertRole, signerAnchors } from "./signer-arguments.js";

/** Everything a build needs, found, read and checked. */
export interface BuildInputs {
  readonly request: BuildRequest;
  readonly release: Release;
  readonly rpms: readonly InspectedRpm[];
  readonly patchKey: NamedSigner<PatchSigner>;
  /** Undefined with `--no-ima`. */
  readonly imaKey: NamedSigner<ImaSigner> | undefined;
  readonly output: OutputTarget;
  /** Anchors that tell the role of the signing key. */
  readonly anchors: readonly TrustAnchor[];
  readonly close: () => Promise<void>;
}

/**
 * Collects what the command line names. All problems of the invocation are thrown together, before
 * any work: RPM headers have been read by then, payloads have not.
 *
 * @throws Problems
 */
export async function collectBuildInputs(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<BuildInputs> {
  const { cwd } = io;
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  checkConflicts(line, problems);

  const found = await findReleaseOnce(line, io, problems);
  const request = await checkRequest(line, found, io, problems);
  const named = rpmArguments(line);
  const inputs = await openRpmInputs(named, cwd, {
    signFiles: !line.flag("no-ima"),
  });
  try {
    problems.add(...inputs.problems);
    // Files that could not be read were reported; "no RPM" is for a line that names none.
    if (named.length === 0 || inputs.rpms.length > 0)
      problems.add(...checkRpmSet(inputs.rpms));
    const patchKey = await problems.attempt(() => findPatchSigner(line, io));
    const imaKey = line.flag("no-ima")
      ? undefined
      : await problems.attempt(() => findImaSigner(line, io));
    const anchors =
      (await problems.attempt(() => signerAnchors(line, io))) ?? [];
    await problems.attempt(() => {
      if (patchKey !== undefined)
        assertRole(line.text("role"), patchKey, { anchors });
    });
    const output =
      request === undefined
        ? undefined
        : await problems.attempt(() =>
            findOutput(
              line.text("output"),
              request.id,
              cwd,
              io.stdout.isTerminal,
            ),
          );
    const files = inputFiles(line, inputs.rpms, [patchKey, imaKey], cwd);
    if (output !== undefined)
      await problems.attempt(() => {
        assertNoInput(output, files);
      });
    await problems.attempt(() => {
      assertSidecars(line, output, patchKey);
    });
    await problems.attempt(async () => {
      if (line.list("sbom").length > 0) {
        const { assertSboms } = await import("../sidecars/check-sboms.js");
        assertSboms(line, cwd);
      }
      await assertSidecarPlaces(line, output, files, cwd);
    });
    problems.throwIfAny();
    return {
      request: present(request),
      release: present(found.release),
      rpms: inputs.rpms,
      patchKey: present(patchKey),
      imaKey,
      output: present(output),
      anchors,
      close: inputs.close,
    };
  } catch (error) {
    await inputs.close();
    throw error;
  }
}

/** Every file that a build reads, as an absolute path. */
function inputFiles(
  line: ParsedLine,
  rpms: readonly InspectedRpm[],
  keys: readonly ({ readonly source: string } | undefined)[],
  cwd: string,
): string[] {
  const named = [
    "pre-apply",
    "pre-remove",
    "release-info",
    "key-passphrase-file",
    "ima-key-passphrase-file",
    "ima-cert",
  ].flatMap((option) => line.list(option));
  return [
    ...rpms.map(({ source }) => source.name),
    ...keys.flatMap((key) => (key === undefined ? [] : [key.source])),
    ...named,
  ].map((path) => resolve(cwd, path));
}

interface FoundRelease {
  readonly release: Release | undefined;
  /** Looking for it failed and was reported; that it is missing need not be said again. */
  readonly failed: boolean;
}

async function findReleaseOnce(
  line: ParsedLine,
  { env, cwd }: Io,
  problems: ProblemList,
): Promise<FoundRelease> {
  let failed = true;
  const release = await problems.attempt(async () => {
    const result = await findRelease({
      release: line.text("release"),
      releaseFrom: line.origin("release"),
      releaseInfo: line.text("release-info"),
      env,
      cwd,
    });
    failed = false;
    return result;
  });
  return { release, failed };
}

async function checkRequest(
  line: ParsedLine,
  found: FoundRelease,
  { env, cwd }: Io,
  problems: ProblemList,
): Promise<BuildRequest | undefined> {
  const scripts = [];
  for (const action of ["pre-apply", "pre-remove"] as const) {
    for (const path of line.list(action)) {
      const script = await problems.attempt(() =>
        readScript(action, path, cwd),
      );
      if (script !== undefined) scripts.push(script);
    }
  }
  const checked = toBuildRequest({
    id: line.text("id"),
    release: found.release?.version,
    status: line.text("status"),
    summary: line.text("summary"),
    description: line.text("desc"),
    warnings: line.text("warn"),
    installInstructions: line.text("inst"),
    unremovable: line.flag("unremovable"),
    rebootRequired: line.text("reboot-required"),
    applyActiveReleaseOnly: line.flag("apply-active-release-only"),
    requires: line.list("req"),
    scripts,
    sourceDateEpoch: env["SOURCE_DATE_EPOCH"],
  });
  if (checked.ok) return checked.value;
  problems.add(
    ...checked.problems.filter(
      ({ code }) => code !== "BUILD_RELEASE_MISSING" || !found.failed,
    ),
  );
  return undefined;
}

function present<T>(value: T | undefined): T {
  if (value === undefined)
    throw new TypeError("a value is missing although no problem was found");
  return value;
}

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  craftPatch,
  rpmbuild,
  sampleMetadata,
  TEST_KEYS,
  withTempDir,
  type RpmSpec,
} from "@stx-patch/testkit";
import { expect } from "@jest/globals";
import type { PatchMetadata } from "@stx-patch/patch-format";
import type { VerificationReport } from "@stx-patch/patch-verify";
import { runCli, type CliResult } from "./cli.js";
import { schemaErrors } from "./schema.js";

/** Restart script of the new `tool`. */
export const RESTART = "/etc/patching/patch-scripts/tool";

/** What the system has. */
const LOAD: readonly RpmSpec[] = [
  {
    name: "tool",
    requires: ["tool-libs = 1.0-1"],
    files: [
      { path: "/usr/bin/tool", content: "1", mode: 0o755 },
      { path: "/etc/tool.conf", content: "a", attributes: "%config" },
      { path: "/opt/old", content: "" },
    ],
  },
  { name: "tool-libs", provides: ["libtool.so.1"] },
  { name: "other", requires: ["tool-libs >= 1.0"] },
  { name: "shell", files: [{ path: "/bin/sh", content: "" }] },
];

/** What a patch brings. */
const NEW: readonly RpmSpec[] = [
  {
    name: "tool",
    release: "2",
    requires: ["tool-libs = 1.0-2"],
    scriptlets: { post: "touch /var/run/node_is_patched_rr" },
    files: [
      { path: "/usr/bin/tool", content: "2", mode: 0o755 },
      { path: "/etc/tool.conf", content: "a", attributes: "%config" },
      { path: RESTART, content: "#!/bin/bash\n", mode: 0o755 },
    ],
  },
  { name: "tool-libs", release: "2" },
];

/** An RPM file. */
export interface Rpm {
  readonly name: string;
  readonly body: Uint8Array;
}

async function build(specs: readonly RpmSpec[]): Promise<Rpm[]> {
  return withTempDir(async (folder) => {
    for (const spec of specs) await rpmbuild(spec, folder);
    const names = await readdir(folder);
    return Promise.all(
      names.toSorted().map(async (name) => ({
        name,
        body: await readFile(join(folder, name)),
      })),
    );
  });
}

/** RPMs of a load and of a patch for it. */
export interface Rpms {
  readonly load: readonly Rpm[];
  readonly fresh: readonly Rpm[];
}

/** Builds them with rpmbuild. */
export async function buildRpms(): Promise<Rpms> {
  return { load: await build(LOAD), fresh: await build(NEW) };
}

/** A folder with a load and whatever patches a test asks for. */
export async function withSystem(
  load: readonly Rpm[],
  patches: Readonly<
    Record<string, readonly [readonly Rpm[], Partial<PatchMetadata>]>
  >,
  check: (folder: string) => Promise<void>,
): Promise<void> {
  await withTempDir(async (folder) => {
    const packages = join(folder, "rel-20.06", "Packages");
    await mkdir(packages, { recursive: true });
    for (const { name, body } of load)
      await writeFile(join(packages, name), body);
    for (const [id, [rpms, metadata]] of Object.entries(patches)) {
      const patch = await craftPatch({
        metadata: sampleMetadata({
          id,
          contents: rpms.map(({ name }) => name),
          personalities: [
            { type: "controller", packages: ["tool", "tool-libs"] },
          ].filter(() => rpms.length === 2),
          ...metadata,
        }),
        rpms: [...rpms],
      });
      await writeFile(join(folder, `${id}.patch`), patch);
    }
    await check(folder);
  });
}

/** `patch-verify` with the test key trusted. */
export function verify(
  cwd: string,
  ...argv: readonly string[]
): Promise<CliResult> {
  const trust = ["--trust", `dev=${TEST_KEYS.dev.certificate}`];
  return runCli("patch-verify", [...trust, ...argv], { cwd });
}

/** Its reports, which fit their schema. */
export async function reports(
  cwd: string,
  ...argv: readonly string[]
): Promise<{ status: number; reports: VerificationReport[] }> {
  const { status, stdout } = await verify(cwd, "--json", ...argv);
  expect(schemaErrors("verify-result", stdout)).toEqual([]);
  return {
    status,
    ...(JSON.parse(stdout) as { reports: VerificationReport[] }),
  };
}

/** Codes of the check `release`. */
export function releaseCodes({ findings }: VerificationReport): string[] {
  return findings
    .filter(({ check }) => check === "release")
    .map(({ code }) => code);
}

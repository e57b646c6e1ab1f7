import { chmod, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { runOk } from "./process.js";
import type { CompleteRpmSpec, PackagedFile, RpmSpec } from "./rpm-spec.js";
import { completeSpec, specText } from "./rpm-spec.js";
import { withTempDir } from "./temp-dir.js";
import { requireTool } from "./tools.js";

/** 2020-06-01: the month of StarlingX 20.06. */
const SOURCE_DATE_EPOCH = "1590969600";

/**
 * Builds one small RPM with the real `rpmbuild`; the same specification gives the same bytes.
 *
 * @param outputDir - existing folder that gets the RPM
 * @returns absolute path of the RPM
 * @throws Error with rpmbuild's output when it fails, or when it is not installed
 */
export async function rpmbuild(
  options: RpmSpec,
  outputDir: string,
): Promise<string> {
  requireTool("rpmbuild");
  const spec = completeSpec(options);
  return withTempDir(async (work) => {
    const staging = join(work, "staging");
    await mkdir(staging);
    for (const file of spec.files) await stage(file, staging);
    const specFile = join(work, `${spec.name}.spec`);
    await writeFile(specFile, specText(spec, staging));
    const before = new Set(await readdir(outputDir));
    await runOk("rpmbuild", argumentsFor(spec, specFile, work, outputDir), {
      env: { SOURCE_DATE_EPOCH },
    });
    const made = (await readdir(outputDir)).find((name) => !before.has(name));
    return join(outputDir, made ?? rpmFileName(spec));
  });
}

function rpmFileName({
  name,
  version,
  release,
  arch,
}: CompleteRpmSpec): string {
  return `${name}-${version}-${release}.${arch}.rpm`;
}

function argumentsFor(
  spec: CompleteRpmSpec,
  specFile: string,
  work: string,
  outputDir: string,
): string[] {
  const macros: Record<string, string> = {
    _topdir: join(work, "topdir"),
    _rpmdir: outputDir,
    _rpmfilename: "%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm",
    _buildhost: "build.example.com",
    _build_id_links: "none",
    _binary_payload: spec.payload ?? "w9.gzdio",
    _binary_filedigest_algorithm: String(spec.fileDigestAlgorithm ?? 8),
    use_source_date_epoch_as_buildtime: "1",
    clamp_mtime_to_source_date_epoch: "1",
    debug_package: "%{nil}",
    __os_install_post: "%{nil}",
    ...spec.macros,
  };
  return [
    "-bb",
    "--quiet",
    "--target",
    spec.arch,
    ...Object.entries(macros).flatMap(([name, body]) => [
      "--define",
      `${name} ${body}`,
    ]),
    specFile,
  ];
}

async function stage(file: PackagedFile, staging: string): Promise<void> {
  const path = join(staging, file.path);
  if (file.kind === "directory") {
    await mkdir(path, { recursive: true });
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  if (file.kind === "symlink") {
    await symlink(file.target, path);
    return;
  }
  await writeFile(path, file.content ?? "");
  await chmod(path, file.mode ?? 0o644);
}

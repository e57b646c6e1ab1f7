// Real RPMs of any size, made by rpmbuild.
import { spawnSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, join } from "node:path";

const BLOCK = 1 << 20;

/**
 * Builds one RPM with one file of the given size.
 *
 * @param content - `incompressible` (random bytes) or `compressible` (text-like, ratio about 4)
 */
export function makeRpm(folder, { name, sizeMiB, content }) {
  const source = join(folder, `${name}.data`);
  writeData(source, sizeMiB, content);
  const spec = [
    `Name: ${name}`,
    "Version: 1.0",
    "Release: 1",
    "Summary: bench",
    "License: Apache-2.0",
    "%description",
    "bench",
    "%install",
    `mkdir -p %{buildroot}/opt/bench && cp ${source} %{buildroot}/opt/bench/${name}`,
    "%files",
    `/opt/bench/${name}`,
    "",
  ];
  return build(folder, name, spec);
}

/** Builds one RPM with many small files of distinct content. */
export function makeManyFilesRpm(folder, { name, files }) {
  const spec = [
    `Name: ${name}`,
    "Version: 1.0",
    "Release: 1",
    "Summary: bench",
    "License: Apache-2.0",
    "%description",
    "bench",
    "%install",
    "mkdir -p %{buildroot}/opt/bench",
    `cd %{buildroot}/opt/bench && for i in $(seq ${files}); do echo $i > f$i; done`,
    "%files",
    "/opt/bench",
    "",
  ];
  return build(folder, name, spec);
}

/** Builds RPMs with a small file each, in a folder of their own. */
export function makeManyRpms(folder, count) {
  const names = Array.from({ length: count }, (_, i) => `bench-small-${i}`);
  const spec = [
    ...["Name: bench-small", "Version: 1.0", "Release: 1", "Summary: bench"],
    ...["License: Apache-2.0", "%description", "bench"],
    ...names.flatMap((name) => [
      ...[`%package -n ${name}`, "Summary: bench"],
      ...[`%description -n ${name}`, "bench"],
    ]),
    "%install",
    "mkdir -p %{buildroot}/opt/bench",
    `for i in $(seq 0 ${count - 1}); do head -c 20000 /dev/urandom > %{buildroot}/opt/bench/f$i; done`,
    ...names.flatMap((name, i) => [`%files -n ${name}`, `/opt/bench/f${i}`]),
    "",
  ];
  const target = join(folder, "small-rpms");
  mkdirSync(target);
  return buildAll(folder, "bench-small", spec).map((file) => {
    const moved = join(target, basename(file));
    renameSync(file, moved);
    return moved;
  });
}

function writeData(path, sizeMiB, content) {
  const file = openSync(path, "w");
  const block = Buffer.alloc(BLOCK);
  for (let i = 0; i < sizeMiB; i++) {
    randomFillSync(block);
    // Four letters instead of 256 values: two bits of information in each byte.
    if (content === "compressible")
      block.forEach((byte, at) => (block[at] = 97 + (byte & 3)));
    writeSync(file, block);
  }
  closeSync(file);
}

function build(folder, name, specLines) {
  const [file] = buildAll(folder, name, specLines);
  rmSync(join(folder, `${name}.data`), { force: true });
  return file;
}

function buildAll(folder, name, specLines) {
  const top = join(folder, `${name}.rpmbuild`);
  mkdirSync(top, { recursive: true });
  const spec = join(top, `${name}.spec`);
  writeFileSync(spec, specLines.join("\n"));
  const { status, stderr } = spawnSync(
    "rpmbuild",
    [
      ...["-bb", "--target", "noarch"],
      ...["--define", `_topdir ${top}`, "--define", "_binary_payload w.ufdio"],
      ...["--define", "__os_install_post %{nil}", spec],
    ],
    { encoding: "utf8", maxBuffer: 64 << 20 },
  );
  if (status !== 0) throw new Error(`rpmbuild ${name}: ${stderr}`);
  const built = join(top, "RPMS/noarch");
  const files = readdirSync(built).map((file) => {
    renameSync(join(built, file), join(folder, file));
    return join(folder, file);
  });
  rmSync(top, { recursive: true, force: true });
  return files;
}

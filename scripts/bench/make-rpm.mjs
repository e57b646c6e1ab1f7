// Real RPMs of any size, made by rpmbuild.
import { spawnSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const BLOCK = 1 << 20;

/**
 * Builds one RPM with one file of the given size.
 *
 * @param content - `incompressible` (random bytes) or `compressible` (text-like, ratio about 4)
 */
export function makeRpm(folder, { name, sizeMiB, content }) {
  const spec = (work) => {
    const source = join(work, "data");
    writeData(source, sizeMiB, content);
    return [
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
  };
  return build(folder, spec)[0];
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
  return build(folder, () => spec)[0];
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
  return build(target, () => spec);
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

/**
 * Builds in a temporary folder, which may need three times the room that the RPMs take.
 *
 * @param folder - where the RPMs go
 * @param specLines - called with the temporary folder
 */
function build(folder, specLines) {
  const work = mkdtempSync(join(tmpdir(), "stx-bench-rpmbuild-"));
  try {
    const spec = join(work, "bench.spec");
    writeFileSync(spec, specLines(work).join("\n"));
    const { status, stderr } = spawnSync(
      "rpmbuild",
      [
        ...["-bb", "--target", "noarch"],
        ...["--define", `_topdir ${work}`],
        ...["--define", "_binary_payload w.ufdio"],
        ...["--define", "__os_install_post %{nil}", spec],
      ],
      { encoding: "utf8", maxBuffer: 64 << 20 },
    );
    if (status !== 0) throw new Error(`rpmbuild: ${stderr}`);
    const built = join(work, "RPMS/noarch");
    return readdirSync(built).map((file) => {
      // Another file system, mostly, so no rename.
      copyFileSync(join(built, file), join(folder, file));
      return join(folder, file);
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

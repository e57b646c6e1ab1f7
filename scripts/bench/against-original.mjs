// The same work as the original's steps and as GNU tar with pigz do it.
import { rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { spawnSync } from "node:child_process";
import { makeManyRpms, makeRpm } from "./make-rpm.mjs";
import { bin, buildArgv, compare } from "./rows.mjs";

const ORIGINAL = "scripts/bench/peers/original.py";
const SIGNATURE_LAYOUT = ["--ima-layout", "signature"];

/** @param middleMiB - size of the RPMs */
export function againstOriginalRows(folder, { middleMiB, runs }) {
  return [
    ...incompressibleRows(folder, middleMiB, runs),
    ...compressibleRows(folder, middleMiB, runs),
  ];
}

function incompressibleRows(folder, sizeMiB, runs) {
  const rpm = makeRpm(folder, {
    name: "bench-middle",
    sizeMiB,
    content: "incompressible",
  });
  const patch = join(folder, "BENCH_0001.patch");
  const theirs = join(folder, "original.patch");
  const title = `${sizeMiB} MiB`;
  const works = [
    {
      work: `build, ${title}, signature header, no self-check`,
      reach: 1 / 10,
      output: patch,
      argv: buildArgv(patch, [rpm], ...SIGNATURE_LAYOUT, "--no-self-check"),
    },
    {
      work: `build, ${title}, default`,
      reach: 1 / 6,
      output: patch,
      argv: buildArgv(patch, [rpm]),
    },
  ];
  const rows = [
    ...compare(buildPeer(theirs, [rpm]), works, runs),
    ...compare(tarAndPigz(folder, rpm), works, runs).map((row) => ({
      ...row,
      reach: undefined,
    })),
    ...compare(
      {
        work: "the original's steps",
        argv: ["python3", ORIGINAL, "read", theirs],
      },
      [
        {
          work: `verify, ${title}`,
          reach: 1 / 3,
          argv: [bin("patch-verify"), patch],
        },
      ],
      runs,
    ),
  ];
  for (const file of [rpm, patch, theirs]) rmSync(file);
  return rows;
}

function compressibleRows(folder, sizeMiB, runs) {
  const rpm = makeRpm(folder, {
    name: "bench-compressible",
    sizeMiB,
    content: "compressible",
  });
  const patch = join(folder, "BENCH_0001.patch");
  const theirs = join(folder, "original.patch");
  const rows = compare(
    buildPeer(theirs, [rpm]),
    [
      {
        work: `build, ${sizeMiB} MiB compressible`,
        reach: 1 / 3,
        output: patch,
        argv: buildArgv(patch, [rpm]),
      },
    ],
    runs,
  );
  const size = {
    work: `size, ${sizeMiB} MiB compressible`,
    peer: "the original's steps",
    ratio: statSync(patch).size / statSync(theirs).size,
    reach: 1.02,
  };
  for (const file of [rpm, patch, theirs]) rmSync(file);
  return [...rows, size];
}

/** @param packages - how many small RPMs */
export function manyRpmsRows(folder, { smallPackages, runs }) {
  const rpms = makeManyRpms(folder, smallPackages);
  const patch = join(folder, "BENCH_0001.patch");
  const theirs = join(folder, "original.patch");
  const rows = compare(
    buildPeer(theirs, rpms),
    [
      {
        work: `build, ${smallPackages} small RPMs`,
        reach: 1 / 3,
        output: patch,
        argv: buildArgv(patch, [dirname(rpms[0])]),
      },
      {
        // What the original's steps do: they neither sign nor read back.
        work: `build, ${smallPackages} small RPMs, no IMA, no self-check`,
        output: patch,
        argv: [
          ...buildArgv(patch, [dirname(rpms[0])]),
          ...["--no-ima", "--no-self-check"],
        ],
      },
    ],
    runs,
  );
  rmSync(dirname(rpms[0]), { recursive: true });
  for (const file of [patch, theirs]) rmSync(file);
  return rows;
}

function buildPeer(out, rpms) {
  return {
    work: "the original's steps",
    output: out,
    argv: ["python3", ORIGINAL, "build", out, ...rpms],
  };
}

/** The archive alone, without digests, as quickly as two cores do it. */
function tarAndPigz(folder, rpm) {
  if (spawnSync("pigz", ["--version"]).status !== 0)
    throw new Error("pigz is missing: apt-get install pigz");
  const output = join(folder, "pigz.tgz");
  return {
    work: "GNU tar with pigz",
    output,
    argv: [
      ...["tar", "--use-compress-program", "pigz -9"],
      ...["-cf", output, "-C", folder, basename(rpm)],
    ],
  };
}

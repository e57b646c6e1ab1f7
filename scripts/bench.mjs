// Speed and memory as ratios against peers in the same run; docs/performance.md explains the method.
// Usage: node scripts/bench.mjs [--quick]
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { imaSigningRows } from "./bench/ima-signing.mjs";
import { makeRpm } from "./bench/make-rpm.mjs";
import { measure } from "./bench/measure.mjs";
import { rpmHeaderRows } from "./bench/rpm-headers.mjs";

const quick = process.argv.includes("--quick");
const scale = quick
  ? { mib: 32, packages: 100, files: 1000, runs: 1 }
  : { mib: 1024, packages: 1000, files: 20_000, runs: 3 };

const bin = (name) => resolve("node_modules/.bin", name);
const folder = mkdtempSync(join(tmpdir(), "stx-patch-bench-"));
try {
  const rows = run();
  console.table(rows);
  mkdirSync("bench-results", { recursive: true });
  const machine = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    node: process.version,
  };
  writeFileSync(
    "bench-results/results.json",
    `${JSON.stringify({ machine, scale, rows }, null, 2)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run() {
  const rpm = makeRpm(folder, {
    name: "bench-random",
    sizeMiB: scale.mib,
    content: "incompressible",
  });
  const patch = join(folder, "BENCH_0001.patch");
  const build = (...more) => [
    bin("patch-build"),
    ...[
      "--id",
      "BENCH_0001",
      "--release",
      "20.06",
      "--all-nodes",
      rpm,
      "-o",
      patch,
      "--quiet",
    ],
    ...more,
  ];
  const { runs } = scale;
  const md5 = measure(["openssl", "md5", rpm], { runs });
  const cases = [
    [
      "build, signature header, no self-check",
      build("--ima-layout", "signature", "--no-self-check"),
    ],
    ["build, signature header", build("--ima-layout", "signature")],
    ["build, main header (default)", build()],
    ["verify", [bin("patch-verify"), "--quiet", patch]],
  ];
  return [
    row("openssl md5 of the RPM", md5, md5),
    ...cases.map(([name, argv]) => row(name, measure(argv, { runs }), md5)),
    {
      work: "size of the patch / RPM",
      ratio: round(statSync(patch).size / statSync(rpm).size, 4),
    },
    ...[...rpmHeaderRows(folder, scale), ...imaSigningRows(folder, scale)].map(
      rounded,
    ),
  ];
}

function row(work, { seconds, peakMiB }, peer) {
  return {
    work,
    seconds: round(seconds, 2),
    ratio: round(seconds / peer.seconds, 2),
    "peak MiB": Math.round(peakMiB),
  };
}

/** A row of a peer of its own. */
function rounded({ work, seconds, ratio }) {
  return { work, seconds: round(seconds, 3), ratio: round(ratio, 2) };
}

function round(value, digits) {
  return Number(value.toFixed(digits));
}

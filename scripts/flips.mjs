// Flips single bits all over some packages and reads each as a user would: nothing but coded errors may come,
// every flip in a digested region must be noticed, and memory must stay where it was.
// Usage: node scripts/flips.mjs [--count N]
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  checkImaLayout,
  createDigestChecker,
  describeRpm,
  openRpm,
  RPM_ERRORS,
} from "@stx-patch/rpm-parser";

const MIB = 1024 * 1024;
const MAX_GROWTH_MIB = 64;
const VECTORS = new URL("../packages/testkit/vectors/rpm/", import.meta.url);
const PACKAGES = [
  "unsigned/4.18/filekinds-1.0-1.x86_64.rpm",
  "unsigned/4.18/payload-xz-1-1.noarch.rpm",
  "unsigned/4.18/scriptlets-1-1.noarch.rpm",
  "unsigned/4.11/cgcs-patch-1.0-31.tis.x86_64.rpm",
  "unsigned/4.11/oldfilenames-1-1.noarch.rpm",
  "unsigned/6.0/filekinds-1.0-1.x86_64.rpm",
  "signed-sigheader/4.18/epoch-2.0-1.noarch.rpm",
  "signed-mainheader/4.18/dependencies-1-1.noarch.rpm",
  "files-only-mainheader/4.18/payload-gzip-1-1.noarch.rpm",
  "files-only-sigheader/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm",
];
const WARM_UP = 2000;

const { values } = parseArgs({
  options: { count: { type: "string", default: "100000" } },
});

const samples = await Promise.all(PACKAGES.map(readSample));
const result = await flipBits(samples, Number(values.count));
console.log(
  [
    `${result.flips} bits flipped in ${samples.length} packages of ${samples.reduce((sum, { bytes }) => sum + bytes.length, 0)} bytes`,
    `${result.refused} refused with a code (${result.codes.size} different), ${result.mismatched} with a digest that does not match, ${result.sound} sound`,
    `${result.covered} in digested regions, ${result.missed.length} of them not noticed`,
    `${result.uncoded.length} exceptions without a code`,
    `memory: at most ${(result.growth / MIB).toFixed(1)} MiB above the baseline`,
  ].join("\n"),
);
for (const failure of [...result.missed, ...result.uncoded].slice(0, 10))
  console.error(failure);
if (
  result.missed.length > 0 ||
  result.uncoded.length > 0 ||
  result.growth > MAX_GROWTH_MIB * MIB
)
  process.exitCode = 1;

async function readSample(path) {
  const bytes = new Uint8Array(readFileSync(new URL(path, VECTORS)));
  const { headers } = await openRpm([bytes]);
  // Lead, signature header and padding are covered by nothing.
  return { path, bytes, coveredFrom: headers.mainHeaderOffset };
}

/** The bits are spread evenly over all packages; none is flipped twice. */
async function flipBits(samples, count) {
  const allBits = samples.reduce((sum, { bytes }) => sum + 8 * bytes.length, 0);
  const flips = Math.min(count, allBits);
  const result = {
    ...{ flips, refused: 0, mismatched: 0, sound: 0, covered: 0, growth: 0 },
    ...{ missed: [], uncoded: [], codes: new Set() },
  };
  let baseline = 0;
  for (let i = 0; i < flips; i += 1) {
    const { sample, bit } = locate(samples, Math.floor((i * allBits) / flips));
    await flipOne(sample, bit, result);
    if (i % 16 !== 0) continue;
    const rss = process.memoryUsage.rss();
    if (i < WARM_UP) baseline = Math.max(baseline, rss);
    else result.growth = Math.max(result.growth, rss - baseline);
  }
  return result;
}

function locate(samples, bit) {
  let rest = bit;
  for (const sample of samples) {
    if (rest < 8 * sample.bytes.length) return { sample, bit: rest };
    rest -= 8 * sample.bytes.length;
  }
  throw new RangeError(`bit ${bit} is behind the last package`);
}

async function flipOne({ path, bytes, coveredFrom }, bit, result) {
  const at = bit >> 3;
  const isCovered = at >= coveredFrom;
  const flipped = bytes.slice();
  flipped[at] ^= 1 << (bit & 7);
  if (isCovered) result.covered += 1;
  const place = `${path}: bit ${bit & 7} of byte ${at}`;
  try {
    const isSound = await useEverything(flipped);
    result[isSound ? "sound" : "mismatched"] += 1;
    if (isSound && isCovered) result.missed.push(place);
  } catch (error) {
    if (Object.hasOwn(RPM_ERRORS, error.code ?? "")) {
      result.refused += 1;
      result.codes.add(error.code);
    } else result.uncoded.push(`${place}: ${error.stack}`);
  }
}

async function useEverything(bytes) {
  const { headers, payload } = await openRpm([bytes]);
  checkImaLayout(headers);
  const checker = await createDigestChecker(headers, (algorithm) =>
    createHash(algorithm),
  );
  for await (const chunk of payload) await checker.update(chunk);
  const { ok } = await checker.finish();
  describeRpm(headers);
  return ok;
}

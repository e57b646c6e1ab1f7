// One RPM that does not compress, against the digest that the format forces over every byte.
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeRpm } from "./make-rpm.mjs";
import { bin, buildArgv, compare } from "./rows.mjs";

const SIGNATURE_LAYOUT = ["--ima-layout", "signature"];
const DIGESTS = fileURLToPath(new URL("digests.mjs", import.meta.url));
/** What each row computes over every byte, pass by pass. */
const DIGESTS_OF = {
  build: ["md5,md5,sha256,crc32"],
  checkedBuild: ["md5,md5,sha256,sha256,crc32,crc32"],
  defaultBuild: ["md5,sha256", "md5,md5,sha256,sha256,crc32,crc32"],
  verification: ["md5,md5,sha256,sha256,crc32"],
};

/**
 * @param largeMiB - size of the RPM
 * @param withDigests - below each row what its digests take alone
 */
export function largeRpmRows(folder, { largeMiB, runs, withDigests = true }) {
  const rpm = makeRpm(folder, {
    name: `bench-${largeMiB}`,
    sizeMiB: largeMiB,
    content: "incompressible",
  });
  const patch = join(folder, "BENCH_0001.patch");
  const build = (work, reach, digests, ...more) => [
    {
      work: `build, ${largeMiB} MiB, ${work}`,
      reach,
      output: patch,
      argv: buildArgv(patch, [rpm], ...more),
    },
    ...digestsAlone(digests),
  ];
  const digestsAlone = (digests) =>
    withDigests
      ? [
          {
            work: "- its digests alone",
            argv: [process.execPath, DIGESTS, String(largeMiB), ...digests],
          },
        ]
      : [];
  const builds = compare(
    { work: "openssl md5 of the RPM", argv: ["openssl", "md5", rpm] },
    [
      ...build(
        "signature header, no self-check",
        1.5,
        DIGESTS_OF.build,
        ...SIGNATURE_LAYOUT,
        "--no-self-check",
      ),
      ...build(
        "signature header",
        2.2,
        DIGESTS_OF.checkedBuild,
        ...SIGNATURE_LAYOUT,
      ),
      ...build("default", 3, DIGESTS_OF.defaultBuild),
    ],
    runs,
  );
  const verifications = compare(
    { work: "openssl md5 of the patch", argv: ["openssl", "md5", patch] },
    [
      {
        work: `verify, ${largeMiB} MiB`,
        reach: 1.4,
        argv: [bin("patch-verify"), patch],
      },
      ...digestsAlone(DIGESTS_OF.verification),
    ],
    runs,
  );
  const size = {
    work: `size, ${largeMiB} MiB`,
    peer: "the RPM",
    ratio: statSync(patch).size / statSync(rpm).size,
    reach: 1.001,
  };
  rmSync(rpm);
  rmSync(patch);
  return [...builds, ...verifications, size];
}

/** What a byte costs in a large patch, compared with a smaller one. */
export function scalingRows(folder, { hugeMiB, runs }) {
  const smallMiB = hugeMiB / 8;
  const cost = (sizeMiB) =>
    largeRpmRows(folder, {
      largeMiB: sizeMiB,
      runs,
      withDigests: false,
    }).filter(({ seconds }) => seconds !== undefined);
  const small = cost(smallMiB);
  return cost(hugeMiB).map(({ work, seconds, "peak MiB": peakMiB }, i) => ({
    work,
    peer: `the same per byte, ${smallMiB} MiB`,
    seconds,
    "peer seconds": small[i].seconds,
    ratio: seconds / hugeMiB / (small[i].seconds / smallMiB),
    reach: 1.1,
    "peak MiB": peakMiB,
  }));
}

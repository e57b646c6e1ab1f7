// Signing the files of a package, against bare RSA signatures of OpenSSL on as many cores.
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

import { makeManyFilesRpm } from "./make-rpm.mjs";
import { median } from "./measure.mjs";

const SIGNER = fileURLToPath(new URL("sign-files.mjs", import.meta.url));
const KEY = fileURLToPath(
  new URL("../../signing-keys/ima_signing_key.priv", import.meta.url),
);

/**
 * Signs a package with `files` distinct files and an RSA-2048 key, from its digests to the new header. The peer is
 * the time in which `openssl speed -multi` makes as many signatures; it runs before each round, because what
 * a machine's cores do varies by the minute.
 *
 * @param folder - existing; gets the package
 * @returns rows of the table: medians of seconds and of the rounds' ratios
 */
export function imaSigningRows(folder, { files, runs }) {
  const rpm = makeManyFilesRpm(folder, { name: "bench-sign", files });
  const cores = availableParallelism();
  const rounds = Array.from({ length: runs }, () => {
    const peer = files / opensslSignaturesPerSecond(cores);
    const ours = signFiles(rpm, cores, files);
    return { peer, ours, ratio: ours / peer };
  });
  const of = (name) => median(rounds.map((round) => round[name]));
  return [
    {
      work: `openssl speed rsa2048 -multi ${cores}: ${files} signatures`,
      seconds: of("peer"),
      ratio: 1,
    },
    {
      work: `signing a package of ${files} distinct files`,
      seconds: of("ours"),
      ratio: of("ratio"),
    },
  ];
}

function signFiles(rpm, threads, files) {
  const result = output(process.execPath, [SIGNER, rpm, KEY, String(threads)]);
  const { seconds, files: signed } = JSON.parse(result);
  if (signed !== files) throw new Error(`${signed} of ${files} files signed`);
  return seconds;
}

/** Its machine-readable summary: `+F2:<algorithm>:<bits>:<signatures a second>:<verifications a second>`. */
function opensslSignaturesPerSecond(cores) {
  const argv = ["speed", "-mr", "-seconds", "2"];
  const summary = output("openssl", [
    ...argv,
    ...["-multi", String(cores), "rsa2048"],
  ]);
  const [, rate] = /^\+F2:\d+:2048:([\d.]+):/m.exec(summary) ?? [];
  if (rate === undefined) throw new Error(`openssl speed: ${summary}`);
  return Number(rate);
}

function output(program, argv) {
  const { status, stdout, stderr } = spawnSync(program, argv, {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${program} ${argv.join(" ")}: ${stderr}`);
  return stdout;
}

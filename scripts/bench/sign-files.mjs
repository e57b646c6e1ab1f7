// One process that signs the files of a package as patch-build does, and prints how many seconds that took.
// Usage: node sign-files.mjs RPM KEY THREADS
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { performance } from "node:perf_hooks";
import { nativeHash, openFileSource } from "@stx-patch/node-io";
import { inspectRpm, prepareRpm } from "@stx-patch/patch-build";
import { createImaSigner, loadPrivateKey } from "@stx-patch/signing";

const [path, keyPath, threads] = process.argv.slice(2);
const key = loadPrivateKey(readFileSync(keyPath), { source: keyPath });
const signer = createImaSigner(key, { threads: Number(threads) });
const source = await openFileSource(path);
try {
  const input = { source, fileName: basename(path), personalities: [] };
  const { rpm, problems } = await inspectRpm(input, { signFiles: true });
  if (problems.length > 0) throw problems[0];
  const started = performance.now();
  const { ima } = await prepareRpm(rpm, {
    ima: { signer, layout: "signature" },
    hash: nativeHash,
  });
  const seconds = (performance.now() - started) / 1000;
  console.log(JSON.stringify({ seconds, files: ima.files }));
} finally {
  await source.close();
}

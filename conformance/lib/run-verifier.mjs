// Runs a verifier on one case, within limits.
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { performance } from "node:perf_hooks";
import { clearTimeout, setTimeout } from "node:timers";

/** No case takes longer. */
export const MAX_MS = 10_000;
/** Or more memory. */
export const MAX_MIB = 300;

const TIME = "/usr/bin/time";
const MEASURED = /^maximum-resident-kib (\d+)$/m;
/** More than any verifier has to say. */
const MAX_OUTPUT_BYTES = 1 << 20;

/** Whether GNU time is there to measure memory. */
export const canMeasure = isExecutable(TIME);

/**
 * Calls the verifier as the protocol says.
 *
 * @param command - program and first arguments
 * @param home - folder of the corpus
 * @returns exit status (null when it was ended), output, duration and peak memory (0 when not measured)
 */
export async function runVerifier(command, { name, trust, args }, home) {
  const [program, ...rest] = [
    ...(canMeasure ? [TIME, "-f", "maximum-resident-kib %M"] : []),
    ...command,
    ...trust.flatMap((file) => ["--trust", file]),
    ...args,
    `cases/${name}/case.patch`,
  ];
  const started = performance.now();
  // A group of its own, so that nothing of it survives the limit.
  const child = spawn(program, rest, {
    cwd: home,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout = gather(child.stdout);
  const stderr = gather(child.stderr);
  const timer = setTimeout(() => process.kill(-child.pid, "SIGKILL"), MAX_MS);
  const status = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  clearTimeout(timer);
  const kib = MEASURED.exec(stderr.text())?.[1] ?? 0;
  return {
    status,
    stdout: stdout.text(),
    ms: Math.round(performance.now() - started),
    mib: Math.round(Number(kib) / 1024),
  };
}

function gather(stream) {
  const chunks = [];
  let size = 0;
  stream.on("data", (chunk) => {
    size += chunk.length;
    // What stands last is what counts.
    chunks.push(chunk);
    while (size > MAX_OUTPUT_BYTES && chunks.length > 1)
      size -= chunks.shift().length;
  });
  return { text: () => Buffer.concat(chunks).toString() };
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

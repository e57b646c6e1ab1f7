import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { makeManyFilesRpm, makeRpm } from "../../bench/make-rpm.mjs";

const ID = "STX_20.06_PATCH_0001";
const MALFORMED = 2;
const UNTRUSTED = 3;

/**
 * What the commands are tried with: enough files that they are signed on threads, and enough bytes that these are hashed on threads.
 *
 * @param {string} folder - existing
 */
export function makeInputs(root, folder) {
  const keys = (name) => join(root, "signing-keys", name);
  return {
    rpms: [
      makeManyFilesRpm(folder, { name: "many-files", files: 600 }),
      makeRpm(folder, { name: "text", sizeMiB: 4, content: "compressible" }),
      makeRpm(folder, { name: "noise", sizeMiB: 4, content: "incompressible" }),
    ],
    key: keys("dev-private-key.pem"),
    imaKey: keys("ima_signing_key.priv"),
    certificate: keys("dev-certificate.pem"),
    imaCertificate: keys("ima_signing_key.x509.der"),
  };
}

/** @typedef {ReturnType<typeof makeInputs>} Inputs */

/**
 * Uses an installation as its first user would: asks the executables what they are, builds a patch, verifies it, and has a damaged one and one of
 * nobody refused.
 *
 * @param {{ version: string, executables: string[], start: (executable: string) => string[] }} installation - `start`: what runs an executable
 * @param {Inputs} inputs
 * @param {string} folder - made here
 * @returns {string} SHA-256 of what was built and what was said of it, to compare installations by
 */
export function smoke({ version, executables, start }, inputs, folder) {
  mkdirSync(folder, { recursive: true });
  const run = (status, executable, ...args) => {
    const [command, ...first] = start(executable);
    const result = spawnSync(command, [...first, ...args], {
      cwd: folder,
      encoding: "utf8",
      env: cleanEnvironment(),
    });
    const said = `${executable} ${args.join(" ")}\n${result.stdout}${result.stderr}${result.error ?? ""}`;
    assert.equal(result.status, status, said);
    return result.stdout;
  };
  for (const executable of executables) {
    assert.equal(run(0, executable, "--version").trim(), version);
    assert.match(run(0, executable, "--help"), /\S/);
  }
  const trust = ["--trust", inputs.certificate];
  run(0, "patch-build", ...buildArguments(inputs));
  const patch = join(folder, `${ID}.patch`);
  copyFileSync(patch, join(folder, "copy.patch"));
  const report = run(
    0,
    "patch-verify",
    ...trust,
    ...["--ima-cert", inputs.imaCertificate, "--jobs", "2", "--json"],
    ...[`${ID}.patch`, "copy.patch"],
  );
  assert.equal(
    JSON.parse(run(0, "stx-patch", "query", ...trust, "--json", patch)).id,
    ID,
  );
  run(UNTRUSTED, "patch-verify", patch);
  const bytes = readFileSync(patch);
  const damaged = Buffer.from(bytes);
  damaged[damaged.length >> 1] ^= 1;
  writeFileSync(join(folder, "damaged.patch"), damaged);
  run(MALFORMED, "patch-verify", ...trust, "damaged.patch");
  return createHash("sha256").update(bytes).update(report).digest("hex");
}

function buildArguments({ rpms, key, imaKey }) {
  return [
    ...["--id", ID, "--release", "20.06", "--reboot-required", "N"],
    ...["--key", key, "--ima-key", imaKey],
    ...rpms.flatMap((rpm) => ["--controller", rpm]),
  ];
}

/** Nothing of ours from the surroundings, so that only what is given counts. */
function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:STX_PATCH_|MY_REPO|NODE_)/.test(name),
    ),
  );
}

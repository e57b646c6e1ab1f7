// Builds a patch from a program: what a build server does after the RPMs are there.
// usage: node build.js EXAMPLES KEYS   (examples/ and signing-keys/ of the repository)
import { join } from "node:path";

import { buildPatch, Problems, type BuiltPatch } from "stx-patch";

const [examples = ".", keys = "."] = process.argv.slice(2);

async function build(): Promise<BuiltPatch> {
  return buildPatch({
    id: "STX_20.06_PATCH_0001",
    release: "20.06",
    summary: "Fixes the audit of controllers",
    rebootRequired: false,
    rpms: [
      {
        path: join(examples, "rpms/stx-config-audit-*.rpm"),
        personalities: ["controller"],
      },
      {
        path: join(examples, "rpms/stx-worker-agent-*.rpm"),
        personalities: ["worker"],
      },
    ],
    key: join(keys, "dev-private-key.pem"),
    imaKey: join(keys, "ima_signing_key.priv"),
    // A build that takes longer than this hangs.
    signal: AbortSignal.timeout(600_000),
    onProgress: ({ doneBytes, totalBytes }) => {
      if (doneBytes === totalBytes) console.error("all bytes are written");
    },
  });
}

try {
  const patch = await build();
  console.log(
    `${patch.path}: ${patch.sizeBytes} bytes, SHA-256 ${patch.sha256}`,
  );
  for (const { nevra, personalities, ima } of patch.rpms)
    console.log(
      `  ${nevra} for ${personalities.join(", ")}: files ${ima.kind}`,
    );
} catch (error) {
  if (!(error instanceof Problems)) throw error;
  for (const { code, message, remedy } of error.problems)
    console.error(`${code}: ${message}. ${remedy}`);
  process.exitCode = 1;
}

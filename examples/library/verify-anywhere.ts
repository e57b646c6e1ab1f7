// Verifies bytes with the library that also runs in browsers: no file, no clock and no environment is touched, all comes in as arguments.
// usage: node verify-anywhere.js CERTIFICATE PATCH
import { readFile } from "node:fs/promises";

import { verifyPatch } from "@stx-patch/patch-verify";
import { anchorsFrom } from "@stx-patch/trust";

const [certificate = "", patch = ""] = process.argv.slice(2);

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

const report = await verifyPatch(chunks(await readFile(patch)), {
  anchors: anchorsFrom(await readFile(certificate), {
    role: "dev",
    source: certificate,
  }),
  policy: { checkDates: false, now: new Date(), minRsaBits: 2048 },
});
console.log(`${report.metadata?.id ?? "no patch"}: ${report.verdict}`);

// Accepts or refuses a delivery: trusted patches only, and says why where it refuses.
// usage: node verify.js CERTIFICATE PATCH...
import { isCodedError, verifyPatch } from "stx-patch";

const [certificate = "", ...patches] = process.argv.slice(2);

for (const patch of patches) {
  try {
    const report = await verifyPatch(patch, { trust: [`dev=${certificate}`] });
    console.log(`${patch}: ${report.verdict}`);
    for (const { severity, code, message } of report.findings)
      if (severity === "error") console.log(`  ${code}: ${message}`);
    if (report.verdict !== "trusted") process.exitCode = 3;
  } catch (error) {
    // What is wrong with a patch is in its report; this is about files that cannot be read.
    if (!isCodedError(error)) throw error;
    console.error(`${patch}: ${error.code}: ${error.message}. ${error.remedy}`);
    process.exitCode = 5;
  }
}

// Whether a release could be made of the changesets: each says below which heading of the changelog it goes.
// usage: node scripts/release/check-changesets.mjs   (npm run check:changes)
import { fileURLToPath } from "node:url";

import { entriesIn } from "./changelog.mjs";

try {
  entriesIn(fileURLToPath(new URL("../..", import.meta.url)));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

// How long a command takes to say what it is.
import { bin, compare } from "./rows.mjs";

export function startUpRows(_folder, { startRuns }) {
  return compare(
    { work: "node -e 0", argv: ["node", "-e", "0"] },
    ["patch-build", "patch-verify", "patch-query"].map((command) => ({
      work: `${command} --help`,
      reach: 2,
      argv: [bin(command), "--help"],
    })),
    startRuns,
  );
}

import { execFileSync } from "node:child_process";
import { homedir } from "node:os";

import { ROOT } from "./scratch.mjs";

/** Where the packages tell on which machine they were made. */
export function machinePaths(tarballs) {
  const places = [ROOT, homedir()].filter((path) => path.length > 1);
  return tarballs.filter((tarball) => {
    const text = execFileSync("tar", ["-xzOf", tarball], {
      encoding: "latin1",
      maxBuffer: 1 << 28,
    });
    return places.some((place) => text.includes(`${place}/`));
  });
}

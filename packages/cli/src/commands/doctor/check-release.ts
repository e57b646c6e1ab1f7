import type { ParsedLine } from "../../command-line/parse.js";
import type { Io } from "../../world/io.js";
import { findRelease } from "../../world/release.js";
import type { Check } from "./check.js";

/** Which release a patch would be for. @throws as findRelease */
export async function checkRelease(
  line: ParsedLine,
  { env, cwd }: Io,
): Promise<Check[]> {
  const subject = "release";
  const release = await findRelease({
    release: line.text("release"),
    releaseFrom: line.origin("release"),
    releaseInfo: line.text("release-info"),
    ...{ env, cwd },
  });
  if (release !== undefined)
    return [
      { state: "ok", subject, text: `${release.version} (${release.source})` },
    ];
  return [
    {
      state: "warn",
      subject,
      text: "unknown: no release-info.inc is found from here",
      remedy:
        "Say it with --release, PLATFORM_RELEASE, or release: in a configuration file.",
    },
  ];
}

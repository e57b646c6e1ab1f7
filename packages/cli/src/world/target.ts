import {
  TARGET_RELEASES,
  targetRelease,
  type TargetOptions,
} from "@stx-patch/patch-verify";
import { nearestName } from "@stx-patch/core";
import { CliError } from "../error.js";

/**
 * The target that `--target` and `--target-dev` ask about.
 *
 * @throws CliError CLI_TARGET_UNKNOWN, CLI_OPTIONS_CONFLICT
 */
export function parseTarget(
  name: string | undefined,
  acceptsDev: boolean,
): TargetOptions | undefined {
  if (name === undefined) {
    if (!acceptsDev) return undefined;
    throw new CliError("CLI_OPTIONS_CONFLICT", "--target-dev needs --target", {
      remedy: "Name the release with --target.",
    });
  }
  const release = targetRelease(name);
  if (release !== undefined) return { release, acceptsDev };
  const names = TARGET_RELEASES.flatMap((known) => [known.name, known.alias]);
  // Releases are often called by their number alone.
  const near =
    names.find((known) => known.endsWith(`-${name}`)) ??
    nearestName(name, names);
  throw new CliError(
    "CLI_TARGET_UNKNOWN",
    `no release ${JSON.stringify(name)} is known`,
    near === undefined ? {} : { remedy: `Did you mean ${near}?` },
  );
}

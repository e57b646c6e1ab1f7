import { nearestName } from "@stx-patch/core";
import type { ParsedLine } from "../../command-line/parse.js";
import { configChoice } from "../../config/configured-line.js";
import { configSchema } from "../../config/config-schema.js";
import { isTrustedProject } from "../../config/is-trusted-project.js";
import { loadConfiguration } from "../../config/load-configuration.js";
import { resolveSettings } from "../../config/resolve.js";
import { allSettings, type KnownSetting } from "../../config/settings.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { ProblemList, type Problems } from "../../problems.js";
import {
  configurationJson,
  configurationText,
  type ShownConfiguration,
} from "../../render/configuration.js";
import { lookFor } from "../../render/report-look.js";
import type { Io } from "../../world/io.js";

/** `stx-patch config`. */
export async function runConfig(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const known = await allSettings();
  const wanted = await problems.attempt(() => asked(line.positionals, known));
  problems.throwIfAny();
  if (line.flag("schema")) {
    io.stdout.write(`${JSON.stringify(configSchema(known), null, 2)}\n`);
    return EXIT.done;
  }
  const shown = await configurationOf(line, wanted ?? known, known, io);
  io.stdout.write(
    line.flag("json")
      ? configurationJson(shown)
      : configurationText(shown, lookFor(io.stdout, io.env, "short")),
  );
  return EXIT.done;
}

async function configurationOf(
  line: ParsedLine,
  wanted: readonly KnownSetting[],
  known: readonly KnownSetting[],
  io: Io,
): Promise<ShownConfiguration> {
  const files = await loadConfiguration(configChoice(line), io);
  // All together: one may yield to another that is not shown.
  const found = resolveSettings(known, () => false, files, io);
  return {
    files: files.map((file) => ({
      kind: file.kind,
      path: file.path,
      mayGuard: file.kind !== "project" || isTrustedProject(file, files, io),
    })),
    settings: wanted.map((setting) => ({
      setting,
      value: found.find((each) => each.setting.name === setting.name),
    })),
  };
}

/** @throws CliError CLI_ARGUMENT_UNEXPECTED for a name that is no setting */
function asked(
  names: readonly string[],
  known: readonly KnownSetting[],
): readonly KnownSetting[] {
  if (names.length === 0) return known;
  return names.map((name) => {
    const setting = known.find((each) => each.name === name);
    if (setting !== undefined) return setting;
    const near = nearestName(
      name,
      known.map((each) => each.name),
    );
    throw new CliError(
      "CLI_ARGUMENT_UNEXPECTED",
      `there is no setting ${JSON.stringify(name)}`,
      near === undefined ? {} : { remedy: `Did you mean ${near}?` },
    );
  });
}

import { hostname, userInfo } from "node:os";
import { resolve } from "node:path";
import {
  patchIdOf,
  type PatchId,
  type PatchSeries,
} from "@stx-patch/patch-format";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { ProblemList, type Problems } from "../../problems.js";
import { IdRegister } from "../../world/id-register.js";
import type { Io } from "../../world/io.js";
import { highestInOrder } from "../../world/order-file.js";
import { findRelease } from "../../world/release.js";

/** Where the numbers come from. */
type Source =
  | { readonly kind: "register"; readonly folder: string }
  | { readonly kind: "order"; readonly file: string };

/** `patch-id next`: stdout holds the ids and nothing else. */
export async function runPatchIdNext(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const source = await problems.attempt(() => sourceOf(line));
  const count = await problems.attempt(() => countOf(line.text("count")));
  const series = await problems.attempt(() => seriesOf(line, io));
  const [surplus] = line.positionals;
  if (surplus !== undefined)
    problems.add(
      new CliError("CLI_ARGUMENT_UNEXPECTED", `unexpected ${surplus}`),
    );
  problems.throwIfAny();
  if (source === undefined || count === undefined || series === undefined)
    return EXIT.internal;
  const ids =
    source.kind === "register"
      ? await claimed(source.folder, series, count, io)
      : await following(source.file, series, count, io);
  io.stdout.write(
    line.flag("json")
      ? `${JSON.stringify({ schemaVersion: 1, ...series, ids }, null, 2)}\n`
      : ids.map((id) => `${id}\n`).join(""),
  );
  return EXIT.done;
}

async function claimed(
  folder: string,
  series: PatchSeries,
  count: number,
  io: Io,
): Promise<PatchId[]> {
  const register = new IdRegister(resolve(io.cwd, folder), series);
  const note = `${io.now().toISOString()} ${userName()}@${hostname()} pid ${process.pid}`;
  await register.assertRoom(count);
  const ids: PatchId[] = [];
  for (let i = 0; i < count; i++) ids.push(await register.next(note));
  return ids;
}

async function following(
  file: string,
  series: PatchSeries,
  count: number,
  io: Io,
): Promise<PatchId[]> {
  const highest = await highestInOrder(resolve(io.cwd, file), file, series);
  return Array.from({ length: count }, (_, i) =>
    patchIdOf(series, highest + 1 + i),
  );
}

function sourceOf(line: ParsedLine): Source {
  const folder = line.text("register");
  const file = line.text("order");
  if (folder !== undefined && file !== undefined)
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      "--register and --order both say where numbers come from",
    );
  if (folder !== undefined && folder !== "")
    return { kind: "register", folder };
  if (file !== undefined && file !== "") return { kind: "order", file };
  throw new CliError("CLI_ARGUMENT_MISSING", "neither --register nor --order", {
    remedy: "Name a directory to keep the ids in: --register DIR.",
  });
}

/** @throws CliError CLI_OPTION_VALUE_INVALID */
function countOf(text: string | undefined): number {
  const count = text === undefined ? 1 : Number(text);
  if (Number.isInteger(count) && count > 0 && /^[0-9]{1,4}$/.test(text ?? "1"))
    return count;
  throw new CliError(
    "CLI_OPTION_VALUE_INVALID",
    `--count: expected a number from 1 to 9999, got ${JSON.stringify(text)}`,
  );
}

/** @throws CliError CLI_ARGUMENT_MISSING, CLI_RELEASE_*; FormatError ID_INVALID */
async function seriesOf(line: ParsedLine, io: Io): Promise<PatchSeries> {
  const prefix = line.text("prefix");
  if (prefix === undefined)
    throw new CliError("CLI_ARGUMENT_MISSING", "no --prefix is given", {
      remedy: "Say what the ids begin with, e.g. --prefix STX.",
    });
  const release = await findRelease({
    release: line.text("release"),
    releaseFrom: line.origin("release"),
    releaseInfo: line.text("release-info"),
    env: io.env,
    cwd: io.cwd,
  });
  if (release === undefined)
    throw new CliError("CLI_ARGUMENT_MISSING", "no release is known", {
      remedy: "Name it with --release, e.g. --release 20.06.",
    });
  const series = { prefix, release: release.version };
  patchIdOf(series, 1);
  return series;
}

/** Somebody without an entry in the system's list of users may claim ids, too. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "?";
  }
}

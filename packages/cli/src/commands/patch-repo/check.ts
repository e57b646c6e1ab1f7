import { basename } from "node:path";
import type { Finding } from "@stx-patch/core";
import type { ParsedLine } from "../../command-line/parse.js";
import { EXIT } from "../../exit-codes.js";
import { checkRepo } from "../../patch-repo/check.js";
import { findRepo } from "../../patch-repo/layout.js";
import { rpmNames } from "../../patch-repo/rpms.js";
import type { Problems } from "../../problems.js";
import { createProgress } from "../../render/progress.js";
import { createStyle, type Style } from "../../render/style.js";
import { counted, safeText } from "../../render/text.js";
import { sizesOf } from "../../world/jobs.js";
import type { Io } from "../../world/io.js";
import { onlyDirectory } from "./list.js";
import { writeFitted } from "../../render/fit.js";

/** `patch-repo check`. */
export async function runPatchRepoCheck(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const { dir } = await onlyDirectory(line, lineProblems);
  const repo = await findRepo(dir, io.cwd);
  const sizes = await sizesOf(await rpmNames(repo), repo.packages);
  const progress = createProgress(io, {
    label: `checking ${basename(repo.path)}`,
    totalBytes: sizes.reduce((sum, size) => sum + size, 0),
    enabled: !line.flag("no-progress"),
  });
  const findings = await io.log
    .phase(`reading ${counted(sizes.length, "RPM")}`, () =>
      checkRepo(repo, progress.advance),
    )
    .finally(progress.end);
  const isSound = findings.every(({ severity }) => severity !== "error");
  if (line.flag("json")) {
    const object = { schemaVersion: 1, sound: isSound, findings };
    io.stdout.write(`${JSON.stringify(object, null, 2)}\n`);
  } else {
    const style = createStyle(io.stdout, io.env);
    const word = isSound ? style.good("SOUND") : style.bad("NOT SOUND");
    io.stdout.write(`${safeText(dir)}: ${word}\n`);
    for (const found of findings)
      writeFitted(io.stdout, findingText(found, style));
  }
  return isSound ? EXIT.done : EXIT.malformed;
}

function findingText(
  { severity, message, code, remedy }: Finding,
  style: Style,
): string {
  const word =
    severity === "error" ? style.bad("error:") : style.warn("warning:");
  return `  ${word} ${safeText(message)} ${style.faint(`[${code}]`)}\n         ${safeText(remedy)}\n`;
}

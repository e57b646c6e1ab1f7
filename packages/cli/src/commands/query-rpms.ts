import { resolve } from "node:path";
import { createFileHeads } from "@stx-patch/node-io";
import type { ParsedLine } from "../command-line/parse.js";
import { EXIT } from "../exit-codes.js";
import { ProblemList } from "../problems.js";
import { digestText, renderRpm } from "../render/rpm.js";
import { safeText } from "../render/text.js";
import type { Io } from "../world/io.js";
import { answerTo, isHeaderQuestion, readHeaders } from "./rpm-question.js";
import { readWholeRpm, type WholeRpm } from "./whole-rpm.js";
import { renderFiles } from "../render/files.js";
import { writeFitted } from "../render/fit.js";

/** `patch-query --rpm FILE...`: what rpm would tell, without rpm. */
export async function queryRpms(line: ParsedLine, io: Io): Promise<number> {
  const paths = [...line.list("rpm"), ...line.positionals];
  return isHeaderQuestion(line) && !line.flag("check-digests")
    ? answerFromHeaders(paths, line, io)
    : showWhole(paths, line, io);
}

/** Nothing is printed before all headers are read: what fails leaves no half answer behind. */
async function answerFromHeaders(
  paths: readonly string[],
  line: ParsedLine,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  const heads = createFileHeads();
  let answers = "";
  for (const path of paths) {
    const answer = await problems.attempt(() =>
      heads.use(resolve(io.cwd, path), async (read) =>
        answerTo(line, await readHeaders(read, path)),
      ),
    );
    answers += answer ?? "";
  }
  problems.throwIfAny();
  io.stdout.write(answers);
  return EXIT.done;
}

async function showWhole(
  paths: readonly string[],
  line: ParsedLine,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  const unpack = line.flag("check-digests");
  const rpms: WholeRpm[] = [];
  for (const path of paths) {
    const rpm = await problems.attempt(() =>
      readWholeRpm(path, io.cwd, { unpack }),
    );
    if (rpm !== undefined) rpms.push(rpm);
  }
  problems.throwIfAny();
  if (line.flag("json")) io.stdout.write(rpmsJson(rpms));
  else for (const rpm of rpms) showOne(rpm, line, io);
  const areSound = rpms.every(
    ({ digests, imaProblems }) => digests.ok && imaProblems.length === 0,
  );
  return areSound ? EXIT.done : EXIT.malformed;
}

function showOne(rpm: WholeRpm, line: ParsedLine, io: Io): void {
  if (!isHeaderQuestion(line)) {
    {
      writeFitted(io.stdout, renderRpm(rpm));
      // One line a file, as ls has it.
      if (line.flag("files"))
        io.stdout.write(renderFiles(rpm.info.files, "    "));
    }
    return;
  }
  io.stdout.write(answerTo(line, rpm));
  // The view has a line for it; an answer to a question has no place to say that the package is damaged.
  if (!rpm.digests.ok)
    io.stderr.write(
      `${safeText(rpm.path)}: digests: ${safeText(digestText(rpm.digests))}\n`,
    );
}

/** All facts as one JSON object: `docs/schema/query-rpm-result.schema.json`. */
function rpmsJson(rpms: readonly WholeRpm[]): string {
  const object = {
    schemaVersion: 1,
    rpms: rpms.map(({ path, info, digests, imaProblems }) => ({
      file: path,
      ...info,
      digests,
      imaProblems,
    })),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

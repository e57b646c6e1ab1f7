import { resolve } from "node:path";
import { nativeHash, openFileSource } from "@stx-patch/node-io";
import {
  checkImaLayout,
  createDigestChecker,
  dependencyText,
  describeRpm,
  formatRpm,
  openRpm,
  type RpmHeaders,
} from "@stx-patch/rpm-parser";
import type { ParsedLine } from "../command-line/parse.js";
import { EXIT } from "../exit-codes.js";
import { ProblemList } from "../problems.js";
import { renderFiles } from "../render/files.js";
import { renderRpm, type QueriedFile } from "../render/rpm.js";
import { safeText } from "../render/text.js";
import type { Io } from "../world/io.js";

interface LoadedRpm extends QueriedFile {
  readonly headers: RpmHeaders;
}

/** `patch-query --rpm FILE...`: what rpm would tell, without rpm. */
export async function queryRpms(line: ParsedLine, io: Io): Promise<number> {
  const problems = new ProblemList();
  const rpms: LoadedRpm[] = [];
  for (const path of line.list("rpm")) {
    const rpm = await problems.attempt(() => loadRpm(path, io.cwd));
    if (rpm !== undefined) rpms.push(rpm);
  }
  problems.throwIfAny();
  if (line.flag("json")) io.stdout.write(rpmsJson(rpms));
  else for (const rpm of rpms) io.stdout.write(rpmText(rpm, line));
  return rpms.every(({ digests }) => digests.ok) ? EXIT.done : EXIT.malformed;
}

async function loadRpm(path: string, cwd: string): Promise<LoadedRpm> {
  const source = await openFileSource(resolve(cwd, path));
  try {
    const { headers, payload } = await openRpm(source.open(), { name: path });
    const info = describeRpm(headers);
    const checker = await createDigestChecker(headers, nativeHash);
    for await (const chunk of payload) await checker.update(chunk);
    const imaProblems = checkImaLayout(headers).map(({ message }) => message);
    return {
      path,
      headers,
      info,
      imaProblems,
      digests: await checker.finish(),
    };
  } finally {
    await source.close();
  }
}

function rpmText(rpm: LoadedRpm, line: ParsedLine): string {
  const format = line.text("qf");
  if (format !== undefined) return formatRpm(rpm, format);
  const lists = (["requires", "provides"] as const).filter((name) =>
    line.flag(name),
  );
  if (lists.length > 0) {
    return lists
      .flatMap((name) =>
        rpm.info[name].map(
          (dependency) => `${safeText(dependencyText(dependency))}\n`,
        ),
      )
      .join("");
  }
  return (
    renderRpm(rpm) +
    (line.flag("files") ? renderFiles(rpm.info.files, "    ") : "")
  );
}

function rpmsJson(rpms: readonly LoadedRpm[]): string {
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

import { basename, resolve } from "node:path";
import type { CodedError } from "@stx-patch/core";
import type { RpmHeaders } from "@stx-patch/rpm-parser";
import { CliError } from "../../error.js";
import { statIfThere } from "../../world/files.js";
import { findFiles } from "../../world/find-files.js";
import {
  OriginalSearch,
  type NamedFile,
  type OriginalRpm,
} from "./original-search.js";

/**
 * Finds the RPMs of a patch by what their headers say, and proves each the same package: all main-header entries are equal but for
 * file signatures, the digests of files and payload among them.
 *
 * @param places - files and directories, searched to any depth
 * @param wanted - the headers in the patch, by file name
 * @returns by file name in the patch; problems CLI_INPUT_MISSING, CLI_REBUILD_RPM_MISSING, CLI_REBUILD_RPM_OTHER_BUILD, and of files
 * that were named and are no RPM
 */
export async function findOriginals(
  places: readonly string[],
  wanted: ReadonlyMap<string, RpmHeaders>,
  cwd: string,
): Promise<{
  readonly found: ReadonlyMap<string, OriginalRpm>;
  readonly problems: readonly CodedError[];
}> {
  const search = new OriginalSearch(wanted);
  // What was named has to be an RPM. For the rest a name tells nothing for sure, but where to look first.
  const rank = ({ path, isNamed }: NamedFile): number =>
    isNamed ? 0 : wanted.has(basename(path)) ? 1 : 2;
  const files = await filesOf(places, cwd, search.problems);
  for (const file of files.toSorted((a, b) => rank(a) - rank(b))) {
    if (search.isDone && !file.isNamed) break;
    await search.look(file);
  }
  search.reportMissing();
  return search;
}

async function filesOf(
  places: readonly string[],
  cwd: string,
  problems: CodedError[],
): Promise<NamedFile[]> {
  const files: NamedFile[] = [];
  for (const place of places) {
    const path = resolve(cwd, place);
    const status = await statIfThere(path);
    if (status === undefined)
      problems.push(
        new CliError("CLI_INPUT_MISSING", `--rpms ${place}: no such file`),
      );
    else if (status.isDirectory())
      for (const inside of await findFiles(path, ".rpm"))
        files.push({ path: inside, isNamed: false });
    else files.push({ path, isNamed: true });
  }
  return files;
}

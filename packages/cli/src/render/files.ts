import { permissionText, type RpmFile } from "@stx-patch/rpm-parser";
import { renderTable } from "./table.js";
import { safeText } from "./text.js";

/** Packaged files as `ls -l` shows them, with times in UTC so that the output repeats. */
export function renderFiles(files: readonly RpmFile[], indent: string): string {
  return renderTable(
    files.map((file) => [
      permissionText(file.mode),
      safeText(file.user),
      safeText(file.group),
      String(file.sizeBytes),
      timeText(file.mtimeSeconds),
      safeText(
        file.linkTarget === ""
          ? file.path
          : `${file.path} -> ${file.linkTarget}`,
      ),
    ]),
    indent,
  );
}

/** `2020-06-01 00:00` in UTC. */
export function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
}

import { constants } from "node:fs";
import { access, statfs } from "node:fs/promises";
import { resolve } from "node:path";
import { coded } from "@stx-patch/node-io";
import { CliError } from "../../error.js";
import { sizeText } from "../../render/text.js";
import { statIfThere } from "../../world/files.js";
import type { Io } from "../../world/io.js";
import type { Check } from "./check.js";

/** Less than this is no space for any patch. */
const TOO_LITTLE_BYTES = 64 * 1024 * 1024;
/** Less than this is no space for a large one. */
const LITTLE_BYTES = 2 * 1024 * 1024 * 1024;

/** Whether a directory can be written into, and how much. @throws IoError; CliError CLI_DISK_LOW */
export async function checkFolder(
  subject: string,
  folder: string,
  { cwd }: Pick<Io, "cwd">,
): Promise<Check[]> {
  const path = resolve(cwd, folder);
  if ((await statIfThere(path))?.isDirectory() !== true)
    return [
      {
        state: "warn",
        subject,
        text: `${path} does not exist`,
        remedy: "patch-make makes it; for patch-build make it yourself.",
      },
    ];
  const { bavail, bsize } = await coded("look at", path, async () => {
    await access(path, constants.W_OK);
    return statfs(path);
  });
  const free = bavail * bsize;
  const text = `${path}, ${sizeText(free)} free`;
  if (free < TOO_LITTLE_BYTES) throw new CliError("CLI_DISK_LOW", text);
  if (free >= LITTLE_BYTES) return [{ state: "ok", subject, text }];
  return [
    {
      state: "warn",
      subject,
      text,
      remedy: "Patches take as much as their RPMs; free some space in time.",
    },
  ];
}

import { createReadStream } from "node:fs";
import { toHex } from "@stx-patch/core";
import { coded, nativeHash } from "@stx-patch/node-io";
import { statIfThere } from "./files.js";

/** SHA-256 of a file, lower-case hex. @throws IoError */
export async function digestOf(path: string): Promise<string> {
  const hasher = nativeHash("sha256");
  if (hasher === undefined) throw new TypeError("no SHA-256");
  await coded("read", path, async () => {
    for await (const chunk of createReadStream(path))
      await hasher.update(chunk as Uint8Array);
  });
  return toHex(await hasher.digest());
}

/** The same of what may be missing; undefined, too, for what is no file. @throws IoError */
export async function digestIfThere(path: string): Promise<string | undefined> {
  const status = await statIfThere(path);
  return status?.isFile() === true ? digestOf(path) : undefined;
}

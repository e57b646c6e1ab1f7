import { constants, type Stats } from "node:fs";
import { open } from "node:fs/promises";
import { readSmallFile, toIoError } from "@stx-patch/node-io";
import { readPlainYaml, type YamlProblem } from "@stx-patch/recipe";
import type { Io } from "../world/io.js";
import { Problems } from "../problems.js";
import type { ConfigFile } from "./config-file.js";
import { configError, ConfigError, type ConfigErrorCode } from "./error.js";
import { isForeign, type ConfigPlace } from "./places.js";
import { readSettings } from "./read-settings.js";
import type { Setting } from "./settings.js";

/** A hundred times what all settings take. */
const MAX_CONFIG_BYTES = 256 * 1024;

const CODES: Readonly<Record<YamlProblem, ConfigErrorCode>> = {
  syntax: "CONFIG_SYNTAX",
  forbidden: "CONFIG_FORBIDDEN",
  repeated: "CONFIG_REPEATED",
  deep: "CONFIG_TOO_LARGE",
  empty: "CONFIG_SYNTAX",
};

/**
 * Reads a configuration file and checks every setting in it, whether or not the command takes it.
 *
 * @param known - all settings there are
 * @throws Problems with all that is wrong with the settings; ConfigError for the file as a whole
 */
export async function readConfigFile(
  place: ConfigPlace,
  known: readonly Setting[],
  io: Pick<Io, "env">,
): Promise<ConfigFile> {
  const { path } = place;
  const bytes =
    place.kind === "named"
      ? await namedBytes(path)
      : await ownBytes(path, io.env);
  const text = decoded(bytes, path);
  // A file of comments only says nothing, and that is no mistake.
  if (!/^[ \t]*[^#\s]/m.test(text)) return { ...place, values: new Map() };
  const root = readPlainYaml(text, (problem, line, message, cause) =>
    configError(CODES[problem], path, line, message, { cause }),
  );
  const { values, problems } = readSettings(root, place, known, io.env);
  if (problems.length > 0) throw new Problems(problems);
  return { ...place, values };
}

/** What was named may be anything that can be read, such as `<(...)`. */
async function namedBytes(path: string): Promise<Uint8Array> {
  try {
    return await readSmallFile(path, { maxBytes: MAX_CONFIG_BYTES });
  } catch (error) {
    throw unreadable(error, path);
  }
}

/** What was only found has to be a plain file, and nobody else's. @throws ConfigError CONFIG_UNSAFE, CONFIG_UNREADABLE, CONFIG_TOO_LARGE */
async function ownBytes(path: string, env: Io["env"]): Promise<Uint8Array> {
  try {
    // O_NONBLOCK: opening a pipe would wait for somebody to write into it.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const status = await handle.stat();
      assertPlainAndOwn(status, path, env);
      const buffer = new Uint8Array(MAX_CONFIG_BYTES + 1);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(error, path);
  }
}

function assertPlainAndOwn(status: Stats, path: string, env: Io["env"]): void {
  if (!status.isFile())
    throw configError("CONFIG_UNREADABLE", path, undefined, "not a file");
  if (isForeign(status, env))
    throw configError(
      "CONFIG_UNSAFE",
      path,
      undefined,
      "somebody else than you and root owns this file, or may write it",
    );
}

/** Takes a byte order mark off: editors write it, and it means nothing. */
function decoded(bytes: Uint8Array, path: string): string {
  if (bytes.length > MAX_CONFIG_BYTES)
    throw configError(
      "CONFIG_TOO_LARGE",
      path,
      undefined,
      `more than ${MAX_CONFIG_BYTES} bytes`,
    );
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw configError("CONFIG_SYNTAX", path, undefined, "not UTF-8", { cause });
  }
}

function unreadable(error: unknown, path: string): unknown {
  if (error instanceof ConfigError) return error;
  const cause = toIoError(error, "read", path);
  const code =
    cause.code === "IO_INPUT_TOO_LARGE"
      ? "CONFIG_TOO_LARGE"
      : "CONFIG_UNREADABLE";
  return configError(code, path, undefined, cause.message, { cause });
}

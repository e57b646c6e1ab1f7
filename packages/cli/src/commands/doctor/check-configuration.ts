import type { ParsedLine } from "../../command-line/parse.js";
import { configChoice } from "../../config/configured-line.js";
import { isTrustedProject } from "../../config/is-trusted-project.js";
import { loadConfiguration } from "../../config/load-configuration.js";
import type { Io } from "../../world/io.js";
import type { Check } from "./check.js";

/** Which configuration files are read. @throws Problems, ConfigError for those that cannot be used */
export async function checkConfiguration(
  line: ParsedLine,
  io: Io,
): Promise<Check[]> {
  const subject = "configuration";
  const files = await loadConfiguration(configChoice(line), io);
  if (files.length === 0) return [{ state: "ok", subject, text: "no file" }];
  return files.map((file) => ({
    state: "ok",
    subject,
    text: `${file.path} (${file.kind === "project" && !isTrustedProject(file, files, io) ? "project; may not say whom to trust or who signs" : file.kind})`,
  }));
}

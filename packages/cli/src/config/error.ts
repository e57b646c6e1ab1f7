import { errorClass, type CodeCatalogue } from "@stx-patch/core";

/** Codes of configuration: files and environment variables that hold defaults of options. */
export const CONFIG_ERRORS = {
  CONFIG_UNREADABLE: {
    meaning: "A configuration file is there, or was named, and cannot be read.",
    remedy:
      "Check the path given with --config or in STX_PATCH_CONFIG, and the permissions; --no-config reads no file.",
  },
  CONFIG_TOO_LARGE: {
    meaning:
      "A configuration file is larger, or nested deeper, than any needs to be.",
    remedy: "Check that the file is a configuration.",
  },
  CONFIG_SYNTAX: {
    meaning: "A configuration file is not well-formed YAML.",
    remedy:
      "Repair the line that is named; docs/configuration.md shows an example.",
  },
  CONFIG_FORBIDDEN: {
    meaning:
      "A configuration file uses a feature of YAML through which readers can come to different contents.",
    remedy: "Write the value out where it is needed.",
  },
  CONFIG_REPEATED: {
    meaning: "A configuration file says the same thing twice.",
    remedy: "Remove one of the two.",
  },
  CONFIG_UNKNOWN: {
    meaning: "There is no setting of this name.",
    remedy: "Run stx-patch config for the list of settings.",
  },
  CONFIG_VALUE: {
    meaning: "A setting does not take this value.",
    remedy:
      "Repair the value at the place that is named; stx-patch config --schema says what each setting takes.",
  },
  CONFIG_UNSAFE: {
    meaning:
      "A configuration file was found that others than you and root own or may write.",
    remedy:
      "Look at the file, then make it yours alone (chown, chmod o-w), name it with --config, or say --no-config.",
  },
  CONFIG_PROJECT_UNTRUSTED: {
    meaning:
      "A project's configuration says whom to trust, who signs or how much to read, and nobody said that this project may.",
    remedy:
      "Look at the file, then add its directory to trusted-projects in your own configuration, name the file with --config, or say --no-config.",
  },
} as const satisfies CodeCatalogue;

/** Codes of {@link ConfigError}. */
export type ConfigErrorCode = keyof typeof CONFIG_ERRORS;

/** Configuration that cannot be used as it is. */
export class ConfigError extends errorClass("ConfigError", CONFIG_ERRORS) {}

/** An error at a line of a configuration file. */
export function configError(
  code: ConfigErrorCode,
  path: string,
  line: number | undefined,
  message: string,
  details: { readonly remedy?: string; readonly cause?: unknown } = {},
): ConfigError {
  const where = line === undefined ? path : `${path}:${line}`;
  return new ConfigError(code, `${where}: ${message}`, {
    ...details,
    location: { file: path },
  });
}

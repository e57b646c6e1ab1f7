import { LIMITS } from "@stx-patch/core";
import type { KnownSetting } from "./settings.js";

/** The JSON schema of configuration files, made of the declarations that the commands read them with. */
export function configSchema(settings: readonly KnownSetting[]): object {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Configuration of stx-patch",
    description:
      "stx-patch.yaml: defaults of options. docs/configuration.md says where it is looked for.",
    type: "object",
    properties: Object.fromEntries(
      settings.map((setting) => [
        setting.name,
        { description: description(setting), ...typeOf(setting) },
      ]),
    ),
    additionalProperties: false,
  };
}

function description(setting: KnownSetting): string {
  const { option, variable, commands } = setting;
  const { describe, placeholder } = option;
  const { fallback, guarded } = option.setting ?? {};
  const sentences = [
    ...(placeholder === undefined ? [] : [placeholder]),
    describe,
  ].join(": ");
  return [
    `${sentences}.`,
    ...(commands.length === 0
      ? []
      : [`Default of --${option.name} of ${commands.join(", ")}.`]),
    `Environment variable ${variable}.`,
    ...(fallback === undefined ? [] : [`Otherwise: ${fallback}.`]),
    ...(guarded === true
      ? ["In a project's file only where trusted-projects names the project."]
      : []),
  ].join(" ");
}

function typeOf({ option }: KnownSetting): object {
  if (option.kind === "flag") return { type: "boolean" };
  switch (option.setting?.value) {
    case "number":
      return { type: ["integer", "string"], minimum: 0, pattern: "^[0-9]+$" };
    case "limits":
      return {
        type: "object",
        minProperties: 1,
        properties: Object.fromEntries(
          Object.entries(LIMITS).map(([name, { bounds }]) => [
            name,
            { description: bounds, ...SIZE },
          ]),
        ),
        additionalProperties: false,
      };
    default: {
      const { choices } = option;
      const text =
        choices === undefined
          ? { type: "string", minLength: 1 }
          : { enum: choices };
      return option.kind === "list"
        ? { type: "array", minItems: 1, items: text }
        : text;
    }
  }
}

const SIZE = {
  type: ["integer", "string"],
  minimum: 1,
  pattern: "^[0-9]{1,15}[KMGTkmgt]?$",
};

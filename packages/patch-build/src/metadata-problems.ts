import { isCodedError, type CodedError } from "@stx-patch/core";
import {
  encodeMetadata,
  patchIdProblem,
  type PatchMetadata,
} from "@stx-patch/patch-format";
import { BuildError } from "./error.js";

/** The value of --reboot-required: a reader would take anything but N for Y. */
export function rebootProblems(value: string | undefined): BuildError[] {
  if (value === undefined || value === "Y" || value === "N") return [];
  return [
    new BuildError(
      "BUILD_REBOOT_REQUIRED_VALUE",
      `--reboot-required takes Y or N, got ${JSON.stringify(value)}`,
    ),
  ];
}

/** Ids that no patch can have, and the patch's own. */
export function requiresProblems(
  requires: readonly string[],
  id: string | undefined,
): BuildError[] {
  return requires.flatMap((required) => {
    if (required !== "" && required === id) {
      return [
        new BuildError(
          "BUILD_REQUIRES_SELF",
          `--req names the patch itself, ${required}`,
        ),
      ];
    }
    const problem = patchIdProblem(required);
    return problem === undefined
      ? []
      : [new BuildError("BUILD_REQUIRES_UNSAFE", `--req: ${problem}`)];
  });
}

/** Encodes metadata once for nothing, so that what XML cannot carry is known before any work. */
export function textProblems(metadata: PatchMetadata): CodedError[] {
  try {
    encodeMetadata(metadata);
    return [];
  } catch (error) {
    if (isCodedError(error)) return [error];
    throw error;
  }
}

import { concatBytes, type Limits } from "@stx-patch/core";
import { compressionFault, SmallBody } from "./bodies.js";
import type { TargetFault } from "./fault.js";
import { refusal, unknown } from "./fault.js";
import { plainPath } from "./plain-path.js";
import { TargetTar } from "./target-tar.js";

/**
 * One file of a small inner archive as it lies on the target's disk after extraction: the last one of its path counts.
 *
 * @param path - undefined to look at the archive's frame only
 */
export async function readInnerFile(
  archive: Uint8Array,
  path: string | undefined,
  limits: Limits,
): Promise<Uint8Array | TargetFault> {
  let found: SmallBody | TargetFault = refusal(`there is no ${path ?? "file"}`);
  const tar = new TargetTar(({ name, kind }) => {
    if (plainPath(name) !== path) return undefined;
    if (kind !== "file") {
      found =
        kind === "directory"
          ? refusal(`${path} is a folder`)
          : unknown(`${path} is a ${kind}`);
      return undefined;
    }
    const body = new SmallBody(limits.maxMetadataXmlBytes);
    found = body;
    return body;
  }, limits);
  await tar.push(archive);
  const fault = compressionFault(archive) ?? tar.finish();
  if (fault !== undefined) return fault;
  if (path === undefined) return concatBytes([]);
  // Assigned in the callback, which the compiler does not see.
  const result = found as SmallBody | TargetFault;
  if (!(result instanceof SmallBody)) return result;
  return result.bytes ?? unknown(`${path} is beyond our limit`);
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the conformance corpus; paths in cases are relative to it. */
export const CONFORMANCE_HOME = fileURLToPath(
  new URL("../../../conformance/", import.meta.url),
);

/** A patch of the corpus and what a verifier should say of it; `conformance/README.md` explains the fields. */
export interface ConformanceCase {
  readonly name: string;
  readonly group: string;
  readonly title: string;
  readonly why: string;
  /** Certificates; the role is in the file's name. */
  readonly trust: readonly string[];
  /** Options of `patch-verify` that are the case's policy. */
  readonly args: readonly string[];
  readonly verdict: "trusted" | "untrusted" | "malformed";
  readonly codes: readonly string[];
  readonly exitStatus: number;
  readonly target: {
    readonly release: string;
    readonly acceptsDev: boolean;
    readonly outcome: "accepted" | "refused" | "undetermined";
  };
  /** The patch, absolute. */
  readonly patchFile: string;
}

/** All cases, by name. */
export function conformanceCases(): ConformanceCase[] {
  const home = join(CONFORMANCE_HOME, "cases");
  return readdirSync(home)
    .toSorted()
    .map((name) => ({
      ...(JSON.parse(
        readFileSync(join(home, name, "expected.json"), "utf8"),
      ) as Omit<ConformanceCase, "patchFile">),
      patchFile: join(home, name, "case.patch"),
    }));
}

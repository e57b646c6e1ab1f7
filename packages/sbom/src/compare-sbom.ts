import { patchFileName, type PatchId } from "@stx-patch/patch-format";
import type { PatchContents, SbomRpm } from "./contents.js";
import { compareFiles } from "./compare-files.js";
import { FindingList, type SbomFinding } from "./finding-list.js";
import { hasDigest } from "./has-digest.js";
import { rpmNames, type RpmNames } from "./rpm-names.js";
import type { SbomDigest, SbomPackageView, SbomView } from "./sbom-view.js";

/**
 * Whether an SBOM is of a patch: the digest of the file; every RPM, by digest and name, and no other; every packaged file, by path and
 * digest, and no other. Who makes SBOMs may come to other licences and namespaces, so those are warnings; vendors and
 * remarks are not compared.
 *
 * @returns nothing when it is
 */
export function compareSbom(
  sbom: SbomView,
  contents: PatchContents,
): SbomFinding[] {
  const list = new FindingList();
  compareSubject(sbom.subject, contents, list);
  const open = new OpenRpms(contents);
  for (const listed of sbom.packages) {
    const found = open.take(listed);
    if (found === "unknown")
      list.add(
        "SBOM_RPM_UNKNOWN",
        `${shown(listed)} is not in the patch`,
        listed.pointer,
      );
    else if (found === "twice")
      list.add(
        "SBOM_RPM_TWICE",
        `${shown(listed)} was listed before`,
        listed.pointer,
      );
    else comparePackage(listed, found, sbom.format, list);
  }
  for (const { fileName } of open.rest)
    list.add("SBOM_RPM_MISSING", `${fileName} is not listed`);
  for (const { path, pointer } of sbom.orphans)
    list.add(
      "SBOM_FILE_UNKNOWN",
      `${JSON.stringify(path)} belongs to no package`,
      pointer,
    );
  return list.findings;
}

/** What the formats call SHA-256. */
const SHA256 = { cyclonedx: "SHA-256", spdx: "SHA256" } as const;

/** The SHA-256 of what an SBOM is about; undefined when it has none. */
export function subjectDigest({
  format,
  subject,
}: SbomView): string | undefined {
  return subject.digests
    .find(({ algorithm }) => algorithm === SHA256[format])
    ?.value.toLowerCase();
}

function compareSubject(
  subject: SbomPackageView,
  { metadata, sha256 }: PatchContents,
  list: FindingList,
): void {
  const { digests, name, version, pointer } = subject;
  const ours = Object.values(SHA256).some((algorithm) =>
    hasDigest(digests, algorithm, sha256),
  );
  if (!ours)
    list.add(
      "SBOM_PATCH_DIGEST",
      `${shown(subject)}: expected SHA-256 ${sha256}, got ${digestText(digests)}`,
      pointer,
    );
  const names = [metadata.id, patchFileName(metadata.id as PatchId)];
  if (!names.includes(name) || version !== metadata.swVersion)
    list.add(
      "SBOM_PATCH_NAME",
      `expected ${metadata.id} ${metadata.swVersion}, got ${shown(subject)}`,
      pointer,
    );
}

function comparePackage(
  listed: SbomPackageView,
  { rpm, names }: OpenRpm,
  format: SbomView["format"],
  list: FindingList,
): void {
  if (!hasDigest(listed.digests, SHA256[format], rpm.sha256))
    list.add(
      "SBOM_RPM_DIGEST",
      `${rpm.fileName}: expected SHA-256 ${rpm.sha256}, got ${digestText(listed.digests)}`,
      listed.pointer,
    );
  for (const difference of names.differences(listed))
    list.add("SBOM_RPM_NAME", `${rpm.fileName}: ${difference}`, listed.pointer);
  for (const doubt of names.doubts(listed))
    list.warn(doubt.code, `${rpm.fileName}: ${doubt.message}`, listed.pointer);
  compareFiles(listed, rpm, format, list);
}

/** An RPM that is to be found in the SBOM. */
interface OpenRpm {
  readonly rpm: SbomRpm;
  readonly names: RpmNames;
}

/** The RPMs of a patch, each to be found once: by file name, else by digest, else by name and version. */
class OpenRpms {
  readonly #open: Set<OpenRpm>;
  readonly #byFileName = new Map<string, OpenRpm>();
  readonly #byDigest = new Map<string, OpenRpm>();
  readonly #byNevra = new Map<string, OpenRpm>();

  constructor({ rpms }: PatchContents) {
    this.#open = new Set(rpms.map((rpm) => ({ rpm, names: rpmNames(rpm) })));
    for (const open of this.#open) {
      this.#byFileName.set(open.rpm.fileName, open);
      this.#byDigest.set(open.rpm.sha256, open);
      this.#byNevra.set(`${open.names.name} ${open.names.evr}`, open);
    }
  }

  take(listed: SbomPackageView): OpenRpm | "unknown" | "twice" {
    const found =
      this.#byFileName.get(listed.fileName ?? "") ??
      listed.digests
        .map(({ value }) => this.#byDigest.get(value.toLowerCase()))
        .find((open) => open !== undefined) ??
      this.#byNevra.get(`${listed.name} ${listed.version ?? ""}`);
    if (found === undefined) return "unknown";
    return this.#open.delete(found) ? found : "twice";
  }

  get rest(): SbomRpm[] {
    return [...this.#open].map(({ rpm }) => rpm);
  }
}

function shown({ name, version }: SbomPackageView): string {
  return JSON.stringify(
    `${name}${version === undefined ? "" : ` ${version}`}`.slice(0, 300),
  );
}

function digestText(digests: readonly SbomDigest[]): string {
  const [first] = digests;
  return first === undefined
    ? "no digest"
    : JSON.stringify(`${first.algorithm} ${first.value}`.slice(0, 200));
}

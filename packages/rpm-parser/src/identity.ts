import type { RpmHeader } from "./header.js";
import type { RpmInfo } from "./rpm-info.js";
import { MAIN, tagText } from "./tags.js";

/** Who a package is. */
export type Identity = Pick<
  RpmInfo,
  | "name"
  | "epoch"
  | "version"
  | "release"
  | "arch"
  | "nevra"
  | "isSource"
  | "sourceRpm"
  | "format"
>;

/**
 * NEVRA, source or binary, and package format.
 *
 * @throws RpmError RPM_TAG_MISSING, RPM_NAME_UNSAFE, RPM_SOURCE_KIND, RPM_FORMAT_UNKNOWN
 */
export function identityOf(main: RpmHeader): Identity {
  const name = namePart(main, MAIN.name);
  const version = namePart(main, MAIN.version, "-");
  const release = namePart(main, MAIN.release, "-");
  const arch = namePart(main, MAIN.arch);
  const epoch = main.number(MAIN.epoch);
  const evr = `${epoch === undefined ? "" : `${epoch}:`}${version}-${release}`;
  return {
    name,
    epoch,
    version,
    release,
    arch,
    nevra: `${name}-${evr}.${arch}`,
    isSource: isSourcePackage(main),
    sourceRpm: main.string(MAIN.sourceRpm),
    format: formatOf(main),
  };
}

/** A string that must be present. */
export function requiredString(main: RpmHeader, tag: number): string {
  const value = main.string(tag);
  if (value === undefined) throw main.error("RPM_TAG_MISSING", tag, "missing");
  return value;
}

/**
 * These four become file names and host names of packages on the target. rpmbuild allows letters, digits
 * and some punctuation; whatever else is printable ASCII is harmless, a slash, a blank or a leading dot
 * is not.
 */
function namePart(main: RpmHeader, tag: number, forbidden = ""): string {
  const value = requiredString(main, tag);
  const safe =
    /^[!-~]+$/.test(value) &&
    !value.includes("/") &&
    !value.startsWith(".") &&
    (forbidden === "" || !value.includes(forbidden));
  if (!safe)
    throw main.error(
      "RPM_NAME_UNSAFE",
      tag,
      "printable ASCII without blanks, slashes and leading dot expected" +
        (forbidden === "" ? "" : `, and no "${forbidden}"`),
    );
  return value;
}

/** rpm itself only asks whether SOURCERPM is absent; contradictions are refused here. */
function isSourcePackage(main: RpmHeader): boolean {
  const isSource = main.has(MAIN.sourcePackage);
  if (isSource === main.has(MAIN.sourceRpm))
    throw main.error(
      "RPM_SOURCE_KIND",
      MAIN.sourcePackage,
      `${isSource ? "both" : "neither"} of it and ${tagText("main", MAIN.sourceRpm)} present`,
    );
  return isSource;
}

function formatOf(main: RpmHeader): 3 | 4 | 6 {
  const declared = main.number(MAIN.rpmFormat) ?? 4;
  if (declared !== 4 && declared !== 6)
    throw main.error(
      "RPM_FORMAT_UNKNOWN",
      MAIN.rpmFormat,
      `4 or 6 expected, got ${declared}`,
    );
  return main.regionTag === undefined ? 3 : declared;
}

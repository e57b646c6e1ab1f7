/** A StarlingX release whose upload can be asked about (spec patch-lifecycle sections 4.1 and 12). */
export interface TargetRelease {
  /** E.g. `stx-20.06`. */
  readonly name: string;
  /** The same release by the number of its sources, e.g. `stx-4.0`. */
  readonly alias: string;
  /** The release that such a system has installed, compared with a patch's `sw_version` as text. */
  readonly swVersion: string;
  /** Since 3.0.0 semantics.tar is extracted, and part of checksum and signature. */
  readonly readsSemantics: boolean;
  /** Parser of metadata.xml: expat (ElementTree) or libxml2 (lxml). */
  readonly xml: "expat" | "libxml2";
}

/** All of them run on Python 2.7 on CentOS 7. */
export const TARGET_RELEASES: readonly TargetRelease[] = Object.freeze([
  release("19.09", "2.0", false, "expat"),
  release("19.12", "3.0", true, "expat"),
  release("20.06", "4.0", true, "expat"),
  release("21.05", "5.0", true, "expat"),
  release("21.12", "6.0", true, "libxml2"),
]);

function release(
  swVersion: string,
  number: string,
  readsSemantics: boolean,
  xml: TargetRelease["xml"],
): TargetRelease {
  return {
    name: `stx-${swVersion}`,
    alias: `stx-${number}`,
    swVersion,
    readsSemantics,
    xml,
  };
}

/** The release of a name such as `stx-20.06` or `stx-4.0`; undefined when it is not known. */
export function targetRelease(name: string): TargetRelease | undefined {
  return TARGET_RELEASES.find(
    (known) => known.name === name || known.alias === name,
  );
}

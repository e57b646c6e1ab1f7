import { expect } from "@jest/globals";
import { TEST_KEYS, vectorPath } from "@stx-patch/testkit";

/** A sound RPM. */
export const RPM = vectorPath(
  "rpm",
  "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm",
);
const SOURCE_RPM = vectorPath("rpm", "unsigned/4.18/srcpkg-1-1.src.rpm");
const V6_RPM = vectorPath("rpm", "unsigned/6.0/nofiles-1-1.noarch.rpm");

/** What every build needs besides its RPMs. */
export const GOOD = ["--id", "P_0001", "--release", "20.06"];

/** Command lines that patch-build refuses, with the codes and the exit status. */
export const REFUSED: readonly [
  what: string,
  argv: string[],
  codes: string[],
  status: number,
][] = [
  ["no RPM", GOOD, ["BUILD_NO_RPM"], 1],
  ["no id", ["--release", "20.06", RPM], ["BUILD_ID_MISSING"], 1],
  [
    "an empty id",
    ["--id", "", "--release", "20.06", RPM],
    ["BUILD_ID_MISSING"],
    1,
  ],
  [
    "an id with a slash",
    ["--id", "../x", "--release", "20.06", RPM],
    ["BUILD_ID_UNSAFE"],
    1,
  ],
  [
    "an id with a space",
    ["--id", "a b", "--release", "20.06", RPM],
    ["BUILD_ID_UNSAFE"],
    1,
  ],
  [
    "an id that hides",
    ["--id", ".x", "--release", "20.06", RPM],
    ["BUILD_ID_UNSAFE"],
    1,
  ],
  [
    "an id like an option",
    ["--id=-x", "--release", "20.06", RPM],
    ["BUILD_ID_UNSAFE"],
    1,
  ],
  ["no release", ["--id", "P_0001", RPM], ["BUILD_RELEASE_MISSING"], 1],
  [
    "a release that is a path",
    ["--id", "P", "--release", "../20", RPM],
    ["BUILD_RELEASE_UNSAFE"],
    1,
  ],
  [
    "a reboot flag but Y and N",
    [...GOOD, "--reboot-required", "yes", RPM],
    ["BUILD_REBOOT_REQUIRED_VALUE"],
    1,
  ],
  [
    "requiring itself",
    [...GOOD, "--req", "P_0001", RPM],
    ["BUILD_REQUIRES_SELF"],
    1,
  ],
  [
    "requiring what is no id",
    [...GOOD, "--req", "a/b", RPM],
    ["BUILD_REQUIRES_UNSAFE"],
    1,
  ],
  [
    "a text that XML cannot carry",
    [...GOOD, "--summary", "a\u0001b", RPM],
    ["META_UNENCODABLE"],
    1,
  ],
  [
    "an unknown option",
    [...GOOD, "--contoller", RPM],
    ["CLI_OPTION_UNKNOWN"],
    1,
  ],
  [
    "an option without its value",
    [...GOOD, RPM, "--summary"],
    ["CLI_OPTION_VALUE_MISSING"],
    1,
  ],
  [
    "a switch with a value",
    [...GOOD, "--unremovable=Y", RPM],
    ["CLI_OPTION_VALUE_UNEXPECTED"],
    1,
  ],
  [
    "an unknown IMA layout",
    [...GOOD, "--ima-layout", "footer", RPM],
    ["CLI_OPTION_VALUE_INVALID"],
    1,
  ],
  [
    "an option given twice",
    [...GOOD, "--id", "P_2", RPM],
    ["CLI_OPTION_REPEATED"],
    1,
  ],
  [
    "contradicting options",
    [...GOOD, "--no-ima", "--ima-key", "x", RPM],
    ["CLI_OPTIONS_CONFLICT"],
    1,
  ],
  [
    "a file that is not there",
    [...GOOD, "--controller", "nothing.rpm"],
    ["CLI_INPUT_MISSING"],
    1,
  ],
  [
    "a pattern without a match",
    [...GOOD, "--controller", "*.rpm"],
    ["CLI_INPUT_MISSING"],
    1,
  ],
  [
    "a script that is not there",
    [...GOOD, "--pre-apply", "chk.sh", RPM],
    ["CLI_SCRIPT_UNREADABLE"],
    1,
  ],
  ["a source RPM", [...GOOD, SOURCE_RPM], ["BUILD_RPM_SOURCE"], 2],
  ["a package in rpm 6 format", [...GOOD, V6_RPM], ["BUILD_RPM_FORMAT"], 2],
  [
    "a key that is not there",
    [...GOOD, "--key", "no.pem", RPM],
    ["CLI_KEY_NOT_FOUND"],
    4,
  ],
  [
    "an IMA key that is not there",
    [...GOOD, "--ima-key", "no.pem", RPM],
    ["CLI_KEY_NOT_FOUND"],
    4,
  ],
  [
    "a certificate for a key",
    [...GOOD, "--key", TEST_KEYS.dev.certificate, RPM],
    [expect.stringMatching(/^KEY_/) as unknown as string],
    4,
  ],
  [
    "an output folder that is not there",
    [...GOOD, "-o", "no/where/", RPM],
    ["CLI_OUTPUT_DIRECTORY_MISSING"],
    1,
  ],
  [
    "a release file that is not there",
    ["--id", "P", "--release-info", "no.inc", RPM],
    ["CLI_RELEASE_INFO_UNREADABLE"],
    1,
  ],
];

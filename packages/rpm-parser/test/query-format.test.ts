import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { describeWithTool, runOk, vectorPath } from "@stx-patch/testkit";
import {
  describeRpm,
  formatRpm,
  permissionText,
  readRpmHeaders,
  RpmError,
} from "../src/index.js";
import type { QueriedRpm } from "../src/index.js";

async function load(path: string): Promise<QueriedRpm> {
  const headers = await readRpmHeaders([readFileSync(path)]);
  return { headers, info: describeRpm(headers) };
}

const PATHS = [
  "unsigned/4.11",
  "unsigned/4.18",
  "unsigned/6.0",
  "files-only-sigheader/4.18",
].flatMap((folder) =>
  readdirSync(vectorPath("rpm", folder)).map((name) =>
    vectorPath("rpm", folder, name),
  ),
);

/** Formats as people use them; date formats depend on locale and time zone and are not offered. */
const FORMATS = [
  "%{NAME} %{EPOCH} %{VERSION} %{RELEASE} %{ARCH} %{OS} %{NEVRA} %{NVR} %{EVR} %{EPOCHNUM}\\n",
  "%{SUMMARY}|%{LICENSE}|%{VENDOR}|%{PACKAGER}|%{GROUP}|%{URL}|%{BUILDHOST}|%{BUILDTIME}\\n",
  "%{SOURCERPM} %{RPMVERSION} %{PAYLOADFORMAT} %{PAYLOADCOMPRESSOR} %{PAYLOADFLAGS} %{LONGSIZE}\\n",
  "%{FILEDIGESTALGO} %{PAYLOADDIGEST} %{PAYLOADDIGESTALGO} %{ENCODING} %{SHA256HEADER} %{SIGSIZE}\\n",
  "[%{FILENAMES} %{FILEMODES:octal} %{FILEMODES:perms} %{FILEFLAGS:hex} %{FILEUSERNAME}\\n]\\n",
  "[%{FILEDIGESTS} %{LONGFILESIZES} %{FILEMTIMES} %{FILELINKTOS} %{FILERDEVS} %{FILEINODES}\\n]\\n",
  "[%{FILENAMES} %{FILESIGNATURES}\\n]%{FILESIGNATURELENGTH}\\n",
  "[%{REQUIRENAME} %{REQUIREFLAGS:depflags} %{REQUIREVERSION}\\n]\\n",
  "[%{PROVIDENEVRS}\\n][%{REQUIRENEVRS}\\n][%{CONFLICTNEVRS}\\n][%{OBSOLETENEVRS}\\n]\\n",
  "[%{=NAME} %{BASENAMES}\\n]%-20{NAME}|%20{VERSION}|%%\\t\\\\[x\\n",
];

describeWithTool("rpm", "formatRpm prints what rpm -qp --qf prints", () => {
  it.each(FORMATS.slice(0, -1))("%s", async (format) => {
    const argv = [
      "-qp",
      "--nosignature",
      "--nodigest",
      "--qf",
      `@@${format}`,
      ...PATHS,
    ];
    const { stdout } = await runOk("rpm", argv);
    const theirs = stdout.toString().split("@@").slice(1);
    const ours = await Promise.all(
      PATHS.map(async (path) => formatRpm(await load(path), format)),
    );
    expect(PATHS.map((path, i) => [path, ours[i]])).toEqual(
      PATHS.map((path, i) => [path, theirs[i]]),
    );
  });
});

describe("formatRpm", () => {
  const path = vectorPath("rpm", "unsigned/4.18/epoch-2.0-1.noarch.rpm");

  it("takes widths, fixed tags and escapes", async () => {
    const text = formatRpm(
      await load(path),
      "%-8{NAME}|%8{VERSION}|[%{=NAME}:%{BASENAMES};]%%\\t\\[\\n",
    );
    expect(text).toBe("epoch   |     2.0|epoch:epoch;%\t[\n");
  });

  it.each([
    ["%{NOTATAG}", "RPM_QUERY_TAG"],
    ["%{NAME", "RPM_QUERY_FORMAT"],
    ["%NAME", "RPM_QUERY_FORMAT"],
    ["[%{NAME}", "RPM_QUERY_FORMAT"],
    ["%{NAME}]", "RPM_QUERY_FORMAT"],
    ["%{NAME:nonsense}", "RPM_QUERY_FORMAT"],
    ["[%{FILENAMES} %{REQUIRENAME}]", "RPM_QUERY_FORMAT"],
  ])("refuses %s", async (format, code) => {
    const rpm = await load(path);
    expect(() => formatRpm(rpm, format)).toThrow(RpmError);
    expect(() => formatRpm(rpm, format)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe("permissionText", () => {
  it.each([
    [0o100644, "-rw-r--r--"],
    [0o040755, "drwxr-xr-x"],
    [0o120777, "lrwxrwxrwx"],
    [0o104755, "-rwsr-xr-x"],
    [0o102644, "-rw-r-Sr--"],
    [0o041777, "drwxrwxrwt"],
    [0o020600, "crw-------"],
    [0, "?---------"],
  ])("of %o is %s", (mode, text) => {
    expect(permissionText(mode)).toBe(text);
  });
});

import { describe, expect, it } from "@jest/globals";
import { concatBytes } from "@stx-patch/core";
import { readTar } from "../src/index.js";
import { octal, rawArchive, rawHeader, rawMember, rawPax } from "./raw-tar.js";
import { chunked, codeOf, readAll } from "./support.js";
import { base256, LONG_NAME, readQuietly } from "./tar-hostile-support.js";

describe("archives that look odd and are fine", () => {
  const quiet = async (archive: Uint8Array): Promise<string[]> => {
    const { members, findings } = await readAll(archive);
    expect(findings.filter((found) => found.severity !== "info")).toEqual([]);
    return members.map((member) => member.name);
  };

  it("takes times and owners of pax headers", async () => {
    expect(
      await quiet(
        rawArchive(
          rawPax({
            mtime: "1700000000.123456",
            atime: "1",
            ctime: "-2.5",
            uid: "3000000",
            uname: "smith",
          }),
          rawMember({}),
        ),
      ),
    ).toEqual(["a"]);
  });

  it("takes a pax path for a name that no plain header can hold", async () => {
    expect(
      await quiet(rawArchive(rawPax({ path: LONG_NAME }), rawMember({}))),
    ).toEqual([LONG_NAME]);
  });

  it("takes a GNU long name for such a name, and notes it", async () => {
    const archive = rawArchive(
      rawMember({ type: "L", magic: "ustar  \0" }, `${LONG_NAME}\0`),
      rawMember({ magic: "ustar  \0" }),
    );
    expect(await quiet(archive)).toEqual([LONG_NAME]);
    const { findings } = await readAll(archive);
    expect(findings).toMatchObject([
      { code: "TAR_GNU_LONG_NAME", severity: "info" },
    ]);
  });

  it("takes a large user id in base 256", async () => {
    expect(
      await quiet(
        rawArchive(
          rawMember({ uid: Uint8Array.of(0x80, 0, 0, 0, 0, 0x2d, 0xc6, 0xc0) }),
        ),
      ),
    ).toEqual(["a"]);
  });

  it("takes empty device numbers, as GNU tar writes them", async () => {
    expect(
      await quiet(
        rawArchive(
          rawMember({ magic: "ustar  \0", patch: [329, "\0".repeat(16)] }),
        ),
      ),
    ).toEqual(["a"]);
  });

  it("only warns when the record padding is unusual", async () => {
    const { findings } = await readAll(
      rawArchive(rawMember({})).subarray(0, 2048),
    );
    expect(findings).toMatchObject([
      { code: "TAR_RECORD_PADDING", severity: "warning" },
    ]);
    expect(
      await codeOf(readQuietly(rawArchive(rawMember({})).subarray(0, 2048))),
    ).toBeUndefined();
  });

  it("names the type of each kind of member", async () => {
    const types = ["0", "1", "2", "3", "4", "5", "6"];
    const { members } = await readAll(
      rawArchive(
        ...types.map((type) =>
          rawMember({
            type,
            name: `t${type}`,
            linkName: type === "1" || type === "2" ? "to" : "",
          }),
        ),
      ),
    );
    expect(members.map((member) => [member.type, member.linkTarget])).toEqual([
      ["file", ""],
      ["link", "to"],
      ["symlink", "to"],
      ["device", ""],
      ["device", ""],
      ["directory", ""],
      ["fifo", ""],
    ]);
  });

  it("takes a size beyond octal in base 256 or in a pax record", async () => {
    const nineGiB = 9 * 1024 ** 3;
    const size = base256(0);
    new DataView(size.buffer).setBigUint64(4, BigInt(nineGiB));
    for (const header of [
      rawHeader({ size }),
      concatBytes([rawPax({ size: String(nineGiB) }), rawHeader()]),
    ]) {
      const reader = readTar(chunked(header));
      const step = await reader.next();
      expect(step.value).toMatchObject({ sizeBytes: nineGiB });
      await codeOf(reader.next());
    }
    expect(octal(8 ** 11 - 1, 11)).toHaveLength(11);
  });
});

import { describe, expect, it } from "@jest/globals";
import { readPrimary, type RepoPackage } from "../src/index.js";
import { packageXml, primaryXml, streamOf } from "./support/documents.js";

const LIMITS = { maxPackages: 10, maxEntries: 20 };

function read(...packages: readonly string[]): Promise<RepoPackage[]> {
  return readPrimary(streamOf(primaryXml(...packages)), LIMITS);
}

async function readOne(format: string): Promise<RepoPackage> {
  const [found] = await read(packageXml({ format }));
  return found!;
}

describe("primary.xml", () => {
  it("tells who a package is and where its RPM lies", async () => {
    const version = '<version epoch="3" ver="1.0" rel="2"/>';
    expect(await read(packageXml({ version }))).toEqual([
      {
        name: "foo",
        epoch: "3",
        version: "1.0",
        release: "2",
        arch: "noarch",
        location: "Packages/foo-1.0-2.noarch.rpm",
        provides: [],
        requires: [],
        files: [],
      },
    ]);
  });

  it.each([
    ["any version", "", 0, ""],
    ["LT", 'flags="LT" epoch="0" ver="1"', 2, "1"],
    ["GT", 'flags="GT" epoch="0" ver="1" rel="2"', 4, "1-2"],
    ["EQ", 'flags="EQ" epoch="1" ver="1" rel="2"', 8, "1:1-2"],
    ["LE", 'flags="LE" ver="1"', 10, "1"],
    ["GE", 'flags="GE" epoch="0" ver="1" pre="1"', 12, "1"],
  ])("reads a dependency on %s", async (_what, attributes, flags, version) => {
    const entry = `<rpm:entry name="bar" ${attributes}/>`;
    const { requires, provides } = await readOne(
      `<rpm:requires>${entry}</rpm:requires><rpm:provides>${entry}</rpm:provides>`,
    );
    expect(requires).toEqual([{ name: "bar", flags, version }]);
    expect(provides).toEqual(requires);
  });

  it("leaves out what is neither required nor provided", async () => {
    const entry = '<rpm:entry name="bar"/>';
    const found = await readOne(
      `<rpm:conflicts>${entry}</rpm:conflicts><rpm:obsoletes>${entry}</rpm:obsoletes><rpm:suggests>${entry}</rpm:suggests>`,
    );
    expect(found).toMatchObject({ requires: [], provides: [] });
  });

  it("keeps the files that every repository lists, and no others", async () => {
    const { files } = await readOne(
      `<file>/usr/bin/foo</file><file type="dir">/etc/foo.d</file><file>/usr/share/foo</file>`,
    );
    expect(files).toEqual(["/usr/bin/foo", "/etc/foo.d"]);
  });

  it.each(["/abs.rpm", "../up.rpm", "https://example.com/a.rpm"])(
    "does not know where an RPM at %s lies",
    async (location) => {
      const [found] = await read(packageXml({ location }));
      expect(found?.location).toBeUndefined();
    },
  );

  it("leaves out source packages", async () => {
    expect(await read(packageXml({ arch: "src" }), packageXml())).toHaveLength(
      1,
    );
  });

  it.each([
    ["another document", "<metadata/>"],
    ["no name", primaryXml(packageXml({ name: "" }))],
    ["no version", primaryXml(packageXml({ version: "" }))],
    [
      "an epoch that is no number",
      primaryXml(
        packageXml({ version: '<version epoch="x" ver="1" rel="1"/>' }),
      ),
    ],
    [
      "an unknown comparison",
      primaryXml(
        packageXml({
          format:
            '<rpm:requires><rpm:entry name="a" flags="NE" ver="1"/></rpm:requires>',
        }),
      ),
    ],
    [
      "a dependency without name",
      primaryXml(
        packageXml({ format: "<rpm:requires><rpm:entry/></rpm:requires>" }),
      ),
    ],
    ["a name without end", primaryXml(packageXml({ name: "x".repeat(5000) }))],
  ])("refuses %s", async (_what, text) => {
    await expect(readPrimary(streamOf(text), LIMITS)).rejects.toMatchObject({
      code: "REPO_STRUCTURE",
    });
  });

  it.each([
    ["packages", Array<string>(11).fill(packageXml())],
    [
      "dependencies",
      [
        packageXml({
          format: `<rpm:provides>${'<rpm:entry name="a"/>'.repeat(21)}</rpm:provides>`,
        }),
      ],
    ],
    ["files", [packageXml({ format: "<file>/etc/a</file>".repeat(21) })]],
  ])("gives up on too many %s", async (_what, packages) => {
    await expect(read(...packages)).rejects.toMatchObject({
      code: "REPO_XML_LIMIT",
    });
  });
});

import { describe, expect, it } from "@jest/globals";
import { readRepomd } from "../src/index.js";
import { repomdXml, streamOf } from "./support/documents.js";

const PRIMARY = `<data type="primary"><checksum type="sha256">ABCD</checksum><open-checksum type="sha256">ef</open-checksum>
  <location href="repodata/abcd-primary.xml.gz"/><timestamp>1</timestamp><size>10</size><open-size>20</open-size></data>`;

function located(href: string): string {
  return `<data type="primary"><location href="${href}"/></data>`;
}

describe("repomd.xml", () => {
  it("names files with place, digest and unpacked size", async () => {
    expect(await readRepomd(streamOf(repomdXml(PRIMARY)))).toEqual([
      {
        type: "primary",
        href: "repodata/abcd-primary.xml.gz",
        checksum: { algorithm: "sha256", hex: "abcd" },
        openSizeBytes: 20,
      },
    ]);
  });

  it("may leave out digest and size", async () => {
    const [file] = await readRepomd(streamOf(repomdXml(located("a.xml"))));
    expect(file).toEqual({
      type: "primary",
      href: "a.xml",
      checksum: undefined,
      openSizeBytes: undefined,
    });
  });

  it.each([
    "/etc/passwd",
    "../up.xml",
    "a/../../up.xml",
    "https://example.com/a.xml",
    "file:a.xml",
    "a\\..\\b",
    "",
  ])("refuses the location %p", async (href) => {
    await expect(
      readRepomd(streamOf(repomdXml(located(href)))),
    ).rejects.toMatchObject({ code: "REPO_PATH_UNSAFE" });
  });

  it.each([
    ["another document", "<metalink/>", "REPO_STRUCTURE"],
    [
      "a file without location",
      repomdXml("<data type='x'/>"),
      "REPO_STRUCTURE",
    ],
    [
      "a size that is no number",
      repomdXml(
        `<data type="x"><location href="a"/><open-size>-1</open-size></data>`,
      ),
      "REPO_STRUCTURE",
    ],
    [
      "more files than there can be",
      repomdXml(located("a").repeat(101)),
      "REPO_XML_LIMIT",
    ],
  ])("refuses %s", async (_what, text, code) => {
    await expect(readRepomd(streamOf(text))).rejects.toMatchObject({ code });
  });
});

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeRpm, readRpmHeaders } from "@stx-patch/rpm-parser";
import {
  describeWithTool,
  rpmbuild,
  runOk,
  vectorPath,
  withTempDir,
} from "@stx-patch/testkit";
import {
  LIST_NAMES,
  listDocument,
  packageEntries,
  type ListName,
  type PackageEntries,
} from "../src/index.js";

/** Our lists of the RPMs in a repository. */
async function ownLists(folder: string): Promise<Record<ListName, string>> {
  const entries: PackageEntries[] = [];
  for (const name of readdirSync(join(folder, "Packages")).toSorted()) {
    const location = `Packages/${name}`;
    const bytes = readFileSync(join(folder, location));
    const headers = await readRpmHeaders([bytes]);
    entries.push(
      packageEntries(headers, describeRpm(headers), {
        sha256: createHash("sha256").update(bytes).digest("hex"),
        sizeBytes: bytes.length,
        mtimeSeconds: Math.floor(
          statSync(join(folder, location)).mtimeMs / 1000,
        ),
        location,
      }),
    );
  }
  const text = (list: ListName): string =>
    [...listDocument(list, entries)].join("");
  return {
    primary: text("primary"),
    filelists: text("filelists"),
    other: text("other"),
  };
}

/** In the form of XML in which equal documents are equal bytes. */
async function canonical(
  folder: string,
  xml: Buffer | string,
): Promise<string> {
  const path = join(folder, "document.xml");
  writeFileSync(path, xml);
  return (await runOk("xmllint", ["--c14n", path])).stdout.toString();
}

/** Each list as we and as createrepo_c write it. */
async function bothLists(
  folder: string,
): Promise<{ own: string[]; theirs: string[] }> {
  await runOk("createrepo_c", ["--quiet", "--no-database", folder]);
  const lists = await ownLists(folder);
  const names = readdirSync(join(folder, "repodata"));
  const own: string[] = [];
  const theirs: string[] = [];
  for (const list of LIST_NAMES) {
    const name = names.find((one) => one.endsWith(`-${list}.xml.gz`)) ?? "";
    const path = join(folder, "repodata", name);
    const unpacked = (await runOk("gzip", ["-dc", path])).stdout;
    own.push(await canonical(folder, lists[list]));
    theirs.push(await canonical(folder, unpacked));
  }
  return { own, theirs };
}

describeWithTool(["createrepo_c", "xmllint"], "what we list", () => {
  it.each(["unsigned/4.11", "unsigned/4.14", "unsigned/4.18", "unsigned/6.0"])(
    "is what createrepo_c lists, element by element: %s",
    async (set) => {
      await withTempDir(async (folder) => {
        await mkdir(join(folder, "Packages"));
        for (const name of readdirSync(vectorPath("rpm", set)))
          await copyFile(
            vectorPath("rpm", set, name),
            join(folder, "Packages", name),
          );
        const { own, theirs } = await bothLists(folder);
        expect(own).toEqual(theirs);
      });
    },
    60_000,
  );
});

/** More entries than are kept, some of one day. */
const CHANGELOG = [5, 4, 4, 4, 3, 2, 2, 1, 1, 1, 1, 1]
  .map(
    (day, i) =>
      `* ${["", "Mon", "Tue", "Wed", "Thu", "Fri"][day] ?? ""} Jan 0${day} 2024 A B <a@example.com> - 1-${i}\n- entry ${i}`,
  )
  .join("\n");

describeWithTool(
  ["createrepo_c", "xmllint", "rpmbuild"],
  "what a package requires",
  () => {
    it("leaves out what createrepo_c leaves out", async () => {
      await withTempDir(async (folder) => {
        await mkdir(join(folder, "repo/Packages"), { recursive: true });
        const built = await rpmbuild(
          {
            name: "needy",
            arch: "x86_64",
            summary: 'A "quoted" <summary> & more',
            files: [{ path: "/usr/bin/needy" }, { path: "/opt/needy" }],
            changelog: CHANGELOG,
            provides: ["itself = 2:1.0-3", "itself"],
            requires: [
              "libc.so.6()(64bit)",
              "libc.so.6(GLIBC_2.4)(64bit)",
              "libc.so.6(GLIBC_2.17)(64bit)",
              "libc.so.6(GLIBC_2.3.4)(64bit)",
              "itself",
              "itself >= 1",
              "itself = 2:1.0-3",
              "itself = 2:1.0",
              "/usr/bin/needy",
              "/opt/needy",
              "other >= 1:2-3",
              "other >= 1:2-3",
              "other < 4",
            ],
          },
          folder,
        );
        await copyFile(
          built,
          join(folder, "repo/Packages/needy-1.0-1.x86_64.rpm"),
        );
        const { own, theirs } = await bothLists(join(folder, "repo"));
        expect(own).toEqual(theirs);
        expect((await ownLists(join(folder, "repo"))).primary).toContain(
          "GLIBC_2.17",
        );
      });
    }, 60_000);
  },
);

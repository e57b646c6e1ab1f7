import { readFile, rm } from "node:fs/promises";
import { basename } from "node:path";

import { expect, it } from "@jest/globals";

import { describeWithTool } from "../src/describe-with-tool.js";
import { runOk } from "../src/process.js";
import type { RpmSpec } from "../src/rpm-spec.js";
import { rpmbuild } from "../src/rpmbuild.js";
import { withTempDir } from "../src/temp-dir.js";

const ODD: RpmSpec = {
  name: "odd-package",
  version: "1.0~rc1^git5",
  release: "7.tis",
  epoch: 3,
  arch: "x86_64",
  requires: ["bash >= 4"],
  scriptlets: { post: "echo installed" },
  payload: "w2.xzdio",
  fileDigestAlgorithm: 10,
  files: [
    { path: "/usr/bin/with space", content: "run\n", mode: 0o755 },
    { kind: "directory", path: "/etc/odd" },
    { kind: "symlink", path: "/usr/bin/link", target: "with space" },
    { path: "/etc/odd/c.conf", attributes: "%config(noreplace)" },
  ],
};

async function query(rpm: string, format: string): Promise<string> {
  return (await runOk("rpm", ["-qp", "--qf", format, rpm])).stdout.toString();
}

describeWithTool(["rpmbuild", "rpm"], "rpmbuild", () => {
  it("builds what was asked for", async () => {
    await withTempDir(async (folder) => {
      const rpm = await rpmbuild(ODD, folder);
      expect(basename(rpm)).toBe("odd-package-1.0~rc1^git5-7.tis.x86_64.rpm");
      expect(await query(rpm, "%{NEVRA}")).toBe(
        "odd-package-3:1.0~rc1^git5-7.tis.x86_64",
      );
      expect(
        await query(rpm, "%{PAYLOADCOMPRESSOR} %{FILEDIGESTALGO} %{POSTIN}"),
      ).toBe("xz 10 echo installed");
      expect(await query(rpm, "[%{FILENAMES} %{FILEMODES:perms}\n]")).toBe(
        [
          "/etc/odd drwxr-xr-x",
          "/etc/odd/c.conf -rw-r--r--",
          "/usr/bin/link lrwxrwxrwx",
          "/usr/bin/with space -rwxr-xr-x",
          "",
        ].join("\n"),
      );
    });
  });

  it("gives the same bytes for the same specification", async () => {
    await withTempDir(async (folder) => {
      const spec: RpmSpec = { name: "same" };
      const first = await readFile(await rpmbuild(spec, folder));
      await rm(`${folder}/same-1.0-1.noarch.rpm`);
      const second = await readFile(await rpmbuild(spec, folder));
      expect(second.equals(first)).toBe(true);
    });
  });

  it("passes on what rpmbuild complains about", async () => {
    await withTempDir(async (folder) => {
      const spec: RpmSpec = { name: "broken", requires: ["= = ="] };
      await expect(rpmbuild(spec, folder)).rejects.toThrow("error:");
    });
  });
});

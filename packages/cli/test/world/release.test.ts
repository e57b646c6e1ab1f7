import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { withTempDir } from "@stx-patch/testkit";
import { findRelease } from "../../src/world/release.js";

async function put(path: string, release: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `# comment\nPLATFORM_RELEASE="${release}"\n`);
}

const NONE = { release: undefined, releaseInfo: undefined, env: {}, cwd: "/" };

describe("the release is taken from", () => {
  it("the first place in the documented order that has it", async () => {
    await withTempDir(async (root) => {
      const repo = join(root, "repo");
      const work = join(root, "work/deep/er");
      await mkdir(work, { recursive: true });
      await put(join(root, "named.inc"), "2.0");
      await put(
        join(repo, "stx/utilities/utilities/build-info/release-info.inc"),
        "4.0",
      );
      await put(join(root, "work/build-info/release-info.inc"), "5.0");

      const all = {
        release: "1.0",
        releaseInfo: join(root, "named.inc"),
        env: { PLATFORM_RELEASE: "3.0", MY_REPO: repo },
        cwd: work,
      };
      const steps = [
        all,
        { ...all, release: undefined },
        { ...all, release: undefined, releaseInfo: undefined },
        { ...NONE, env: { PLATFORM_RELEASE: "", MY_REPO: repo }, cwd: work },
        { ...NONE, cwd: work },
      ];
      const found = await Promise.all(steps.map(findRelease));
      expect(found.map((release) => release?.version)).toEqual([
        "1.0",
        "2.0",
        "3.0",
        "4.0",
        "5.0",
      ]);
      expect(found[4]?.source).toBe("../../build-info/release-info.inc");
    });
  });

  it("nowhere when nothing says it", async () => {
    await withTempDir(async (cwd) => {
      expect(await findRelease({ ...NONE, cwd })).toBeUndefined();
    });
  });

  it("nowhere in a MY_REPO that is no directory, or is not there", async () => {
    await withTempDir(async (cwd) => {
      for (const MY_REPO of ["/dev/null", join(cwd, "missing")]) {
        const query = { ...NONE, env: { MY_REPO }, cwd };
        expect(await findRelease(query)).toBeUndefined();
      }
    });
  });

  it("several files below MY_REPO when they agree", async () => {
    await withTempDir(async (repo) => {
      await put(join(repo, "a/release-info.inc"), "20.06");
      await put(join(repo, "b/release-info.inc"), "20.06");
      const found = await findRelease({ ...NONE, env: { MY_REPO: repo } });
      expect(found?.version).toBe("20.06");
    });
  });

  it("a text, never from running the file", async () => {
    await withTempDir(async (cwd) => {
      await writeFile(
        join(cwd, "release-info.inc"),
        'PLATFORM_RELEASE="$(touch ran; echo 1)"\n',
      );
      await expect(findRelease({ ...NONE, cwd })).rejects.toMatchObject({
        code: "CLI_RELEASE_INFO_UNREADABLE",
      });
    });
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import {
  cp,
  mkdir,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";
import { describeWithTool, TEST_KEYS } from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { buildRepoPatches, type RepoPatches } from "../support/repo-patches.js";
import { schemaErrors } from "../support/schema.js";

describeWithTool("rpmbuild", "patch-repo", () => {
  const home = mkdtempSync(join(tmpdir(), "stx-patch-repo-"));
  const cwd = join(home, "work");
  let patches: RepoPatches;

  beforeAll(async () => {
    patches = await buildRepoPatches(home);
  }, 60_000);

  beforeEach(async () => {
    await rm(cwd, { recursive: true, force: true });
    await mkdir(cwd);
  });

  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  const run = (
    command: "add" | "remove" | "list" | "check",
    ...argv: string[]
  ): Promise<CliResult> =>
    runCli(`patch-repo ${command}`, argv, {
      cwd,
      env: { SOURCE_DATE_EPOCH: "1600000000" },
    });
  const add = (...files: string[]): Promise<CliResult> =>
    run("add", "--repodata-by", "own", "repo", ...files);
  const inRepo = (path: string): Promise<string[]> =>
    readdir(join(cwd, "repo", path));
  /** Everything but the lock, which counts how often it was taken. */
  const snapshot = async (): Promise<Record<string, string>> => {
    const entries = await readdir(join(cwd, "repo"), {
      recursive: true,
      withFileTypes: true,
    });
    const files = entries.filter(
      (entry) => entry.isFile() && !entry.parentPath.endsWith(".lock"),
    );
    return Object.fromEntries(
      await Promise.all(
        files.map(async ({ parentPath, name }) => {
          const path = join(parentPath, name);
          return [path, (await readFile(path)).toString("base64")] as const;
        }),
      ),
    );
  };

  it("keeps metadata and the newest RPMs of its patches, and says that it is sound", async () => {
    const added = await add(patches.first, patches.second);
    expect([added.stderr, added.status]).toEqual(["", 0]);
    expect(added.stdout).toContain("purged   foo-1.0-2.noarch.rpm\n");
    expect(await inRepo("Packages")).toEqual([
      "bar-1.0-1.noarch.rpm",
      "foo-1.0-3.noarch.rpm",
    ]);
    expect(await inRepo("metadata/committed")).toEqual([
      "P_0001-metadata.xml",
      "P_0002-metadata.xml",
    ]);
    const comps = await readFile(join(cwd, "repo/comps.xml"), "utf8");
    expect([...comps.matchAll(/<id>(.*)<\/id>/g)].map(([, id]) => id)).toEqual([
      "updates-controller",
      "updates-worker",
    ]);
    const checked = await run("check", "--json", "repo");
    expect(schemaErrors("patch-repo-check-result", checked.stdout)).toEqual([]);
    expect(JSON.parse(checked.stdout)).toMatchObject({
      sound: true,
      findings: [],
    });
  });

  it("gives the same bytes for the same patches in any number of steps", async () => {
    await add(patches.first, patches.second);
    const together = await readFile(join(cwd, "repo/repodata/repomd.xml"));
    await rm(join(cwd, "repo"), { recursive: true });
    await add();
    await add(patches.second);
    await add(patches.first);
    const apart = await readFile(join(cwd, "repo/repodata/repomd.xml"));
    expect(apart.toString()).toBe(together.toString());
  });

  it("answers in JSON as the published schemas have it", async () => {
    const added = await run("add", "--json", "repo", patches.second);
    expect(schemaErrors("patch-repo-add-result", added.stdout)).toEqual([]);
    expect(JSON.parse(added.stdout)).toMatchObject({
      missingRequires: [{ id: "P_0002", requires: "P_0001" }],
    });
    const listed = await run("list", "--json", "repo");
    expect(schemaErrors("patch-repo-list-result", listed.stdout)).toEqual([]);
    const removed = await run("remove", "--json", "repo", "P_0002");
    expect(schemaErrors("patch-repo-remove-result", removed.stdout)).toEqual(
      [],
    );
    expect(await inRepo("Packages")).toEqual([]);
  });

  it("skips a patch that is there", async () => {
    await add(patches.first);
    const before = await snapshot();
    const again = await add(patches.first);
    expect([again.stdout.split("\n")[0], again.status]).toEqual([
      "there    P_0001",
      0,
    ]);
    expect(await snapshot()).toEqual(before);
  });

  it("takes a patch out with the RPMs that no other one brings", async () => {
    await add(patches.first);
    await run("remove", "repo", "P_0001");
    expect(await inRepo("Packages")).toEqual([]);
    expect((await run("check", "repo")).stdout).toBe("repo: SOUND\n");
    expect((await run("list", "repo")).stdout).toBe("no patches\n");
  });

  it.each<[ids: string[], codes: string[]]>([
    [["P_0001"], ["CLI_REPO_PATCH_NEEDED"]],
    [["P_0002"], ["CLI_REPO_RPM_PURGED"]],
    [["P_0009"], ["CLI_REPO_PATCH_UNKNOWN"]],
    [["../../P_0001"], ["CLI_REPO_PATCH_UNKNOWN"]],
    [[], ["CLI_ARGUMENT_MISSING"]],
  ])("does not remove %j: %j", async (ids, codes) => {
    await add(patches.first, patches.second);
    const before = await snapshot();
    const result = await run("remove", "repo", ...ids);
    expect([codesIn(result.stderr), result.status]).toEqual([codes, 1]);
    expect(await snapshot()).toEqual(before);
  });

  it.each<[name: keyof RepoPatches, code: string, status: number]>([
    ["otherRelease", "CLI_REPO_RELEASE", 2],
    ["otherFoo", "CLI_REPO_RPM_DIFFERS", 2],
  ])(
    "adds nothing when one of the patches does not belong there: %s",
    async (name, code, status) => {
      await add(patches.first);
      const before = await snapshot();
      const result = await add(patches.second, patches[name]);
      expect([codesIn(result.stderr), result.status]).toEqual([[code], status]);
      expect(await snapshot()).toEqual(before);
    },
  );

  it("takes no patch that nobody trusted signed, unless it is told to", async () => {
    const trust = ["--trust", TEST_KEYS.formal.certificate];
    const refused = await add(...trust, patches.first);
    expect([codesIn(refused.stderr), refused.status]).toEqual([
      ["CLI_PATCH_UNTRUSTED"],
      3,
    ]);
    expect(await inRepo(".")).toEqual([".patch-repo.lock"]);
    const taken = await add(...trust, "--allow-untrusted", patches.first);
    expect(taken.stdout).toContain("added    P_0001 (NOT TRUSTED, as allowed)");
  });

  it("keeps an empty repository when nothing can be added to it", async () => {
    await add();
    const before = await snapshot();
    expect((await add("nowhere.patch")).status).toBe(5);
    expect(await snapshot()).toEqual(before);
    expect((await run("check", "repo")).stdout).toBe("repo: SOUND\n");
  });

  it("refuses a damaged patch and a directory of something else", async () => {
    await writeFile(
      join(cwd, "P_0001.patch"),
      (await readFile(patches.first)).subarray(0, -100),
    );
    expect(codesIn((await add("P_0001.patch")).stderr)).toEqual([
      "CLI_PATCH_MALFORMED",
    ]);
    const foreign = await run("add", ".", patches.first);
    expect([codesIn(foreign.stderr), foreign.status]).toEqual([
      ["CLI_REPO_FOREIGN"],
      1,
    ]);
    for (const command of ["list", "check", "remove"] as const)
      expect(codesIn((await run(command, "none", "x")).stderr)[0]).toMatch(
        /CLI_REPO_MISSING|CLI_ARGUMENT_UNEXPECTED/,
      );
  });

  it.each<
    [what: string, change: (repo: string) => Promise<void>, code: string]
  >([
    [
      "an RPM is missing",
      (repo) => rm(join(repo, "Packages/bar-1.0-1.noarch.rpm")),
      "REPO_RPM_MISSING",
    ],
    [
      "an RPM is cut short",
      (repo) => writeFile(join(repo, "Packages/bar-1.0-1.noarch.rpm"), "x"),
      "REPO_RPM_DAMAGED",
    ],
    [
      "groups were edited",
      (repo) => writeFile(join(repo, "comps.xml"), "<comps/>"),
      "REPO_OUTDATED",
    ],
    [
      "groups were replaced by something without an end",
      async (repo) => {
        await rm(join(repo, "comps.xml"));
        await symlink("/dev/zero", join(repo, "comps.xml"));
      },
      "REPO_OUTDATED",
    ],
    [
      "metadata went without the repodata",
      (repo) => rm(join(repo, "metadata/committed/P_0001-metadata.xml")),
      "REPO_OUTDATED",
    ],
    [
      "metadata is of another patch",
      (repo) =>
        cp(
          join(repo, "metadata/committed/P_0001-metadata.xml"),
          join(repo, "metadata/committed/P_0009-metadata.xml"),
        ),
      "CLI_REPO_DAMAGED",
    ],
    [
      "repomd.xml is missing",
      (repo) => rm(join(repo, "repodata/repomd.xml")),
      "IO_NOT_FOUND",
    ],
  ])("check says when %s", async (_what, change, code) => {
    await add(patches.first);
    await change(join(cwd, "repo"));
    const { stdout, stderr, status } = await run("check", "repo");
    expect(codesIn(stdout + stderr)).toContain(code);
    expect(status).toBe(2);
  });

  it("leaves the repository as it was when repodata cannot be written", async () => {
    await add(patches.first);
    const before = await snapshot();
    const bin = join(cwd, "bin");
    await mkdir(bin);
    await writeFile(
      join(bin, "createrepo_c"),
      "#!/bin/sh\necho no >&2\nexit 3\n",
      {
        mode: 0o755,
      },
    );
    for (const argv of [
      ["add", "repo", patches.second],
      ["remove", "repo", "P_0001"],
    ] as const) {
      const [command, ...rest] = argv;
      const result = await runCli(`patch-repo ${command}`, rest, {
        cwd,
        env: { PATH: bin },
      });
      expect([codesIn(result.stderr), result.status]).toEqual([
        ["CLI_REPO_CREATEREPO"],
        5,
      ]);
      expect(await snapshot()).toEqual(before);
    }
  });

  it("does as the original's setup_patch_repo", async () => {
    const { stdout, status } = await runCli(
      "setup_patch_repo",
      ["-o", "repo", patches.first, patches.second],
      { cwd },
    );
    expect([stdout.split("\n")[0], status]).toEqual(["added    P_0001", 0]);
    const none = await runCli("setup_patch_repo", [patches.first], { cwd });
    expect(codesIn(none.stderr)).toEqual(["CLI_ARGUMENT_MISSING"]);
  });
});

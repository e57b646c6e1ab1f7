import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import { describeWithTool, runOk } from "@stx-patch/testkit";
import { runCli } from "../support/cli.js";
import { buildRepoPatches, type RepoPatches } from "../support/repo-patches.js";

const BIN = new URL("../../bin/patch-repo.js", import.meta.url).pathname;
const isRoot = process.getuid?.() === 0;

describeWithTool(["dnf", "rpm", "rpmbuild"], "a repository of patches", () => {
  const home = mkdtempSync(join(tmpdir(), "stx-patch-dnf-"));
  const cwd = join(home, "work");
  const env = { PATH: process.env["PATH"] ?? "" };
  let patches: RepoPatches;

  beforeAll(async () => {
    patches = await buildRepoPatches(home);
  }, 60_000);

  beforeEach(async () => {
    await rm(cwd, { recursive: true, force: true });
    await mkdir(join(cwd, "root"), { recursive: true });
    const own = (name: string): string => `${name}=${join(cwd, "dnf", name)}`;
    await writeFile(
      join(cwd, "dnf.conf"),
      [
        "[main]",
        ...["cachedir", "logdir", "persistdir", "pluginpath"].map(own),
        ...["reposdir", "varsdir"].map(own),
        "[updates]",
        `baseurl=file://${cwd}/repo`,
        "gpgcheck=0",

        "",
      ].join("\n"),
    );
  });

  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  const dnf = async (...argv: string[]): Promise<string> => {
    const { stdout } = await runOk("dnf", [
      ...["-c", join(cwd, "dnf.conf"), "--installroot", join(cwd, "root")],
      ...["--releasever", "1", "--assumeyes", "--quiet", "--refresh"],
      ...argv,
    ]);
    return stdout.toString();
  };
  const add = (...argv: string[]): ReturnType<typeof runCli> =>
    runCli("patch-repo add", ["repo", ...argv], { cwd, env });

  const writers = describe.each(["own", "createrepo_c"].map((by) => ({ by })));
  writers("written by $by", ({ by }) => {
    const asRoot = isRoot ? describe : describe.skip;
    asRoot("as root", () => {
      it("lets dnf install a package and a group, and update", async () => {
        await add("--repodata-by", by, patches.first);
        await dnf("install", "bar", "@updates-controller");
        const foo = join(cwd, "root/opt/foo");
        expect(await readFile(foo, "utf8")).toBe("2");
        expect(existsSync(join(cwd, "root/opt/bar"))).toBe(true);
        await add("--repodata-by", by, patches.second);
        await dnf("upgrade");
        expect(await readFile(foo, "utf8")).toBe("3");
      }, 120_000);
    });

    it("tells dnf its packages, files and groups", async () => {
      await add("--repodata-by", by, patches.first, patches.second);
      const format = "%{name}-%{evr}.%{arch} %{location}";
      expect((await dnf("repoquery", "--qf", format)).split("\n")).toEqual([
        "bar-1.0-1.noarch Packages/bar-1.0-1.noarch.rpm",
        "foo-1.0-3.noarch Packages/foo-1.0-3.noarch.rpm",
        "",
      ]);
      expect(await dnf("repoquery", "--file", "/opt/bar")).toContain("bar");
      const groups = await dnf("group", "list", "--hidden");
      expect(groups).toContain("updates-controller");
      expect(groups).toContain("updates-worker");
    }, 60_000);
  });

  it("is read as before while a change is under way and after it was killed, and the next change mends it", async () => {
    await add("--repodata-by", "own", patches.first);
    const repomd = join(cwd, "repo/repodata/repomd.xml");
    const before = await readFile(repomd, "utf8");
    const bin = join(cwd, "bin");
    await mkdir(bin);
    // The change stands still where the RPMs are in place and the repodata are not.
    const program = `#!/bin/sh\ntouch ${cwd}/reached\nexec sleep 5\n`;
    await writeFile(join(bin, "createrepo_c"), program, { mode: 0o755 });
    const child = spawn(
      process.execPath,
      [BIN, "add", "repo", patches.second],
      {
        cwd,
        env: { ...env, PATH: `${bin}${delimiter}${env.PATH}` },
        stdio: "ignore",
      },
    );
    const ended = new Promise((resolve) => child.on("close", resolve));
    while (!existsSync(join(cwd, "reached"))) await sleep(10);
    expect(await dnf("repoquery")).toContain("foo-0:1.0-2");
    child.kill("SIGKILL");
    await ended;
    expect(await readFile(repomd, "utf8")).toBe(before);
    expect(await dnf("repoquery")).toContain("foo-0:1.0-2");
    const checked = await runCli("patch-repo check", ["repo"], { cwd });
    expect(checked.stdout).toContain("[REPO_OUTDATED]");
    const mended = await add("--repodata-by", "own", "--timeout", "0");
    expect([mended.stderr, mended.status]).toEqual(["", 0]);
    expect(await dnf("repoquery")).toContain("foo-0:1.0-3");
  }, 60_000);
});

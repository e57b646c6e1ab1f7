import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { withTempDir } from "@stx-patch/testkit";
import { codesIn, runCli } from "../support/cli.js";
import { craftedPatch } from "../support/reports.js";

const REPORTS = ["--sarif=r.sarif", "--junit=r.xml", "--html=r.html"];

/** A folder with one sound patch and one that has data behind its end. */
async function withPatches(use: (cwd: string) => Promise<void>): Promise<void> {
  await withTempDir(async (cwd) => {
    await mkdir(join(cwd, "bad"));
    await writeFile(join(cwd, "CRAFT_0001.patch"), await craftedPatch());
    const bendTar = (tar: Uint8Array): Uint8Array =>
      Buffer.concat([tar, Buffer.alloc(4096, 1)]);
    await writeFile(
      join(cwd, "bad/CRAFT_0001.patch"),
      await craftedPatch({ bendTar }),
    );
    await use(cwd);
  });
}

describe("report files", () => {
  it("hold all patches of a run, beside the text and with the same exit status", async () => {
    await withPatches(async (cwd) => {
      const argv = ["CRAFT_0001.patch", "bad/CRAFT_0001.patch", "lost.patch"];
      const plain = await runCli("patch-verify", argv, { cwd });
      const { status, stdout } = await runCli(
        "patch-verify",
        [...argv, ...REPORTS],
        { cwd },
      );
      expect(status).toBe(plain.status);
      expect(stdout).toBe(plain.stdout);
      expect(stdout).toContain(
        "3 patches: 1 trusted, 1 malformed, 1 not readable",
      );
      for (const name of ["r.sarif", "r.xml", "r.html"]) {
        const report = await readFile(join(cwd, name), "utf8");
        expect(report).toContain("TAR_TRAILING_DATA");
        expect(report).toContain("lost.patch");
      }
    });
  });

  it("say which file they are about by its SHA-256", async () => {
    await withPatches(async (cwd) => {
      const patch = await readFile(join(cwd, "CRAFT_0001.patch"));
      const digest = createHash("sha256").update(patch).digest("hex");
      const verify = (...argv: string[]): ReturnType<typeof runCli> =>
        runCli("patch-verify", ["CRAFT_0001.patch", ...argv], { cwd });
      for (const option of ["--sha256", "--verbose", "--json"])
        expect((await verify(option)).stdout).toContain(digest);
      expect((await verify(...REPORTS)).stdout).not.toContain(digest);
      for (const name of ["r.sarif", "r.html"])
        expect(await readFile(join(cwd, name), "utf8")).toContain(digest);
    });
  });

  it.each(["sarif", "junit", "html"])(
    "go to stdout with --%s -, the text to stderr",
    async (kind) => {
      await withPatches(async (cwd) => {
        const { stdout, stderr, status } = await runCli(
          "patch-verify",
          ["CRAFT_0001.patch", `--${kind}`, "-"],
          { cwd },
        );
        expect(status).toBe(0);
        expect(stdout).toMatch(/^(\{\n|<\?xml|<!doctype html>)/);
        expect(stdout).not.toContain("\n  signed by");
        expect(stderr).toContain("CRAFT_0001.patch: TRUSTED");
      });
    },
  );

  it.each([
    ["two on stdout", ["--sarif", "-", "--junit", "-"]],
    ["one beside JSON on stdout", ["--json", "--html", "-"]],
    ["two in one file", ["--sarif", "r", "--junit", "./r"]],
    ["one in place of the patch", ["--html", "CRAFT_0001.patch"]],
    ["one in place of the patch behind a link", ["--html", "link.html"]],
  ])(
    "are refused when they get into each other's way: %s",
    async (_name, argv) => {
      await withPatches(async (cwd) => {
        await symlink("CRAFT_0001.patch", join(cwd, "link.html"));
        const before = await readFile(join(cwd, "CRAFT_0001.patch"));
        const { status, stderr } = await runCli(
          "patch-verify",
          ["CRAFT_0001.patch", ...argv],
          { cwd },
        );
        expect(codesIn(stderr)).toEqual(["CLI_OPTIONS_CONFLICT"]);
        expect(status).toBe(1);
        expect(await readFile(join(cwd, "CRAFT_0001.patch"))).toEqual(before);
      });
    },
  );

  it("are not begun when one has no place, and nothing is verified then", async () => {
    await withPatches(async (cwd) => {
      const { status, stdout, stderr } = await runCli(
        "patch-verify",
        ["CRAFT_0001.patch", "--sarif=r.sarif", "--html=no/where.html"],
        { cwd },
      );
      expect(codesIn(stderr)).toEqual(["IO_NOT_FOUND"]);
      expect(status).toBe(5);
      expect(stdout).toBe("");
      expect((await readdir(cwd)).toSorted()).toEqual([
        "CRAFT_0001.patch",
        "bad",
      ]);
    });
  });

  it("replace older ones when they are complete, and leave nothing else behind", async () => {
    await withPatches(async (cwd) => {
      await writeFile(join(cwd, "r.html"), "older");
      await runCli("patch-verify", ["CRAFT_0001.patch", "--html=r.html"], {
        cwd,
      });
      expect(await readFile(join(cwd, "r.html"), "utf8")).toContain("TRUSTED");
      expect((await readdir(cwd)).toSorted()).toEqual([
        "CRAFT_0001.patch",
        "bad",
        "r.html",
      ]);
    });
  });

  it("are the same for the same patches but for the time", async () => {
    await withPatches(async (cwd) => {
      const read = async (): Promise<string[]> => {
        await runCli("patch-verify", ["CRAFT_0001.patch", ...REPORTS], { cwd });
        const names = ["r.sarif", "r.xml", "r.html"];
        const texts = await Promise.all(
          names.map((name) => readFile(join(cwd, name), "utf8")),
        );
        return texts.map((text) =>
          text.replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*(Z| UTC)/g, "TIME"),
        );
      };
      expect(await read()).toEqual(await read());
    });
  });
});

describe("the text report", () => {
  it("takes the width of the terminal, or of COLUMNS in a pipe", async () => {
    await withPatches(async (cwd) => {
      const widest = async (
        env: Record<string, string>,
        terminal: boolean,
      ): Promise<number> => {
        const { stdout } = await runCli("patch-verify", ["CRAFT_0001.patch"], {
          cwd,
          env: { NO_COLOR: "1", ...env },
          terminal,
        });
        const lines = stdout
          .split("\n")
          .filter((line) => /\S {1,2}\S+ \S/.test(line.trim()));
        return Math.max(...lines.map((line) => line.length));
      };
      expect(await widest({}, true)).toBeLessThanOrEqual(80);
      expect(await widest({}, false)).toBeLessThanOrEqual(80);
      expect(await widest({ COLUMNS: "60" }, false)).toBeLessThanOrEqual(60);
      expect(await widest({ COLUMNS: "200" }, false)).toBeGreaterThan(80);
    });
  });

  it("lists everything with --verbose", async () => {
    await withPatches(async (cwd) => {
      const { stdout } = await runCli(
        "patch-verify",
        ["-v", "CRAFT_0001.patch"],
        { cwd },
      );
      expect(stdout).toContain("TRUSTED");
      expect(stdout).not.toContain("more (--verbose");
    });
  });
});

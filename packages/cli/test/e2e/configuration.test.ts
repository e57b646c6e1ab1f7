import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { withConfiguration, type Surroundings } from "../support/configured.js";

/** A command that shows what a few settings come to, and does nothing with it: ids after those of an empty order file. */
function nextId(
  { cwd, env }: Pick<Surroundings, "cwd" | "env">,
  argv: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  return runCli("patch-id next", ["--order", "/dev/null", ...argv], {
    cwd,
    env: { ...env, ...more },
  });
}

describe("configuration", () => {
  it("comes from the project, then the user, then the system, each setting by itself", async () => {
    await withConfiguration(
      {
        system: "prefix: SYSTEM\nrelease: '1'\n",
        user: "prefix: USER\n",
        project: "# nothing said here\n",
      },
      async (it) => {
        expect((await nextId(it)).stdout).toBe("USER_1_PATCH_0001\n");
        await writeFile(it.files.project, "prefix: PROJECT\n");
        expect((await nextId(it)).stdout).toBe("PROJECT_1_PATCH_0001\n");
      },
    );
  });

  it("yields to the environment, and that to the command line", async () => {
    await withConfiguration(
      { project: "prefix: FILE\nrelease: '1'\n" },
      async (it) => {
        const env = { STX_PATCH_PREFIX: "ENV", PLATFORM_RELEASE: "2" };
        expect((await nextId(it, [], env)).stdout).toBe("ENV_2_PATCH_0001\n");
        expect(
          (await nextId(it, ["--prefix", "LINE", "--release", "3"], env))
            .stdout,
        ).toBe("LINE_3_PATCH_0001\n");
      },
    );
  });

  it("has paths that start from the file, wherever the command runs", async () => {
    await withConfiguration(
      { project: "prefix: P\nrelease-info: build/info.inc\n" },
      async (it) => {
        await mkdir(join(it.project, "build"));
        const info = join(it.project, "build/info.inc");
        await writeFile(info, 'PLATFORM_RELEASE="21.05"\n');
        expect((await nextId(it)).stdout).toBe("P_21.05_PATCH_0001\n");
        // What is said on the line in the other way wins without a quarrel.
        expect((await nextId(it, ["--release", "9"])).stdout).toBe(
          "P_9_PATCH_0001\n",
        );
      },
    );
  });

  it("is of the project up to the top of its checkout and no farther", async () => {
    await withConfiguration(
      { project: "prefix: P\nrelease: '1'\n" },
      async (it) => {
        await mkdir(join(it.project, "deep/.git"));
        const { stderr, status } = await nextId(it);
        expect(codesIn(stderr)).toContain("CLI_ARGUMENT_MISSING");
        expect(status).toBe(1);
      },
    );
  });

  it("is of one file where one is named, and of none with --no-config", async () => {
    await withConfiguration(
      { user: "release: '7'\nprefix: USER\n" },
      async (it) => {
        await writeFile(join(it.cwd, "own.yaml"), "prefix: OWN\n");
        const release = ["--release", "1"];
        expect(
          (await nextId(it, ["--config", "own.yaml", ...release])).stdout,
        ).toBe("OWN_1_PATCH_0001\n");
        const env = { STX_PATCH_CONFIG: "own.yaml" };
        expect((await nextId(it, release, env)).stdout).toBe(
          "OWN_1_PATCH_0001\n",
        );
        // The user's release does not count beside it.
        expect((await nextId(it, [], env)).status).toBe(1);
        expect(
          codesIn((await nextId(it, ["--no-config"], env)).stderr),
        ).toContain("CLI_ARGUMENT_MISSING");
        const both = await nextId(it, ["--no-config", "--config", "own.yaml"]);
        expect(codesIn(both.stderr)).toEqual(["CLI_OPTIONS_CONFLICT"]);
        const missing = await nextId(it, ["--config", "nowhere.yaml"]);
        expect(codesIn(missing.stderr)).toEqual(["CONFIG_UNREADABLE"]);
        expect(missing.status).toBe(1);
      },
    );
  });

  it("is not read by the drop-ins, which find what the originals found", async () => {
    await withConfiguration(
      { project: "nonsense", user: "[" },
      async ({ cwd, env }) => {
        const argv = ["--file", "missing.patch"];
        const result = await runCli("query_patch", argv, { cwd, env });
        expect(codesIn(result.stderr)).not.toContainEqual(
          expect.stringMatching(/^CONFIG_/),
        );
        const line = await runCli("query_patch", ["--no-config"], { cwd, env });
        expect(codesIn(line.stderr)).toContain("CLI_OPTION_UNKNOWN");
      },
    );
  });

  it("that is wrong is told together with what is wrong with the command line", async () => {
    await withConfiguration(
      { project: "prefx: P\n", user: "release: 20.06\njobs: many\n" },
      async (it) => {
        const { stderr, status } = await nextId(it, ["--relase", "1"]);
        expect(codesIn(stderr)).toEqual([
          "CLI_OPTION_UNKNOWN",
          "CONFIG_UNKNOWN",
          "CONFIG_VALUE",
          "CONFIG_VALUE",
        ]);
        expect(stderr).toContain("Did you mean prefix?");
        expect(stderr).toContain(`${it.files.user}:2`);
        expect(status).toBe(1);
      },
    );
  });

  it.each([
    ["STX_PATCH_JOBS", "many"],
    ["STX_PATCH_CHECK_DATES", "maybe"],
    ["STX_PATCH_LIMIT", "maxPatchBytes=lots"],
  ])("in %s has to be what the setting takes", async (name, value) => {
    await withConfiguration({}, async ({ cwd, env }) => {
      const { stderr, status } = await runCli("patch-verify", ["x.patch"], {
        cwd,
        env: { ...env, [name]: value },
      });
      expect(codesIn(stderr)).toEqual(["CONFIG_VALUE"]);
      expect(stderr).toContain(name);
      expect(status).toBe(1);
    });
  });

  it("in a variable is not looked at where the line says the same", async () => {
    await withConfiguration({}, async ({ cwd, env }) => {
      const { stderr } = await runCli("patch-verify", ["-j", "1", "x.patch"], {
        cwd,
        env: { ...env, STX_PATCH_JOBS: "many" },
      });
      expect(codesIn(stderr)).toEqual(["IO_NOT_FOUND"]);
    });
  });

  it("of jobs does not quarrel with a program that allows only one", async () => {
    await withConfiguration({ user: "jobs: 4\n" }, async ({ cwd, env }) => {
      const argv = ["--before", "true", "missing.yaml"];
      const { stderr } = await runCli("patch-make", argv, { cwd, env });
      expect(codesIn(stderr)).not.toContain("CLI_OPTIONS_CONFLICT");
    });
  });
});

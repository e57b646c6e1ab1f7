import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { mapConcurrently } from "@stx-patch/core";
import {
  describeWithTool,
  rpmbuild,
  run,
  TEST_KEYS,
  withTempDir,
} from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { schemaErrors } from "../support/schema.js";

const BIN = new URL("../../bin/", import.meta.url).pathname;
const KEYS = ["--key", TEST_KEYS.dev.privateKey, "--no-ima"];
const ALL = ["--all", "--sw-version", "20.06", "--recipes", "recipes"];
const COUNT = 30;
const idOf = (i: number): string => `P_${String(i).padStart(2, "0")}`;

interface Made {
  readonly ok: boolean;
  readonly patches: readonly {
    readonly id: string;
    readonly state: string;
    readonly requires: readonly string[];
    readonly because?: readonly string[];
    readonly sidecars?: readonly { readonly path: string }[];
    readonly problems?: readonly { readonly code: string }[];
  }[];
}

async function make(
  cwd: string,
  ...argv: string[]
): Promise<{ result: CliResult; made: Made }> {
  const words = [...KEYS, "--json", ...argv];
  const result = await runCli("patch-make", words, { cwd });
  expect(schemaErrors("make-result", result.stdout)).toEqual([]);
  return { result, made: JSON.parse(result.stdout) as Made };
}

const states = ({ patches }: Made): string[] =>
  patches.map(({ id, state }) => `${id} ${state}`);

/** Every file of a directory, but for those of the lock, which tell who had it. */
async function contents(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder))
    .filter((name) => !name.endsWith(".lock"))
    .toSorted();
  const files = names.map(
    async (name) =>
      [name, await readFile(join(folder, name), "base64")] as const,
  );
  return Object.fromEntries(await Promise.all(files));
}

describeWithTool("rpmbuild", "patch-make", () => {
  let rpms = "";

  beforeAll(async () => {
    rpms = await mkdtemp(join(tmpdir(), "patch-make-"));
    const numbers = Array.from({ length: COUNT }, (_, i) => i);
    await mapConcurrently(numbers, 4, (i) =>
      rpmbuild({ name: `pkg${i}` }, rpms),
    );
  });

  afterAll(() => rm(rpms, { recursive: true }));

  /** A workspace with the RPMs and some recipes; each has a package of its own and requires the one at `(i - 1) / 2`. */
  async function withWorkspace(
    count: number,
    check: (cwd: string) => Promise<void>,
  ): Promise<void> {
    await withTempDir(async (cwd) => {
      await cp(rpms, join(cwd, "std/rpmbuild/RPMS"), { recursive: true });
      await mkdir(join(cwd, "recipes"));
      for (let i = 0; i < count; i++) await writeRecipe(cwd, i);
      await check(cwd);
    });
  }

  /** Later ids are required by earlier ones, so the order of names is the wrong one. */
  async function writeRecipe(
    cwd: string,
    i: number,
    change: object = {},
  ): Promise<void> {
    const parent = COUNT - 1 - Math.floor((i - 1) / 2);
    const recipe = {
      id: idOf(COUNT - 1 - i),
      sw_version: "20.06",
      summary: `it's "${i}"`,
      requires: i === 0 ? [] : [idOf(parent)],
      recipes: [
        {
          name: `source${i}`,
          packages: [
            { name: `pkg${i}`, personalities: ["worker"], arch: ["noarch"] },
          ],
        },
      ],
      ...change,
    };
    const path = join(cwd, `recipes/${recipe.id}.yaml`);
    await writeFile(path, JSON.stringify(recipe));
  }

  it("builds thirty recipes in order, in parallel as one by one, and the second run builds nothing", async () => {
    await withWorkspace(COUNT, async (cwd) => {
      const { made } = await make(cwd, ...ALL, "-o", "out", "--jobs", "4");
      expect(made.patches.map(({ state }) => state)).toEqual(
        Array.from({ length: COUNT }, () => "built"),
      );
      const order = made.patches.map(({ id }) => id);
      for (const { id, requires } of made.patches)
        for (const required of requires)
          expect(order.indexOf(required)).toBeLessThan(order.indexOf(id));
      expect(await readFile(join(cwd, "out/patch_order"), "utf8")).toBe(
        `${order.join("\n")}\n`,
      );
      const parallel = await contents(join(cwd, "out"));

      const again = await make(cwd, ...ALL, "-o", "out");
      expect(new Set(again.made.patches.map(({ state }) => state))).toEqual(
        new Set(["unchanged"]),
      );
      expect(await contents(join(cwd, "out"))).toEqual(parallel);

      await rm(join(cwd, "out"), { recursive: true });
      await make(cwd, ...ALL, "-o", "out", "--jobs", "1");
      expect(await contents(join(cwd, "out"))).toEqual(parallel);
    });
  });

  it("builds again what was tampered with, removed or changed, and lives without its record", async () => {
    await withWorkspace(3, async (cwd) => {
      const out = join(cwd, "out");
      await make(cwd, ...ALL, "-o", "out");
      const first = await contents(out);
      await writeFile(join(out, "P_29.patch"), "x");
      await rm(join(out, "P_28.patch"));
      expect(states((await make(cwd, ...ALL, "-o", "out")).made)).toEqual([
        "P_29 built",
        "P_27 unchanged",
        "P_28 built",
      ]);
      expect(await contents(out)).toEqual(first);
      await writeRecipe(cwd, 2, { summary: "new" });
      expect(states((await make(cwd, ...ALL, "-o", "out")).made)).toEqual([
        "P_29 unchanged",
        "P_27 built",
        "P_28 unchanged",
      ]);
      await writeFile(join(out, ".patch-make.json"), '{"schemaVersion":1,');
      const { made } = await make(cwd, ...ALL, "-o", "out");
      expect(made.patches.every(({ state }) => state === "built")).toBe(true);
    });
  });

  it("leaves out what requires a failing recipe, and builds the others", async () => {
    await withWorkspace(4, async (cwd) => {
      const missing = [{ name: "s", packages: [{ name: "nowhere" }] }];
      await writeRecipe(cwd, 1, { recipes: missing });
      const { result, made } = await make(cwd, ...ALL, "-o", "out");
      expect(states(made)).toEqual([
        "P_29 built",
        "P_28 failed",
        "P_26 skipped",
        "P_27 built",
      ]);
      expect(made.patches[2]?.because).toEqual(["P_28"]);
      expect([result.status, codesIn(result.stderr)]).toEqual([
        2,
        ["RECIPE_RPM_MISSING"],
      ]);
      expect(await readdir(join(cwd, "out"))).not.toContain("P_26.patch");
    });
  });

  it("wants newer RPMs than the patch before has", async () => {
    await withWorkspace(1, async (cwd) => {
      await make(cwd, "recipes/P_29.yaml");
      const recipe = await readFile(join(cwd, "recipes/P_29.yaml"), "utf8");
      await writeFile(
        join(cwd, "next.yaml"),
        recipe.replace("P_29", "P_30").replace("source0", "other"),
      );
      const { made } = await make(cwd, "next.yaml");
      expect(made.patches[0]?.problems?.map(({ code }) => code)).toEqual([
        "RECIPE_RPM_NOT_HIGHER",
      ]);
    });
  });

  it("prints a command that a shell runs to the same bytes", async () => {
    await withWorkspace(2, async (cwd) => {
      await make(cwd, ...ALL, "-o", "out");
      const made = await contents(join(cwd, "out"));
      const argv = [...KEYS, ...ALL, "-o", "out", "--sha256sums"];
      const { stdout } = await runCli("patch-make print", argv, { cwd });
      await rm(join(cwd, "out/P_28.patch"));
      const command = stdout
        .split("\n")[1]!
        .replace("patch-build", `'${process.execPath}' '${BIN}patch-build.js'`);
      expect((await run("/bin/sh", ["-c", command], { cwd })).status).toBe(0);
      const { "P_28.patch.sha256": sums, ...rest } = await contents(
        join(cwd, "out"),
      );
      expect(sums).toBeDefined();
      expect(rest).toEqual(made);
    });
  });

  it("writes what each patch consists of and was built from beside it, and again when it is gone or something else is wanted", async () => {
    await withWorkspace(2, async (cwd) => {
      const asked = ["--sbom", "cyclonedx", "--provenance", "--sha256sums"];
      const run1 = ["--invocation-id", "1"];
      const { made } = await make(cwd, ...ALL, "-o", "out", ...asked, ...run1);
      const at = (name: string): string => join(cwd, "out", name);
      expect(
        made.patches.map(({ sidecars }) => sidecars?.map(({ path }) => path)),
      ).toEqual(
        ["P_29", "P_28"].map((id) =>
          ["cdx.json", "intoto.json", "sha256"].map((suffix) =>
            at(`${id}.patch.${suffix}`),
          ),
        ),
      );
      const trust = ["--trust", TEST_KEYS.dev.certificate];
      const verified = await runCli(
        "patch-verify",
        [
          ...[at("P_28.patch"), "--sbom", at("P_28.patch.cdx.json"), ...trust],
          ...["--provenance", at("P_28.patch.intoto.json")],
        ],
        { cwd },
      );
      expect(verified.status).toBe(0);

      // Another run is another invocation, but nothing that it was asked for is missing.
      const before = await contents(join(cwd, "out"));
      const run2 = ["--invocation-id", "2"];
      const again = await make(cwd, ...ALL, "-o", "out", ...asked, ...run2);
      expect(states(again.made)).toEqual(["P_29 unchanged", "P_28 unchanged"]);
      expect(again.made.patches.map(({ sidecars }) => sidecars)).toEqual(
        made.patches.map(({ sidecars }) => sidecars),
      );
      const without = await make(cwd, ...ALL, "-o", "out");
      expect(states(without.made)).toEqual(states(again.made));
      expect(without.made.patches[0]?.sidecars).toEqual([]);
      expect(await contents(join(cwd, "out"))).toEqual(before);

      await writeFile(at("P_28.patch.cdx.json"), "{}");
      const repaired = await make(cwd, ...ALL, "-o", "out", ...asked, ...run1);
      expect(states(repaired.made)).toEqual(["P_29 unchanged", "P_28 built"]);
      expect(await contents(join(cwd, "out"))).toEqual(before);

      const other = await make(cwd, ...ALL, "-o", "out", "--sbom", "spdx");
      expect(states(other.made)).toEqual(["P_29 built", "P_28 built"]);
      expect(await readdir(join(cwd, "out"))).toContain("P_29.patch.spdx.json");
    });
  });

  it("refuses one SBOM for all patches before anything is created", async () => {
    await withWorkspace(1, async (cwd) => {
      for (const value of ["cyclonedx=all.json", "swid"]) {
        const argv = [...KEYS, ...ALL, "-o", "out", "--sbom", value];
        const { status, stderr } = await runCli("patch-make", argv, { cwd });
        expect([status, codesIn(stderr)]).toEqual([
          1,
          ["CLI_OPTION_VALUE_INVALID"],
        ]);
      }
      expect(await readdir(cwd)).not.toContain("out");
    });
  });

  it("makes a recipe of RPMs that builds", async () => {
    await withWorkspace(0, async (cwd) => {
      const rpm = (await readdir(join(cwd, "std/rpmbuild/RPMS"))).find((name) =>
        name.startsWith("pkg7-"),
      )!;
      const argv = [
        "--id",
        "P_1",
        "--sw-version",
        "20.06",
        "--output",
        "r.yaml",
      ];
      const words = [...argv, "--storage", `std/rpmbuild/RPMS/${rpm}`];
      const init = await runCli("patch-make init", words, { cwd });
      expect(init.status).toBe(0);
      expect(init.stdout).toContain(join(cwd, "r.yaml"));
      const again = await runCli("patch-make init", words, { cwd });
      expect(codesIn(again.stderr)).toEqual(["CLI_OUTPUT_EXISTS"]);
      const { made } = await make(cwd, "r.yaml");
      expect(states(made)).toEqual(["P_1 built"]);
    });
  });

  it("never signs with another key when a formal one is asked for", async () => {
    await withWorkspace(1, async (cwd) => {
      const argv = [...KEYS, "--formal", "recipes/P_29.yaml", "-o", "out"];
      const { status, stderr } = await runCli("patch-make", argv, { cwd });
      expect([status, codesIn(stderr)]).toEqual([4, ["CLI_KEY_ROLE"]]);
      expect(await readdir(cwd)).not.toContain("out");
    });
  });

  it("has programs check out and build, tells them what, and heeds how they end", async () => {
    await withWorkspace(1, async (cwd) => {
      await writeRecipe(cwd, 0, { context: "v1" });
      const program = join(cwd, "hook");
      await writeFile(
        program,
        '#!/bin/sh\ncat >> told\necho "$STX_PATCH_HOOK $STX_PATCH_ID $1" >> calls\nexit ${EXIT:-0}\n',
      );
      await chmod(program, 0o755);
      const recipe = "recipes/P_29.yaml";
      const alone = await make(cwd, recipe);
      expect(codesIn(alone.result.stderr)).toEqual(["CLI_HOOK_MISSING"]);
      const hooks = ["--context", "./hook 'a b'", "--before", "./hook c"];
      const { made } = await make(cwd, ...hooks, recipe);
      expect(states(made)).toEqual(["P_29 built"]);
      expect(await readFile(join(cwd, "calls"), "utf8")).toBe(
        "context P_29 a b\nbefore P_29 c\n",
      );
      const told = await readFile(join(cwd, "told"), "utf8");
      expect(JSON.parse(told.split("\n")[0]!)).toMatchObject({
        hook: "context",
        context: "v1",
      });
      await writeFile(program, "#!/bin/sh\necho no such tag >&2\nexit 3\n");
      const failed = await make(cwd, ...hooks, recipe);
      expect(failed.result.stderr).toMatch(/ended with 3: no such tag/);
      expect(failed.result.status).toBe(5);
      await writeFile(program, "#!/bin/sh\nsleep 30\n");
      const slow = await make(cwd, ...hooks, "--hook-timeout", "1", recipe);
      expect(codesIn(slow.result.stderr)).toEqual(["CLI_HOOK_FAILED"]);
    });
  });

  it("takes the original's command line as make_patch", async () => {
    await withWorkspace(1, async (cwd) => {
      const env = { STX_PATCH_KEY: TEST_KEYS.dev.privateKey };
      const recipe = "recipes/P_29.yaml";
      const drop = (...argv: string[]): Promise<CliResult> =>
        runCli("make_patch", [...argv, recipe], { cwd, env });
      const { stdout, status } = await drop("--pre-comp", "--workdir=.");
      const path = join(cwd, "export/patch_data/20.06/P_29.patch");
      expect([stdout, status]).toEqual([`Patch is ${path}\n`, 0]);
      expect(codesIn((await drop()).stderr)).toEqual(["CLI_HOOK_MISSING"]);
      const branch = await drop("--pre-compiled", "--branch", "b");
      expect(codesIn(branch.stderr)).toEqual(["CLI_HOOK_MISSING"]);
      expect(codesIn((await drop("--pre-compiled", "--all")).stderr)).toEqual(
        expect.arrayContaining(["CLI_OPTIONS_CONFLICT"]),
      );
    });
  });
});

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { allSettings } from "../../src/index.js";
import { codesIn, runCli } from "../support/cli.js";
import { withConfiguration, type Surroundings } from "../support/configured.js";
import { schemaErrors } from "../support/schema.js";

interface Shown {
  readonly files: readonly { kind: string; path: string; mayGuard: boolean }[];
  readonly settings: readonly {
    name: string;
    values: string[] | null;
    counts: boolean;
    from: object;
  }[];
}

async function shown(
  { cwd, env }: Pick<Surroundings, "cwd" | "env">,
  argv: readonly string[] = [],
): Promise<Shown> {
  const result = await runCli("stx-patch", ["config", "--json", ...argv], {
    cwd,
    env,
  });
  expect(result.stderr).toBe("");
  expect(schemaErrors("config-result", result.stdout)).toEqual([]);
  return JSON.parse(result.stdout) as Shown;
}

describe("stx-patch config", () => {
  it("says of each setting where its value comes from, and which does not count", async () => {
    await withConfiguration(
      {
        user: "jobs: 2\n",
        project: "output: out\nkey: key.pem\nrequire: formal\n",
      },
      async (it) => {
        const env = { ...it.env, STX_PATCH_REQUIRE: "dev" };
        const { files, settings } = await shown({ cwd: it.cwd, env });
        const { project, user } = it.files;
        expect(files).toEqual([
          { kind: "project", path: project, mayGuard: false },
          { kind: "user", path: user, mayGuard: true },
        ]);
        const said = settings.filter(({ values }) => values !== null);
        expect(
          said.map(({ name, values, counts, from }) => [
            name,
            values?.join(),
            counts,
            from,
          ]),
        ).toEqual([
          [
            "key",
            `${it.project}/key.pem`,
            false,
            { kind: "file", path: project, line: 2 },
          ],
          [
            "output",
            `${it.project}/out/`,
            true,
            { kind: "file", path: project, line: 1 },
          ],
          [
            "require",
            "dev",
            true,
            { kind: "variable", name: "STX_PATCH_REQUIRE" },
          ],
          ["jobs", "2", true, { kind: "file", path: user, line: 1 }],
        ]);
      },
    );
  });

  it("shows no PIN", async () => {
    const uri = "pkcs11:token=a;object=b?pin-value=0815&module-path=/m.so";
    await withConfiguration(
      { user: `key: "${uri}"\n` },
      async ({ cwd, env }) => {
        for (const argv of [["config"], ["config", "--json"]]) {
          const { stdout } = await runCli("stx-patch", argv, { cwd, env });
          expect(stdout).toContain("token=a");
          expect(stdout).not.toContain("0815");
        }
      },
    );
  });

  it("fits a terminal", async () => {
    const long = `/a${"/very".repeat(30)}/long/path`;
    await withConfiguration(
      { user: `key: ${long}\n` },
      async ({ cwd, env }) => {
        const { stdout } = await runCli("stx-patch", ["config"], {
          cwd,
          env: { ...env, NO_COLOR: "1" },
          terminal: true,
        });
        const lines = stdout.split("\n");
        expect(lines).toContain(`      ${long}`);
        const others = lines.slice(3).filter((line) => !line.includes(long));
        expect(Math.max(...others.map((line) => line.length))).toBeLessThan(81);
      },
    );
  });

  it("says which setting was meant, and fails on a configuration that cannot be used", async () => {
    await withConfiguration({ user: "keys: a\n" }, async ({ cwd, env }) => {
      const near = await runCli("stx-patch", ["config", "job"], { cwd, env });
      expect(near.stderr).toContain("Did you mean jobs?");
      const bad = await runCli("stx-patch", ["config"], { cwd, env });
      expect(codesIn(bad.stderr)).toEqual(["CONFIG_UNKNOWN"]);
      expect(bad.status).toBe(1);
      // An editor's schema does not hang on what is to be edited with it.
      const schema = await runCli("stx-patch", ["config", "--schema"], {
        cwd,
        env,
      });
      expect(schema.status).toBe(0);
    });
  });
});

describe("the schema of configuration files", () => {
  it("is the published one, and takes the example", async () => {
    const top = fileURLToPath(new URL("../../../../", import.meta.url));
    const { stdout } = await runCli("stx-patch", ["config", "--schema"], {
      cwd: "/",
    });
    const schema = JSON.parse(stdout) as object;
    const published = `${top}docs/schema/stx-patch.schema.json`;
    expect(JSON.parse(readFileSync(published, "utf8"))).toEqual(schema);
    const example = `${top}examples/configuration/stx-patch.yaml`;
    const valid = new Ajv2020({ allowUnionTypes: true }).compile(schema);
    expect(valid(parse(readFileSync(example, "utf8")))).toBe(true);
    const read = await runCli("stx-patch", ["config", "--config", example], {
      cwd: "/",
    });
    expect(read.status).toBe(0);
  });

  it("agrees with the reader about what a setting takes", async () => {
    const { stdout } = await runCli("stx-patch", ["config", "--schema"], {
      cwd: "/",
    });
    const valid = new Ajv2020({ allowUnionTypes: true }).compile(
      JSON.parse(stdout) as object,
    );
    const values = [
      "1",
      '"1"',
      '"text"',
      "true",
      "[a]",
      "[]",
      "{}",
      "header",
      "''",
    ];
    await withConfiguration({}, async ({ cwd, env, files }) => {
      const { writeFile } = await import("node:fs/promises");
      for (const { name } of await allSettings())
        for (const value of values) {
          const text = `${name}: ${value}\n`;
          await writeFile(files.user, text);
          const { status } = await runCli("stx-patch", ["config"], {
            cwd,
            env,
          });
          expect([text, status === 0]).toEqual([text, valid(parse(text))]);
        }
    });
  });

  it("has one meaning for each name and each variable", async () => {
    const settings = await allSettings();
    const variables = settings.map(({ variable }) => variable);
    expect(new Set(variables).size).toBe(variables.length);
  });
});

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import type { RunResult } from "../../src/process.js";
import { run } from "../../src/process.js";
import { withTempDir } from "../../src/temp-dir.js";
import { ROOT } from "./root.js";

interface Table {
  readonly packages: Readonly<
    Record<string, { readonly imports: readonly string[] }>
  >;
  readonly libraries: Readonly<Record<string, readonly string[]>>;
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  dependencies: Record<string, string>;
}

const TABLE = JSON.parse(
  readFileSync(join(ROOT, "scripts/boundaries/table.json"), "utf8"),
) as Table;

/** A tree in which every package uses everything it may. */
class Tree {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
    for (const name of Object.keys(TABLE.packages)) this.#write(name);
  }

  add(path: string, text: string): void {
    const file = join(this.root, "packages", path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
  }

  editManifest(name: string, edit: (manifest: Manifest) => void): void {
    const path = join(this.root, "packages", name, "package.json");
    const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
    edit(manifest);
    writeFileSync(path, JSON.stringify(manifest));
  }

  async check(): Promise<RunResult> {
    const script = join(ROOT, "scripts/check-boundaries.mjs");
    return run(process.execPath, [script, this.root]);
  }

  #write(name: string): void {
    const internal = TABLE.packages[name]?.imports ?? [];
    const libraries = Object.entries(TABLE.libraries)
      .filter(([, homes]) => homes.includes(name))
      .map(([library]) => library);
    const names = [...internal.map((item) => `@t/${item}`), ...libraries];
    this.add(
      `${name}/package.json`,
      JSON.stringify({
        name: `@t/${name}`,
        private: name === "testkit",
        dependencies: Object.fromEntries(names.map((item) => [item, "1"])),
      }),
    );
    this.add(
      `${name}/tsconfig.json`,
      JSON.stringify({
        references: internal.map((item) => ({ path: `../${item}` })),
      }),
    );
    this.add(
      `${name}/src/index.ts`,
      names.map((item) => `export * from "${item}";`).join("\n"),
    );
  }
}

/** Breaks a sound tree and returns what the script says about it. */
async function complaints(damage: (tree: Tree) => void): Promise<string> {
  return withTempDir(async (folder) => {
    const tree = new Tree(folder);
    damage(tree);
    const { status, stderr } = await tree.check();
    expect(status).toBe(1);
    return stderr;
  });
}

describe("check-boundaries", () => {
  it("is content with a tree in which everybody keeps to the table", async () => {
    await withTempDir(async (folder) => {
      const { status, stderr } = await new Tree(folder).check();
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    });
  });

  it.each([
    [
      "a forbidden arrow",
      (tree: Tree) => {
        tree.add("trust/src/a.ts", 'import "@t/signing";');
      },
      "packages/trust/src/a.ts: trust must not import signing",
    ],
    [
      "a forbidden arrow in a type",
      (tree: Tree) => {
        tree.add("core/src/a.ts", 'export type A = import("@t/trust").B;');
      },
      "core must not import trust",
    ],
    [
      "a forbidden arrow in a dynamic import",
      (tree: Tree) => {
        tree.add("node-io/src/a.ts", 'await import("@t/archive");');
      },
      "node-io must not import archive",
    ],
    [
      "an undeclared dependency",
      (tree: Tree) => {
        tree.editManifest("archive", (manifest) => {
          delete manifest.dependencies["pako"];
        });
      },
      "archive: imports pako without declaring it",
    ],
    [
      "an unused dependency",
      (tree: Tree) => {
        tree.add("archive/src/index.ts", 'import "pako"; import "@t/core";');
      },
      "archive: declares tar-stream, imports it nowhere",
    ],
    [
      "a missing reference",
      (tree: Tree) => {
        tree.add("trust/tsconfig.json", '{ "references": [] }');
      },
      "trust: tsconfig.json lacks a reference to core",
    ],
    [
      "a superfluous reference",
      (tree: Tree) => {
        tree.add(
          "core/tsconfig.json",
          '{ "references": [{ "path": "../trust" }] }',
        );
      },
      "core: tsconfig.json refers to trust, not declared",
    ],
    [
      "a deep import",
      (tree: Tree) => {
        tree.add("trust/src/a.ts", 'import "@t/core/dist/bytes.js";');
      },
      "@t/core/dist/bytes.js bypasses the exports of @t/core",
    ],
    [
      "a relative path into another package",
      (tree: Tree) => {
        tree.add("trust/src/a.ts", 'import "../../core/src/index.js";');
      },
      "../../core/src/index.js reaches outside its package",
    ],
    [
      "a library outside its home",
      (tree: Tree) => {
        tree.add("patch-verify/src/a.ts", 'import "node-forge";');
      },
      "patch-verify must not import the library node-forge",
    ],
    [
      "a library nobody knows",
      (tree: Tree) => {
        tree.add("cli/bin/a.js", 'import "left-pad";');
      },
      "cli must not import the library left-pad",
    ],
    [
      "node: in a browser-safe package",
      (tree: Tree) => {
        tree.add("archive/src/a.ts", 'import "node:zlib";');
      },
      "packages/archive/src/a.ts: node:zlib does not exist in a browser",
    ],
    [
      "Buffer in a browser-safe package",
      (tree: Tree) => {
        tree.add("core/src/a.ts", "export const a = Buffer.alloc(1);");
      },
      "packages/core/src/a.ts: Buffer does not exist in a browser",
    ],
    [
      "a package without a row in the table",
      (tree: Tree) => {
        tree.add("extra/package.json", '{ "name": "@t/extra" }');
        tree.add("extra/tsconfig.json", "{}");
      },
      "packages/extra: not in the table",
    ],
    [
      "a cycle",
      (tree: Tree) => {
        tree.add("core/src/a.ts", 'import "@t/archive";');
      },
      "cycle: ",
    ],
  ])("notices %s", async (_name, damage, problem) => {
    expect(await complaints(damage)).toContain(problem);
  });

  it("does not mistake a member of that name for a global", async () => {
    await withTempDir(async (folder) => {
      const tree = new Tree(folder);
      tree.add("core/src/a.ts", "export const a = (b: any) => b.process;");
      expect((await tree.check()).stderr).toBe("");
    });
  });
});

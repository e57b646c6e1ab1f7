import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { codeOf, processorMs } from "@stx-patch/testkit";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { readRecipe, writeRecipeYaml } from "../src/index.js";

const top = new URL("../../../", import.meta.url);
const schema = JSON.parse(
  readFileSync(new URL("docs/schema/recipe.schema.json", top), "utf8"),
) as object;
const fits = new Ajv2020({ strict: false }).compile(schema);

const read = (text: string): ReturnType<typeof readRecipe> =>
  readRecipe(new TextEncoder().encode(text), "recipe");

const isReadable = (text: string): boolean => {
  try {
    read(text);
    return true;
  } catch (error) {
    expect(error).toMatchObject({
      code: expect.stringMatching(/^RECIPE_/) as unknown,
    });
    return false;
  }
};

const MINIMAL = {
  id: "P_1",
  sw_version: "20.06",
  recipes: [{ name: "s", packages: [{ name: "p" }] }],
};

const XML = `<?xml version="1.0"?>
<PATCH_RECIPE><!-- a comment,
  of two lines -->
  <METADATA><ID> P_1 </ID><SW_VERSION>20.06</SW_VERSION>
    <SUMMARY>a &amp; b</SUMMARY><UNREMOVABLE>Y</UNREMOVABLE><REBOOT_REQUIRED>N</REBOOT_REQUIRED>
    <REQUIRES><ID>P_0</ID></REQUIRES></METADATA>
  <BUILD><CONTEXT>v1</CONTEXT>
    <RECIPE name="s"><PREBUILT/>
      <PACKAGE name="p"><PERSONALITY>controller</PERSONALITY><ARCH>noarch</ARCH></PACKAGE></RECIPE>
  </BUILD>
</PATCH_RECIPE>`;

describe("readRecipe", () => {
  it("reads the original's XML", () => {
    expect(read(XML)).toEqual({
      id: "P_1",
      swVersion: "20.06",
      summary: "a & b",
      description: "",
      installInstructions: "",
      warnings: "",
      status: "DEV",
      unremovable: true,
      rebootRequired: false,
      applyActiveReleaseOnly: false,
      requires: ["P_0"],
      preApply: undefined,
      preRemove: undefined,
      context: "v1",
      sources: [
        {
          name: "s",
          prebuilt: true,
          packages: [
            {
              name: "p",
              personalities: ["controller"],
              architectures: ["noarch"],
            },
          ],
        },
      ],
    });
  });

  it("reads its own YAML back to the same recipe, which fits the schema", () => {
    const recipe = read(XML);
    const yaml = writeRecipeYaml(recipe);
    expect(read(yaml)).toEqual(recipe);
    expect(fits(parse(yaml))).toBe(true);
    expect(yaml.match(/^#/gm)?.length).toBeGreaterThan(8);
  });

  it.each(["REBOOT_REQUIRED", "SUMMARY", "CONTEXT", "PACKAGE", "PERSONALITY"])(
    "names an unknown tag, its line and the nearest known one for %s",
    (tag) => {
      const text = XML.replaceAll(tag, `${tag}S`);
      const line = text.slice(0, text.indexOf(`<${tag}S`)).split("\n").length;
      expect(() => read(text)).toThrow(
        expect.objectContaining({
          code: "RECIPE_UNKNOWN",
          message: expect.stringContaining(
            `line ${line}: "${tag}S"`,
          ) as unknown,
          remedy: `Did you mean ${tag}?`,
        }),
      );
    },
  );

  it.each<[what: string, text: string, code: string]>([
    ["an attribute", XML.replace('name="s"', 'nam="s"'), "RECIPE_UNKNOWN"],
    [
      "a document type",
      XML.replace("<PATCH", "<!DOCTYPE a><PATCH"),
      "RECIPE_FORBIDDEN",
    ],
    ["an entity", XML.replace("&amp;", "&lol;"), "RECIPE_FORBIDDEN"],
    ["no id", XML.replace("P_1", ""), "RECIPE_MISSING"],
    ["a flag that is neither", XML.replace(">N<", ">No<"), "RECIPE_VALUE"],
    [
      "an id twice",
      XML.replace("<SUMMARY>", "<ID>P</ID><SUMMARY>"),
      "RECIPE_REPEATED",
    ],
    [
      "a comment inside of an attribute",
      XML.replace('"s"', '"<!-- -->s"'),
      "RECIPE_SYNTAX",
    ],
    ["an end that is missing", XML.slice(0, -3), "RECIPE_SYNTAX"],
    ["nothing", "", "RECIPE_MISSING"],
    ["an anchor and an alias", "id: &a P\nsummary: *a", "RECIPE_FORBIDDEN"],
    ["a tag", "id: !!str P", "RECIPE_FORBIDDEN"],
    ["a second document", "id: P\n---\nid: Q", "RECIPE_FORBIDDEN"],
    ["a directive", "%YAML 1.1\n---\nid: P", "RECIPE_FORBIDDEN"],
    ["a merge key", "id: P\n<<: {sw_version: '1'}", "RECIPE_UNKNOWN"],
    ["a key twice", "id: P\nid: Q", "RECIPE_REPEATED"],
    ["a key twice, once in quotes", 'id: P\n"id": Q', "RECIPE_REPEATED"],
    ["a key twice, deeper", "recipes: [{a: 1, a: 2}]", "RECIPE_REPEATED"],
    ["depth in brackets", "[".repeat(100_000), "RECIPE_TOO_LARGE"],
    ["depth in dashes", "- ".repeat(100_000), "RECIPE_TOO_LARGE"],
    [
      "depth in columns",
      "a:\n"
        .repeat(99)
        .replaceAll("a", (_, i: number) => `${" ".repeat(i / 3)}a`),
      "RECIPE_TOO_LARGE",
    ],
    ["depth in one line", "a: ".repeat(20_000), "RECIPE_SYNTAX"],
    ["size", `# ${"x".repeat(300_000)}`, "RECIPE_TOO_LARGE"],
    ["what is no UTF-8 to begin with", "id: \u0000", "RECIPE_VALUE"],
  ])("refuses %s", async (_, text, code) => {
    expect(await codeOf(Promise.resolve().then(() => read(text)))).toBe(code);
  });

  it("is done with a file of nothing but keys: each was compared with every other, which took minutes", async () => {
    const keys = Array.from({ length: 30_000 }, (_, i) => `k${i}:\n`).join("");
    const time = await processorMs(() => {
      expect(isReadable(keys)).toBe(false);
    });
    expect(time).toBeLessThan(3_000);
  });

  it.each<[what: string, change: object]>([
    ["nothing odd", {}],
    [
      "all keys",
      {
        status: "REL",
        requires: ["A"],
        unremovable: true,
        context: "r/a",
        pre_apply: "x y",
      },
    ],
    ["a number for a release", { sw_version: 20.06 }],
    ["no release", { sw_version: undefined }],
    ["an id with a slash", { id: "../P" }],
    ["an id that is too long", { id: "P".repeat(101) }],
    ["an unknown key", { sw_versoin: "1" }],
    ["a text for a truth value", { unremovable: "yes" }],
    ["null", { summary: null }],
    ["a requirement twice", { requires: ["A", "A"] }],
    ["a requirement that is no list", { requires: "A" }],
    ["a context like an option", { context: "--upload-pack=x" }],
    ["a path with a line end", { pre_apply: "a\nb" }],
    ["no recipe", { recipes: [] }],
    ["a recipe without packages", { recipes: [{ name: "s", packages: [] }] }],
    ["a package without name", { recipes: [{ name: "s", packages: [{}] }] }],
    [
      "a retired node type",
      {
        recipes: [
          { name: "s", packages: [{ name: "p", personalities: ["compute"] }] },
        ],
      },
    ],
    [
      "a package with a pattern",
      { recipes: [{ name: "s", packages: [{ name: "*" }] }] },
    ],
    [
      "an arch with a path",
      { recipes: [{ name: "s", packages: [{ name: "p", arch: ["../x"] }] }] },
    ],
    [
      "an arch that is no list",
      { recipes: [{ name: "s", packages: [{ name: "p", arch: "noarch" }] }] },
    ],
  ])("agrees with the published schema on %s", (_, change) => {
    const text = JSON.stringify({ ...MINIMAL, ...change });
    expect(isReadable(text)).toBe(fits(JSON.parse(text)));
  });

  it("names the line of a value in YAML, and how to write a release", () => {
    expect(() => read("id: P\nsw_version: 20.10\n")).toThrow(
      expect.objectContaining({
        code: "RECIPE_VALUE",
        message: "recipe, line 2: sw_version is a text, got number 20.1",
        remedy: expect.stringContaining("quotes") as unknown,
      }),
    );
  });

  it("reads the examples, which fit the schema", () => {
    const example = (name: string): string =>
      readFileSync(new URL(`examples/recipes/${name}`, top), "utf8");
    const yaml = example("STX_20.06_PATCH_0012.yaml");
    expect(fits(parse(yaml))).toBe(true);
    expect(read(yaml).requires).toEqual([
      read(example("STX_20.06_PATCH_0011.xml")).id,
    ]);
  });
});

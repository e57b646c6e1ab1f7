// Recipes in YAML and in the original's XML: what is read must survive being written and read again.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { readRecipe, RECIPE_ERRORS, writeRecipeYaml } from "@stx-patch/recipe";

import { textMutations } from "../lib/text-mutations.mjs";
import { claim, orCoded, untouchedPrototypes, words } from "./support.mjs";

const EXAMPLES = new URL("../../examples/recipes/", import.meta.url);
const FILES = ["STX_20.06_PATCH_0011.xml", "STX_20.06_PATCH_0012.yaml"];

const read = (bytes) =>
  orCoded(RECIPE_ERRORS, () => readRecipe(bytes, "input"));

async function run(bytes) {
  const { value: recipe } = await read(bytes);
  untouchedPrototypes();
  if (recipe === undefined) return;
  const written = Buffer.from(writeRecipeYaml(recipe));
  const { value: again, code } = await read(written);
  claim(
    // The comments may make it larger than a recipe may be.
    code === "RECIPE_TOO_LARGE" || isDeepStrictEqual(again, recipe),
    `a recipe changes when it is written and read again: ${code ?? "another"}`,
  );
}

export const target = {
  maxBytes: 1 << 13,
  run,
  mutations: textMutations,
  dictionary: words(
    "recipes:\n",
    "\n---\n",
    "\n...\n",
    "&a ",
    "*a",
    "<<: ",
    "!!str ",
    "? ",
    "- - - ",
    "{a: [",
    "|2-\n",
    "\t",
    "__proto__: ",
    "%YAML 1.1\n",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "<!-- ",
    " -->",
    "<![CDATA[",
    "&#x41;",
    "<PREBUILT/>",
    "<REQUIRES><ID>P</ID></REQUIRES>",
  ),
  seeds: () => {
    const examples = FILES.map((name) => readFileSync(new URL(name, EXAMPLES)));
    const json =
      '{"id":"P_1","sw_version":"20.06","recipes":[{"name":"s","packages":[{"name":"p","personalities":["controller"]}]}]}';
    const ours = examples.map((bytes) =>
      Buffer.from(writeRecipeYaml(readRecipe(bytes, "example"))),
    );
    return [...examples, ...ours, Buffer.from(json)];
  },
};

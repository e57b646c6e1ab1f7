// stx-patch.yaml: plain YAML of known settings. What it says becomes words of a command line, and no others.
import { readFileSync } from "node:fs";
import { TextDecoder } from "node:util";
import { readPlainYaml } from "@stx-patch/recipe";

import { textMutations } from "../lib/text-mutations.mjs";
import { claim, untouchedPrototypes, words } from "./support.mjs";

const CONFIG = new URL("../../packages/cli/dist/config/", import.meta.url);
const load = (name) => import(new URL(`${name}.js`, CONFIG).href);
const { readSettings } = await load("read-settings");
const { allSettings } = await load("settings");
const { CONFIG_ERRORS } = await load("error");
const known = await allSettings();

/** As a reader refuses it; its codes are mapped by read-config-file.ts. */
class Refused extends Error {}

async function run(bytes) {
  const root = rootOf(bytes);
  untouchedPrototypes();
  if (root === undefined) return;
  for (const kind of ["named", "project"]) {
    const place = { path: "/project/stx-patch.yaml", kind };
    const { values, problems } = readSettings(root, place, known, {
      HOME: "/home/a",
    });
    for (const { code } of problems)
      claim(Object.hasOwn(CONFIG_ERRORS, code), `no such code: ${code}`);
    for (const [name, { words: said }] of values) {
      claim(
        known.some((each) => each.name === name),
        `${name} is no setting`,
      );
      claim(
        said.length > 0 && said.every((word) => typeof word === "string"),
        `${name} has no words`,
      );
      claim(
        kind === "named" || name !== "trusted-projects",
        "a project trusts itself",
      );
    }
  }
  untouchedPrototypes();
}

function rootOf(bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return readPlainYaml(text, (problem) => new Refused(problem));
  } catch (error) {
    // TextDecoder says TypeError for what is no UTF-8.
    if (
      error instanceof Refused ||
      error.code === "ERR_ENCODING_INVALID_ENCODED_DATA"
    )
      return undefined;
    throw error;
  }
}

export const target = {
  maxBytes: 1 << 13,
  run,
  mutations: textMutations,
  dictionary: words(
    "&a ",
    "*a",
    "<<: ",
    "!!str ",
    "? ",
    "{a: [",
    "|\n",
    "__proto__: ",
    ...known.map(({ name }) => `${name}: `),
  ),
  seeds: () => [
    readFileSync(
      new URL("../../examples/configuration/stx-patch.yaml", import.meta.url),
    ),
    Buffer.from(known.map(({ name }) => `${name}: a\n`).join("")),
    Buffer.from(
      JSON.stringify(
        Object.fromEntries(known.map(({ name }) => [name, ["a"]])),
      ),
    ),
  ],
};

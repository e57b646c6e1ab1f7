import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import type { OptionSpec } from "../../src/command-line/option.js";
import type { ConfigFile } from "../../src/config/config-file.js";
import { resolveSettings } from "../../src/config/resolve.js";
import { settingsOfOption, type Setting } from "../../src/config/settings.js";

const option = (name: string, setting: OptionSpec["setting"]): OptionSpec => ({
  name,
  kind: "text",
  describe: name,
  group: "Test",
  setting,
});

/** `key` and `signer` say the same in two ways, `pass` belongs to both; `free` is by itself. */
const OPTIONS = [
  option("key", { besides: ["signer"] }),
  option("signer", { besides: ["key"] }),
  option("pass", { besides: ["key", "signer"] }),
  option("free", {}),
];
const SETTINGS: Setting[] = OPTIONS.flatMap(settingsOfOption);
const NAMES = SETTINGS.map(({ name }) => name);

/** Names said in each layer, nearest first: the line, the environment, three files. */
const layers = fc.array(fc.uniqueArray(fc.constantFrom(...NAMES)), {
  minLength: 5,
  maxLength: 5,
});

function resolved(said: readonly (readonly string[])[]): Map<string, string> {
  const [line = [], environment = [], ...files] = said;
  const env = Object.fromEntries(
    environment.map((name) => [`STX_PATCH_${name.toUpperCase()}`, "layer 1"]),
  );
  const found = resolveSettings(
    SETTINGS,
    (name) => line.includes(name),
    files.map((names, i): ConfigFile => ({
      kind: "user",
      path: `/file-${i}`,
      values: new Map(
        names.map((name) => [name, { words: [`layer ${i + 2}`], line: 1 }]),
      ),
    })),
    { env, cwd: "/" },
  );
  return new Map(found.map(({ setting, words }) => [setting.name, words[0]!]));
}

describe("which value of a setting counts", () => {
  it("is the nearest one, unless something nearer says the same in another way", () => {
    fc.assert(
      fc.property(layers, (said) => {
        const nearest = (name: string): number =>
          said.findIndex((names) => names.includes(name));
        const values = resolved(said);
        for (const { name, setting } of OPTIONS) {
          const at = nearest(name);
          const isOutdone = (setting?.besides ?? []).some((other) => {
            const otherAt = nearest(other);
            return otherAt !== -1 && otherAt < at;
          });
          const expected = at < 1 || isOutdone ? undefined : `layer ${at}`;
          expect(values.get(name)).toBe(expected);
        }
      }),
    );
  });

  it("never mixes a key of one place with the passphrase of one farther away", () => {
    expect(resolved([["key"], [], ["key", "pass"], [], []])).toEqual(new Map());
    expect(resolved([[], [], ["signer"], ["key", "pass"], []])).toEqual(
      new Map([["signer", "layer 2"]]),
    );
  });

  it("is of two ways to say the same both, when one place says both", () => {
    expect(resolved([[], [], ["key", "signer", "pass"], ["key"], []])).toEqual(
      new Map([
        ["key", "layer 2"],
        ["signer", "layer 2"],
        ["pass", "layer 2"],
      ]),
    );
  });
});

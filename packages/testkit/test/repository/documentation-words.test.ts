import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { repositoryFiles, ROOT } from "./root.js";

const read = (page: string): string => readFileSync(join(ROOT, page), "utf8");

/** Options of the kernel, which begin like codes of ours. */
const KERNEL = /^CONFIG_(?:CRYPTO|IMA|INTEGRITY)_/;

/** Pages for users. `docs/cli.md`, `docs/errors.md` and `docs/api/` come out of the declarations, and CI compares them with those. */
const PAGES = repositoryFiles().filter(
  (path) =>
    path.endsWith(".md") &&
    /^(docs\/|examples\/|packages\/cli\/|signing-keys\/|README|SECURITY)/.test(
      path,
    ) &&
    !/^docs\/(?:cli\.md|errors\.md|api\/)/.test(path),
);

/** What stands in blocks and between backticks. */
function codeIn(page: string): string {
  return [...read(page).matchAll(/```[^]*?```|`[^`]*`/g)].join("\n");
}

const unique = (words: Iterable<string>): string[] => [...new Set(words)];

/** Options of other programs, which pages mention. */
const FOREIGN = new Set(
  [
    ["rpmsign", "--signfiles --fskpath"],
    ["rpm", "--nosignature --qf"],
    ["evmctl", "--sigfile --key"],
    ["npm", "--save-dev --yes --no-audit --no-fund"],
    ["git", "--depth"],
    ["sha256sum", "--ignore-missing"],
    ["getfattr", "--absolute-names"],
    ["dnf", "--installroot --releasever"],
    ["node", "--cpu-prof"],
    ["pkcs11-tool", "--pin"],
    ["gh", "--env"],
    ["docker", "--build-arg --network --read-only --rm"],
    ["ansible-playbook", "--syntax-check"],
    ["scripts/bench.mjs", "--huge --quick --runs --only"],
    ["scripts/make-conformance.mjs", "--check"],
    [
      "npm run fuzz",
      "--seconds --seed --memory-mib --update-corpus --reproduce",
    ],
  ].flatMap(([, options = ""]) => options.split(" ")),
);

describe("options that the documentation mentions", () => {
  const known = new Set(read("docs/cli.md").match(/--[a-z][\w-]*/g));

  it.each(PAGES)("are there: %s", (page) => {
    const mentioned = unique(
      codeIn(page).match(/(?<![\w-])--[a-z][\w-]*/g) ?? [],
    );
    const unknown = mentioned.filter(
      (option) => !known.has(option) && !FOREIGN.has(option),
    );
    expect(unknown).toEqual([]);
  });
});

describe("codes that the documentation mentions", () => {
  const codes = unique(
    [...read("docs/errors.md").matchAll(/^\| `([A-Z0-9_]+)`/gm)].map(
      ([, code = ""]) => code,
    ),
  );
  const families = new Set(codes.map((code) => code.split("_")[0]));

  it("are compared with a catalogue that is there", () => {
    expect(codes.length).toBeGreaterThan(300);
  });

  it.each(PAGES)("are there: %s", (page) => {
    const mentioned = unique(
      codeIn(page).match(/(?<![\w$%{/-])[A-Z]+_[A-Z0-9_]+\*?(?![\w./=-])/g) ??
        [],
    ).filter(
      (word) => families.has(word.split("_")[0] ?? "") && !KERNEL.test(word),
    );
    const unknown = mentioned.filter((word) =>
      word.endsWith("*")
        ? !codes.some((code) => code.startsWith(word.slice(0, -1)))
        : !codes.includes(word),
    );
    expect(unknown).toEqual([]);
  });
});

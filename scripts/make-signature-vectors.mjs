// Makes packages/testkit/vectors/signature/: signatures, good and bad, in the form of Project Wycheproof's files.
// usage: node scripts/make-signature-vectors.mjs [--check]   (--check writes nothing and fails when the committed files differ)
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import prettier from "prettier";

import { pkcs1Groups, PKCS1_NOTES } from "./signatures/vectors/pkcs1.mjs";
import { pssGroups, PSS_NOTES } from "./signatures/vectors/pss.mjs";

const FOLDER = new URL(
  "../packages/testkit/vectors/signature/",
  import.meta.url,
);

const FILES = [
  {
    name: "rsa_pss_sha256_mgf1_32_test.json",
    algorithm: "RSASSA-PSS",
    schema: "rsassa_pss_verify_schema.json",
    notes: PSS_NOTES,
    groups: pssGroups,
  },
  {
    name: "rsa_pkcs1_sha256_test.json",
    algorithm: "RSASSA-PKCS1-v1_5",
    schema: "rsassa_pkcs1_verify_schema.json",
    notes: PKCS1_NOTES,
    groups: pkcs1Groups,
  },
];

mkdirSync(FOLDER, { recursive: true });
for (const { name, groups, ...given } of FILES) {
  const path = fileURLToPath(new URL(name, FOLDER));
  const content = await format({ ...given, groups: groups() });
  if (content === readIfThere(path)) continue;
  if (process.argv.includes("--check")) {
    console.error(
      `${path} is stale: run node scripts/make-signature-vectors.mjs`,
    );
    process.exitCode = 1;
  } else {
    writeFileSync(path, content);
    console.log(`wrote ${name}`);
  }
}

/** Numbers the tests and puts everything into the schema's shape. */
function format({ algorithm, schema, notes, groups }) {
  let numberOfTests = 0;
  const testGroups = groups.map(({ tests, ...group }) => ({
    ...group,
    tests: tests.map((test) => ({ tcId: (numberOfTests += 1), ...test })),
  }));
  const used = new Set(
    testGroups.flatMap(({ tests }) => tests.flatMap(({ flags }) => flags)),
  );
  const file = {
    algorithm,
    schema,
    generatorVersion: "stx-patch 1",
    numberOfTests,
    header: [
      "Made by scripts/make-signature-vectors.mjs. Keys come out of seeds and are not secret.",
    ],
    notes: Object.fromEntries(
      Object.entries(notes).filter(([flag]) => used.has(flag)),
    ),
    testGroups,
  };
  return prettier.format(JSON.stringify(file), { parser: "json" });
}

function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

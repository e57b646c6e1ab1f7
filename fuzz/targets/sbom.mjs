// An SBOM of either format, held against a patch: one that passes for the patch's must say what the patch is.
import { createHash } from "node:crypto";
import { openRpm } from "@stx-patch/rpm-parser";
import { compareSbom, readSbom, SBOM_ERRORS, sbomBytes } from "@stx-patch/sbom";

import { jsonMutations } from "../lib/json-mutations.mjs";
import { namesAreUnique } from "./json-names.mjs";
import {
  claim,
  orCoded,
  untouchedPrototypes,
  vector,
  words,
} from "./support.mjs";

const RPMS = [
  "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm",
  "unsigned/4.18/epoch-2.0-1.noarch.rpm",
];

const contents = {
  metadata: {
    id: "STX_20.06_PATCH_0001",
    swVersion: "20.06",
    status: "DEV",
    summary: "Fixes the audit",
    description: "",
    installInstructions: "",
    warnings: "",
    unremovable: false,
    rebootRequired: true,
    applyActiveReleaseOnly: false,
    requires: [],
    semantics: [],
    personalities: [{ type: "controller", packages: ["cgcs-patch"] }],
    contents: [],
  },
  sha256: "11".repeat(32),
  timeSeconds: 1_600_000_000,
  rpms: await Promise.all(RPMS.map(rpmOf)),
};

async function rpmOf(path) {
  const bytes = vector(`rpm/${path}`);
  const { headers } = await openRpm([bytes]);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { fileName: path.slice(path.lastIndexOf("/") + 1), sha256, headers };
}

async function run(bytes) {
  const { value: sbom } = await orCoded(SBOM_ERRORS, () => readSbom(bytes));
  untouchedPrototypes();
  if (sbom === undefined) return;
  const text = Buffer.from(bytes).toString();
  claim(namesAreUnique(text), "a name that comes twice is read");
  const findings = compareSbom(sbom, contents);
  untouchedPrototypes();
  for (const { code } of findings)
    claim(Object.hasOwn(SBOM_ERRORS, code), `no such code: ${code}`);
  if (findings.every(({ severity }) => severity !== "error"))
    saysWhatThePatchIs(JSON.parse(text));
}

/** Looks at the document in another way than the product: every digest and every file name, wherever it stands. */
function saysWhatThePatchIs(document) {
  const texts = new Set(textsIn(document));
  const digests = [contents, ...contents.rpms].map(({ sha256 }) => sha256);
  for (const digest of digests)
    claim(
      texts.has(digest) || texts.has(digest.toUpperCase()),
      `passes without the digest ${digest}`,
    );
  const packages = document.packages ?? document.components;
  const named = packages.flatMap(({ name }) => [name]);
  claim(named.includes("cgcs-patch"), "passes without a package of the patch");
}

function* textsIn(value) {
  if (typeof value === "string") yield value.toLowerCase();
  if (typeof value === "object" && value !== null)
    for (const inner of Object.values(value)) yield* textsIn(inner);
}

export const target = {
  maxBytes: 1 << 15,
  run,
  mutations: jsonMutations,
  dictionary: words(
    "__proto__",
    '"hashes":[{"alg":"SHA-256","content":""}]',
    '"checksums":[]',
    "CONTAINED_BY",
    "pkg:rpm/starlingx/a@1?arch=noarch",
    "\\u0061",
  ),
  seeds: () =>
    ["cyclonedx", "spdx"].map((format) =>
      Buffer.concat([
        ...sbomBytes(format, contents, { toolVersion: "1.2.3", supplier: "S" }),
      ]),
    ),
};

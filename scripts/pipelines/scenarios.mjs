import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import {
  expectNoKeyIn,
  expectNoPatchForWantOfAKey,
  expectPatch,
  expectReports,
} from "./expectations.mjs";
import { makeRepository, Scratch } from "./repository.mjs";

const DAMAGE = fileURLToPath(new URL("damage.mjs", import.meta.url));

/**
 * How the jobs of a template are run here.
 *
 * @typedef {object} System
 * @property {string} template - name of its directory in examples/ci
 * @property {(repository: string, scratch: Scratch) => void} validate - throws when the template's own grammar finds fault with it
 * @property {(run: Run) => Promise<Outcome> | Outcome} pipeline
 *
 * @typedef {object} Run
 * @property {string} repository - what the pipeline checks out
 * @property {string} work - where it works
 * @property {string} id - wanted id of the patch
 * @property {"dev" | "formal"} role
 * @property {string} key - file with what the secret store has under the name of that role's key
 * @property {string} imaKey
 * @property {(out: string, checkout: string) => string[]} between - the command that has to be run between the two jobs, given where the second one
 *   finds the artifacts and where it finds (or checks out) the repository
 *
 * @typedef {object} Outcome
 * @property {number} build - exit status of the step that builds
 * @property {number | undefined} verify - that of the step that verifies, undefined when it did not run
 * @property {string} out - directory of the artifacts that were kept
 */

/** Every pipeline has to do the same: one good way for each role, and three ways to fail. */
const STORIES = [
  {
    story: "development key",
    role: "dev",
    build: 0,
    verify: 0,
    verdict: "trusted",
  },
  {
    story: "formal key",
    role: "formal",
    build: 0,
    verify: 0,
    verdict: "trusted",
  },
  {
    story: "patch changed between the jobs",
    role: "dev",
    between: ({ out, id }) => [
      process.execPath,
      DAMAGE,
      join(out, `${id}.patch`),
    ],
    build: 0,
    verify: 2,
    verdict: "malformed",
  },
  {
    story: "signer whom the repository does not trust",
    role: "dev",
    between: ({ keys, checkout }) => [
      "cp",
      keys.formalCertificate,
      join(checkout, "trust/dev.pem"),
    ],
    build: 0,
    verify: 3,
    verdict: "untrusted",
  },
  {
    story: "formal key asked for and missing",
    role: "formal",
    key: "empty",
    build: 4,
    verify: undefined,
  },
];

/** @param {System} system */
export async function testSystem(system) {
  const scratch = new Scratch();
  try {
    const repository = makeRepository(scratch, system.template, "template");
    system.validate(repository, scratch);
    console.log(`${system.template}: the template is valid`);
    for (const [number, story] of STORIES.entries())
      await tell(system, scratch, story, number + 1);
  } finally {
    scratch.remove();
  }
}

async function tell(system, scratch, story, number) {
  const { role } = story;
  const id = role === "dev" ? "CHECK_42" : "STX_20.06_PATCH_0001";
  const repository = makeRepository(scratch, system.template, `story${number}`);
  const work = join(scratch.path, `work${number}`);
  mkdirSync(work);
  const outcome = await system.pipeline({
    repository,
    work,
    id,
    role,
    key: scratch.keys[story.key ?? role],
    imaKey: scratch.keys.ima,
    between: (out, checkout) =>
      story.between?.({ keys: scratch.keys, out, checkout, id }) ?? ["true"],
  });
  assert.deepEqual(
    { build: outcome.build, verify: outcome.verify },
    { build: story.build, verify: story.verify },
    `${system.template}: ${story.story}`,
  );
  if (story.build === 0) {
    expectPatch(outcome.out, { id, role });
    expectReports(outcome.out, story.verdict);
  } else expectNoPatchForWantOfAKey(outcome.out);
  const keys = [scratch.keys.dev, scratch.keys.formal, scratch.keys.ima];
  for (const place of [repository, work]) expectNoKeyIn(place, keys);
  console.log(
    `${system.template}: ${story.story}: build ${outcome.build}, verify ${outcome.verify ?? "not run"}, ${story.verdict ?? "no patch"}`,
  );
}

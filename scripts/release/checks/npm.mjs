// The npm packages as their users get them: manifests, contents, what npm says before it publishes, all of them installed into an empty project, every
// executable used, every library imported, and their types compiled as strictly as can be.
// usage: node scripts/release/checks/npm.mjs   (after npm run package)
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { publint } from "publint";
import { formatMessage } from "publint/utils";

import { commandPackage, publicPackages } from "../public-packages.mjs";
import { installPacked } from "./install-packed.mjs";
import { manifestProblems } from "./manifest-problems.mjs";
import { runLibraryExamples } from "./library-examples.mjs";
import { inScratch, MADE, ROOT } from "./scratch.mjs";
import { makeInputs, smoke } from "./smoke.mjs";
import { machinePaths } from "./tarball.mjs";
import { compileTypes } from "./types.mjs";

await inScratch(async (folder) => {
  const packages = publicPackages(ROOT);
  const names = packages.map(({ manifest }) => manifest.name);
  assert.deepEqual(manifestProblems(ROOT, packages), []);
  assert.deepEqual(await publintProblems(tarballs()), []);
  assert.deepEqual(machinePaths(tarballs()), []);
  assert.deepEqual(publishWarnings(names), []);

  const project = installPacked(join(folder, "project"));
  const { version, bin } = commandPackage(ROOT);
  const executables = Object.keys(bin);
  const start = (name) => [join(project, "node_modules/.bin", name)];
  smoke(
    { version, executables, start },
    makeInputs(ROOT, folder),
    join(folder, "work"),
  );
  importAll(project, names);
  const resolutions = compileTypes(project, names);
  const examples = runLibraryExamples(project, join(folder, "library"));
  return `${names.length} packages, ${executables.length} executables; types under ${resolutions.join(" and ")}; ${examples} library examples compile and run; npm publish --dry-run warns of nothing`;
});

function tarballs() {
  const folder = join(MADE, "npm");
  return readdirSync(folder).map((name) => join(folder, name));
}

async function publintProblems(tarballs) {
  const results = tarballs.map(async (path) => {
    const { buffer } = new Uint8Array(readFileSync(path));
    const { messages, pkg } = await publint({
      pack: { tarball: buffer },
      strict: true,
    });
    return messages.map(
      (message) => `${pkg.name}: ${formatMessage(message, pkg)}`,
    );
  });
  return (await Promise.all(results)).flat();
}

/** What npm would mend or warn of. That nobody is logged in is not about the packages, and its own settings are not ours. */
function publishWarnings(names) {
  const { status, stderr, stdout } = spawnSync(
    "npm",
    ["publish", "--dry-run", ...names.map((name) => `--workspace=${name}`)],
    {
      cwd: ROOT,
      encoding: "utf8",
    },
  );
  assert.equal(status, 0, stdout + stderr);
  return stderr
    .split("\n")
    .filter((line) => /^npm (?:warn|error)/i.test(line))
    .filter(
      (line) =>
        !/requires you to be logged in|unknown (?:user|env|project) config/i.test(
          line,
        ),
    );
}

/** Each library by its name, and none of its files past its exports. */
function importAll(project, names) {
  const script = join(project, "import-all.mjs");
  writeFileSync(
    script,
    `import assert from "node:assert/strict";
for (const name of ${JSON.stringify(names)}) {
  assert.notEqual(Object.keys(await import(name)).length, 0, name);
  await assert.rejects(import(\`\${name}/dist/error.js\`), { code: "ERR_PACKAGE_PATH_NOT_EXPORTED" });
}
`,
  );
  const { status, stderr } = spawnSync(process.execPath, [script], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
}

// What a newcomer can get: the sources and the release files, as in the world outside.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Makes a git repository out of the working tree, and copies the release files that `npm run package` made. Answers with the folder of both, to be removed,
 * and the shell variables by which the pages name them.
 *
 * @param {URL} root - top of the repository
 */
export function makeWalkSurroundings(root) {
  const top = fileURLToPath(root);
  const folder = mkdtempSync(join(tmpdir(), "stx-walk-"));
  const source = join(folder, "stx-patch.git");
  const release = join(folder, "release");
  // A repository of its own: it has what is not committed yet, and belongs to whoever runs this.
  const git = (...args) =>
    execFileSync("git", [`--git-dir=${source}`, ...args], { env: GIT });
  git("init", "--quiet", "--bare", "--initial-branch=main");
  git(`--work-tree=${top}`, "add", "--all");
  git(`--work-tree=${top}`, "commit", "--quiet", "--message", "The sources");
  cpSync(join(top, "dist-packages"), release, { recursive: true });
  return {
    folder,
    variables: `export SOURCE='file://${source}' RELEASE='${release}'\n`,
  };
}

const GIT = {
  PATH: process.env.PATH,
  ...{ GIT_AUTHOR_NAME: "walk", GIT_AUTHOR_EMAIL: "walk@example.org" },
  ...{ GIT_COMMITTER_NAME: "walk", GIT_COMMITTER_EMAIL: "walk@example.org" },
};

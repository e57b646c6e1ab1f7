// Runs the commands of a page in one shell.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clearTimeout, setTimeout } from "node:timers";
import { fileURLToPath } from "node:url";

/** Begins the lines that the shell prints about its own progress. */
const MARK = "\u001e";

/** What a page shows as the reader's home directory, and as the checkout that the commands are from. */
const SHOWN_HOME = "/home/me";
const SHOWN_CHECKOUT = "/home/me/stx-patch";

const CHECKOUT = fileURLToPath(new URL("../../..", import.meta.url)).replace(
  /\/$/,
  "",
);

const TIMEOUT_MS = 300_000;

/** Variables that a machine may need to reach its npm registry; nothing else of the environment is passed on. */
const REGISTRY =
  /^(npm_config_(registry|userconfig)|https?_proxy|no_proxy|node_extra_ca_certs)$/i;

/**
 * Runs commands in one shell, in an empty home directory that is gone afterwards, until one ends otherwise than the page says.
 * Answers with what each command that ran printed and ended with, standard output and error in one.
 *
 * @param commands - of `commandsOf`
 * @param surroundings.prepare - shell code to run first, in the home directory; finds the top of the repository in $CHECKOUT
 * @param surroundings.path - folders for PATH before those of the system
 */
export async function runSession(commands, { prepare, path }) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "stx-docs-")));
  const home = join(folder, "home");
  await mkdir(home);
  const script = join(folder, "session.sh");
  await writeFile(script, scriptOf(commands, prepare));
  try {
    const text = await output("bash", ["--noprofile", "--norc", script], {
      cwd: home,
      env: environment(home, path),
    });
    return resultsOf(
      text.replaceAll(home, SHOWN_HOME).replaceAll(CHECKOUT, SHOWN_CHECKOUT),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function environment(home, path) {
  const passed = Object.entries(process.env).filter(([name]) =>
    REGISTRY.test(name),
  );
  const system = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
  return {
    ...Object.fromEntries(passed),
    ...(process.env.HOME === undefined
      ? {}
      : { NPM_CONFIG_USERCONFIG: userConfig(process.env) }),
    HOME: home,
    // A machine's own npm configuration is no part of what a page shows.
    NPM_CONFIG_LOGLEVEL: "error",
    LANG: "C.UTF-8",
    PATH: [...path, nodeFolder(), system].join(":"),
  };
}

/** The user's npm configuration, which says where the registry is. */
function userConfig({ NPM_CONFIG_USERCONFIG, npm_config_userconfig, HOME }) {
  return NPM_CONFIG_USERCONFIG ?? npm_config_userconfig ?? join(HOME, ".npmrc");
}

/** Where the Node.js is that runs this, with its npm. */
function nodeFolder() {
  return join(process.execPath, "..");
}

function scriptOf(commands, prepare) {
  const steps = commands.map(
    ({ text, expected }) => `printf '${MARK}begin\\n'
${text}
__status=$?; printf '${MARK}status %d\\n' "$__status"
[ "$__status" -eq ${expected} ] || exit 0`,
  );
  return `exec </dev/null 2>&1
set -o pipefail
CHECKOUT='${CHECKOUT}'
set -e
${prepare}
set +e
unset CHECKOUT
${steps.join("\n")}
`;
}

/** What a program prints; everything that it started is ended with it. */
async function output(program, args, options) {
  const child = spawn(program, args, {
    ...options,
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  const tooLong = setTimeout(() => signalGroup(child, "SIGKILL"), TIMEOUT_MS);
  const closed = new Promise((resolve) => child.on("close", resolve));
  await new Promise((resolve) => child.on("exit", resolve));
  clearTimeout(tooLong);
  signalGroup(child, "SIGTERM");
  const patience = setTimeout(() => signalGroup(child, "SIGKILL"), 2000);
  await closed;
  clearTimeout(patience);
  return Buffer.concat(chunks).toString();
}

function signalGroup({ pid }, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // All of it has ended by itself.
  }
}

/** One entry a command that began; without a status when the shell itself ended in it. What was printed before the first one is the preparation's. */
function resultsOf(text) {
  const [preparation, ...parts] = text.split(`${MARK}begin\n`);
  const results = parts.map((part) => {
    const [printed, status] = part.split(`${MARK}status `);
    return {
      printed: printed.split("\n"),
      status: status === undefined ? undefined : Number(status),
    };
  });
  return { preparation, results };
}

// Makes the pictures of the README: a terminal as tmux shows it, and the HTML report as chromium shows it. Needs tmux and chromium; the project must be built.
// usage: node scripts/make-pictures.mjs
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

import { terminalSvg } from "./docs/pictures/terminal-svg.mjs";

const COLUMNS = 92;
const LINES = 52;

/** What is typed into the terminal. The second patch is cut short. */
const TYPED = [
  "patch-build --id STX_20.06_PATCH_0001 --release 20.06 --reboot-required N --controller rpms/stx-config-audit-*.rpm --quiet",
  "patch-verify STX_20.06_PATCH_0001.patch",
  "head -c 2000 STX_20.06_PATCH_0001.patch > cut.patch; patch-verify --quiet cut.patch; echo $?",
];

const top = fileURLToPath(new URL("../", import.meta.url));
const pictures = join(top, "docs/pictures");
const folder = mkdtempSync(join(tmpdir(), "stx-pictures-"));
try {
  mkdirSync(pictures, { recursive: true });
  prepare();
  writeFileSync(
    join(pictures, "terminal.svg"),
    terminalSvg(terminal(), COLUMNS),
  );
  await picture(join(pictures, "report.png"));
} finally {
  rmSync(folder, { recursive: true });
}

/** The commands by their names, and the RPMs that they are typed with. */
function prepare() {
  mkdirSync(join(folder, "bin"));
  const bin = join(top, "packages/cli/bin");
  for (const file of readdirSync(bin))
    symlinkSync(
      join(bin, file),
      join(folder, "bin", file.replace(/\.js$/, "")),
    );
  symlinkSync(join(top, "examples/rpms"), join(folder, "rpms"));
}

/** What a terminal shows after the commands were typed, with escape sequences. */
function terminal() {
  const server = ["-L", `stx-pictures-${process.pid}`, "-f", "/dev/null"];
  const tmux = (...args) =>
    execFileSync("tmux", [...server, ...args], {
      encoding: "utf8",
      env: environment(),
    });
  const size = ["-x", String(COLUMNS), "-y", String(LINES)];
  tmux("new-session", "-d", "-c", folder, ...size, "bash --noprofile --norc");
  try {
    tmux("send-keys", "PS1='$ '; clear", "Enter");
    for (const [i, command] of TYPED.entries()) {
      tmux("send-keys", "-l", `${command}; tmux wait-for -S typed-${i}`);
      tmux("send-keys", "Enter");
      tmux("wait-for", `typed-${i}`);
    }
    execFileSync("sleep", ["0.3"]);
    return tmux("capture-pane", "-e", "-p").replaceAll(
      /; tmux wait-for -S typed-\d/g,
      "",
    );
  } finally {
    tmux("kill-server");
  }
}

function environment() {
  return {
    ...{ HOME: folder, LANG: "C.UTF-8", TERM: "xterm-256color" },
    PATH: `${join(folder, "bin")}:${process.env.PATH}`,
  };
}

/** The report of the patch, as far as a screen shows it. */
async function picture(target) {
  const report = join(folder, "report.html");
  execFileSync(
    "patch-verify",
    ["--quiet", "--html", report, "STX_20.06_PATCH_0001.patch"],
    { cwd: folder, env: environment() },
  );
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage({
      viewport: { width: 900, height: 760 },
    });
    await page.goto(pathToFileURL(report).href);
    await page.screenshot({ path: target });
  } finally {
    await browser.close();
  }
}

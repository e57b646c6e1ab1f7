// Builds the verifier as one HTML file: script, worker, style and icon are inside, and a policy that allows nothing else.
// usage: node scripts/build-web.mjs [FILE]
import { createHash, X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = resolve(root, "packages/web/src/page");
const target = resolve(
  process.argv[2] ?? resolve(root, "packages/web/dist/verify.html"),
);

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0b57b7" d="M16 2 4 7v8c0 7.4 5 12.7 12 15 7-2.3 12-7.6 12-15V7z"/><path fill="none" stroke="#fff" stroke-width="2.6" d="m10.5 16 4 4 7.5-8"/></svg>`;

const workerCode = await bundle(`${root}packages/web/src/worker/main.ts`, {});
const script = await bundle(`${page}/main.ts`, {
  BUILT_IN: JSON.stringify({
    workerCode,
    developmentCertificate: developmentCertificate(),
  }),
});
const style = await bundle(`${page}/style.css`, {});

mkdirSync(dirname(target), { recursive: true });
const html = assemble(read(`${page}/index.html`));
writeFileSync(target, html);
console.log(`${target}: ${(html.length / 1024).toFixed(0)} KiB`);

/** From the sources, so that no stale build can get in. */
async function bundle(entry, define) {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    platform: "browser",
    target: ["chrome123", "firefox121", "safari17.5"],
    legalComments: "none",
    charset: "utf8",
    tsconfig: `${root}tsconfig.test.json`,
    define,
    metafile: true,
    logLevel: "warning",
    // Wanted by tar-stream, which only writes archives: it leaves the bundle with the writer that nobody calls.
    external: ["events"],
  });
  const left = Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.map(({ path }) => path),
  );
  if (left.length > 0) throw new Error(`${entry} needs ${left.join(", ")}`);
  return outputFiles[0].text.trim();
}

function assemble(template) {
  const { version } = JSON.parse(read(`${root}packages/web/package.json`));
  const parts = {
    "%CSP%": policy(),
    "%ICON%": `data:image/svg+xml,${encodeURIComponent(ICON)}`,
    "%VERSION%": version,
    '<link rel="stylesheet" href="style.css" />': `<style>${style}</style>`,
    '<script src="main.js"></script>': `<script>${script}</script>`,
  };
  return Object.entries(parts).reduce((text, [mark, content]) => {
    if (text.split(mark).length !== 2)
      throw new Error(`index.html needs ${mark} exactly once`);
    // A function, because a text with $ in it would be read as a pattern.
    return text.replace(mark, () => content);
  }, template);
}

/** Only the code and the style in this file, workers made of it, and no connection of any kind. */
function policy() {
  return [
    "default-src 'none'",
    `script-src '${sha256(script)}'`,
    `style-src '${sha256(style)}'`,
    "worker-src blob:",
    "img-src data:",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types verifier-worker",
  ].join("; ");
}

function developmentCertificate() {
  const pem = read(`${root}signing-keys/dev-certificate.pem`);
  const spki = new X509Certificate(pem).publicKey.export({
    type: "spki",
    format: "der",
  });
  const spkiSha256 = createHash("sha256").update(spki).digest("hex");
  return { pem, spkiSha256 };
}

function sha256(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function read(path) {
  return readFileSync(path, "utf8");
}

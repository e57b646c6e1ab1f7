// What docs/signing.md takes as given: a token with a formal key, and a signing server on the loopback. It writes the variables that the page names into
// FOLDER/variables and serves until it is ended.
// usage: node scripts/docs/prepare/signing-surroundings.mjs FOLDER
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setInterval } from "node:timers";

import {
  createSoftToken,
  signingServer,
  startLoopbackSshd,
  TEST_KEYS,
} from "../../../packages/testkit/dist/index.js";

const folder = process.argv[2];
mkdirSync(folder);
const key = readFileSync(TEST_KEYS.formal.privateKey, "utf8");
const token = await createSoftToken(folder, key, {
  token: "signing",
  key: "formal",
});
writeFileSync("pin.txt", `${token.pin}\n`);
const server = await startLoopbackSshd(folder);
process.on("SIGTERM", () => {
  server.stop();
  process.exit();
});
await server.play(signingServer({}));

const { user, port, knownHosts, identity } = server;
const variables = {
  ...token.env,
  PKCS11_LIBRARY: token.library,
  SIGNING_USER: user,
  SIGNING_SERVER: `127.0.0.1:${port}?known-hosts=${knownHosts}&identity=${identity}`,
};
const lines = Object.entries(variables).map(
  ([name, value]) => `export ${name}='${value}'\n`,
);
writeFileSync(join(folder, "variables.new"), lines.join(""));
// Whoever waits for the file finds all of it.
renameSync(join(folder, "variables.new"), join(folder, "variables"));
setInterval(() => undefined, 60_000);

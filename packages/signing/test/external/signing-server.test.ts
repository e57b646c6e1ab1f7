import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import {
  describeWithTool,
  startLoopbackSshd,
  type LoopbackSshd,
} from "@stx-patch/testkit";

import {
  createSigningServer,
  parseSignerUri,
  type SignerUri,
} from "../../src/index.js";
import { expectCode } from "../support.js";

const TOOLS = ["sshd", "ssh", "scp", "ssh-keygen", "ssh-keyscan"];

/** Plays the documented commands; the "signature" is a line at the end. Each command is written down. */
const SIGNS = [
  'echo "$1" >> commands',
  'case "$1" in',
  '"sudo /opt/signing/sign.sh -r") mkdir -p up; echo "Upload: $PWD/up" ;;',
  '"sudo /opt/signing/sign_patch.sh "*) file="${1##* }"; cp "$file" "$file.signed"; echo signed >> "$file.signed"; echo "$file.signed" ;;',
  "*) echo unknown command >&2; exit 9 ;;",
  "esac",
].join("\n");

let server: LoopbackSshd;

describeWithTool(TOOLS, "a signing server", () => {
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "stx-patch-sshd-"));
    server = await startLoopbackSshd(folder);
  }, 30_000);

  afterAll(async () => {
    server.stop();
    await rm(server.folder, { recursive: true, force: true });
  });

  it("gets the file with the documented commands and gives it back", async () => {
    await server.play(SIGNS);
    expect(await sign()).toBe("patch\nsigned\n");
    expect((await noted("commands")).split("\n")).toEqual([
      "sudo /opt/signing/sign.sh -r",
      `sudo /opt/signing/sign_patch.sh ${server.folder}/up/P_0001.patch`,
      "",
    ]);
  });

  it("whose host key is not known is not talked to", async () => {
    await server.play(`touch talked; ${SIGNS}`);
    const knownHosts = join(server.folder, "none");
    await writeFile(knownHosts, "");
    const error = await expectCode(
      () => sign({ knownHosts }),
      "SIGNER_UNAVAILABLE",
    );
    expect(error.message).toMatch(/host key verification failed/i);
    expect(await noted("talked")).toBe("nothing");
  });

  it("that is not there: SIGNER_UNAVAILABLE", async () => {
    await expectCode(() => sign({ port: 1 }), "SIGNER_UNAVAILABLE");
  });

  it("that comes back in time is reached by the second try", async () => {
    await server.play(`[ -e tried ] || { touch tried; exit 255; }\n${SIGNS}`);
    expect(await sign()).toBe("patch\nsigned\n");
  });

  it("that dies while it signs is not asked to sign again: SIGNER_UNAVAILABLE", async () => {
    await server.play(
      `case "$1" in *sign_patch*) echo x >> tries; kill $PPID; exec sleep 1 ;; esac\n${SIGNS}`,
    );
    await expectCode(() => sign(), "SIGNER_UNAVAILABLE");
    expect(await noted("tries")).toBe("x\n");
  });

  it("that takes too long: SIGNER_TIMEOUT", async () => {
    await server.play(
      `case "$1" in *sign_patch*) exec sleep 3 ;; esac\n${SIGNS}`,
    );
    await expectCode(() => sign({ timeoutMs: 1500 }), "SIGNER_TIMEOUT");
  });

  it("that refuses is quoted: SIGNER_REFUSED", async () => {
    await server.play(String.raw`printf 'no key\033[2J today\n' >&2; exit 7`);
    const error = await expectCode(() => sign(), "SIGNER_REFUSED");
    expect(error.message).toContain(String.raw`no key\x1b[2J today`);
  });

  it.each([
    ["names no folder", "echo hello"],
    ["names a relative folder", "echo Upload: up"],
    ["slips in a command", "echo 'Upload: /tmp/$(touch${IFS}x)'"],
    ["climbs out", "echo Upload: /tmp/../etc"],
    ["never stops talking", "exec cat /dev/zero"],
  ])("that %s: SIGNER_ANSWER_INVALID", async (_, script) => {
    await server.play(script);
    await expectCode(() => sign(), "SIGNER_ANSWER_INVALID");
  });

  it("that sends back far more than it got: SIGNER_ANSWER_INVALID", async () => {
    await server.play(
      `case "$1" in *sign_patch*) truncate -s 40M big; echo "$PWD/big"; exit ;; esac\n${SIGNS}`,
    );
    await expectCode(() => sign(), "SIGNER_ANSWER_INVALID");
  });

  it.each(["a b", "-rf", "$(x)", "../x", ""])(
    "is sent no file called %j",
    async (name) => {
      await expectCode(() => sign({ name }), "SIGNER_URI_INVALID");
    },
  );
});

interface SignOptions {
  readonly knownHosts?: string;
  readonly port?: number;
  readonly timeoutMs?: number;
  readonly name?: string;
}

/** Has a small file signed and gives what came back. */
async function sign({
  knownHosts = server.knownHosts,
  port = server.port,
  timeoutMs = 20_000,
  name = "P_0001.patch",
}: SignOptions = {}): Promise<string> {
  const { user, identity, folder } = server;
  const uri = parseSignerUri(
    `ssh:${user}@127.0.0.1:${port}?known-hosts=${knownHosts}&identity=${identity}`,
  ) as Extract<SignerUri, { kind: "ssh" }>;
  const file = join(folder, "x.patch");
  await writeFile(file, "patch\n");
  const around = { timeoutMs, cwd: ".", env: process.env };
  return createSigningServer(uri, around).signFile(file, name, (returned) =>
    readFile(returned, "utf8"),
  );
}

/** What the script wrote into a file. */
async function noted(name: string): Promise<string> {
  return readFile(join(server.folder, name), "utf8").catch(() => "nothing");
}

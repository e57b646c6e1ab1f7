import { spawn } from "node:child_process";
import {
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import {
  TEST_KEYS,
  vectorPath,
  waitUntil,
  withTempDir,
} from "@stx-patch/testkit";
import { codesIn, runCli } from "../support/cli.js";

const FILE = "INSVC_0001.patch";
const VECTOR = vectorPath("patch", `in-service-semantics/${FILE}`);
const BIN = (name: string): string =>
  fileURLToPath(new URL(`../../bin/${name}.js`, import.meta.url));

/** A signer that takes its time, so that the command can be met with its temporary file half written. */
const CERTIFICATE = ["--cert", `dev=${TEST_KEYS.dev.certificate}`];
const SLOW = ["--signer", "cmd:sleep 600", ...CERTIFICATE];

/** A signer that works, where a checkout has it. */
const MODEL = fileURLToPath(
  new URL("../../../../examples/signers/openssl-signer.mjs", import.meta.url),
);
const OTHER = "somebody else's work";

async function whenWriting(cwd: string): Promise<void> {
  const isWriting = async (): Promise<boolean> =>
    (await readdir(cwd)).some((name) => name.endsWith(".partial"));
  await waitUntil(isWriting, "something is being written");
}

describe("a rewriting that is cut off", () => {
  it.each([
    ["SIGINT", 130, ["patch-modify", "--released"]],
    ["SIGTERM", 143, ["patch-sign", "resign", "--force"]],
  ] as const)(
    "by %s leaves the patch as it was and nothing beside it",
    async (signal, status, [command, ...argv]) => {
      await withTempDir(async (cwd) => {
        await copyFile(VECTOR, join(cwd, FILE));
        const child = spawn(
          process.execPath,
          [BIN(command), ...argv, ...SLOW, FILE],
          { cwd, stdio: "ignore" },
        );
        const ended = new Promise((resolve) => child.on("close", resolve));
        await whenWriting(cwd);
        child.kill(signal);
        expect(await ended).toBe(status);
        expect(await readdir(cwd)).toEqual([FILE]);
        expect(await readFile(join(cwd, FILE))).toEqual(await readFile(VECTOR));
      });
    },
  );

  it.each([
    ["written to", (path: string) => writeFile(path, OTHER)],
    [
      "replaced",
      async (path: string) => {
        await writeFile(`${path}.new`, OTHER);
        await rename(`${path}.new`, path);
      },
    ],
  ])(
    "replaces nobody's work: the file was %s while the signer took its time",
    async (_, interfere) => {
      await withTempDir(async (folder) => {
        const [cwd, go] = [join(folder, "work"), join(folder, "go")];
        await mkdir(cwd);
        const path = join(cwd, FILE);
        await copyFile(VECTOR, path);
        // It signs when the file has been interfered with, however long that takes.
        const program = `sh -c 'until [ -e "${go}" ]; do sleep 0.05; done; exec node ${MODEL} ${TEST_KEYS.dev.privateKey}'`;
        const running = runCli(
          "patch-modify",
          ["--released", ...CERTIFICATE, "--signer", `cmd:${program}`, FILE],
          { cwd, env: { PATH: process.env["PATH"] ?? "" } },
        );
        await whenWriting(cwd);
        await interfere(path);
        await writeFile(go, "");
        const { status, stderr } = await running;
        expect(codesIn(stderr)).toEqual(["IO_FILE_CHANGED"]);
        expect(status).toBe(5);
        expect(await readFile(path, "utf8")).toBe(OTHER);
        expect(await readdir(cwd)).toEqual([FILE]);
      });
    },
  );
});

import {
  copyFile,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "@jest/globals";
import {
  createSoftToken,
  describeWithTool,
  run,
  startLoopbackSshd,
  TEST_KEYS,
} from "@stx-patch/testkit";
import { runCli } from "../support/cli.js";
import { signingServer } from "../support/signing-server.js";

const TOP = fileURLToPath(new URL("../../../../", import.meta.url));
const BIN = join(TOP, "packages/cli/bin");

describeWithTool(
  ["bash", "openssl", "pkcs11-tool", "softhsm2-util", "sshd", "ssh", "scp"],
  "docs/signing.md",
  () => {
    it("has commands that run as they stand there, in their order", async () => {
      const folder = await mkdtemp(join(tmpdir(), "stx-patch-docs-"));
      const server = await startLoopbackSshd(folder);
      try {
        await server.play(signingServer({}));
        const result = await run(
          "bash",
          ["-euxo", "pipefail", "-c", await commands()],
          {
            cwd: folder,
            env: await surroundings(folder, server),
          },
        );
        expect(result).toMatchObject({ status: 0 });
        expect(await signers(folder)).toEqual(Array(5).fill("formal"));
      } finally {
        server.stop();
        await rm(folder, { recursive: true, force: true });
      }
    }, 60_000);
  },
);

/** Every block of shell commands on the page. */
async function commands(): Promise<string> {
  const page = await readFile(join(TOP, "docs/signing.md"), "utf8");
  return [...page.matchAll(/^```sh\n([^]*?)^```$/gm)]
    .map(([, block]) => block)
    .join("\n");
}

/** The files and variables that the page names. */
async function surroundings(
  folder: string,
  {
    user,
    port,
    knownHosts,
    identity,
  }: Awaited<ReturnType<typeof startLoopbackSshd>>,
): Promise<Record<string, string>> {
  const pem = await readFile(TEST_KEYS.formal.privateKey, "utf8");
  const token = await createSoftToken(folder, pem, {
    ...{ token: "signing", key: "formal" },
  });
  const put = (name: string, file: string): Promise<void> =>
    copyFile(file, join(folder, name));
  await put("formal-key.pem", TEST_KEYS.formal.privateKey);
  await put("formal.pem", TEST_KEYS.formal.certificate);
  await put("ima-key.pem", TEST_KEYS.ima.privateKey);
  await writeFile(join(folder, "pin.txt"), `${token.pin}\n`);
  for (const file of readdirSync(BIN))
    await symlink(join(BIN, file), join(folder, basename(file, ".js")));
  return {
    ...token.env,
    PATH: `${folder}:${process.env["PATH"] ?? ""}`,
    RPM: join(TOP, "examples/rpms/stx-time-tools-0.9-4.tis.noarch.rpm"),
    SIGNERS: join(TOP, "examples/signers"),
    PKCS11_LIBRARY: token.library,
    SIGNING_USER: user,
    SIGNING_SERVER: `127.0.0.1:${port}?known-hosts=${knownHosts}&identity=${identity}`,
  };
}

/** Roles in which the patches of the page are signed. */
async function signers(cwd: string): Promise<string[]> {
  const files = [1, 2, 3, 4, 5].map((i) => `STX_20.06_PATCH_000${i}.patch`);
  const trust = [
    ...["--trust", "formal=formal.pem"],
    ...["--trust", `dev=${TEST_KEYS.dev.certificate}`],
  ];
  const { stdout } = await runCli(
    "patch-verify",
    [...trust, "--json", ...files],
    {
      cwd,
    },
  );
  const { reports } = JSON.parse(stdout) as {
    reports: { signer: { role: string } | null }[];
  };
  return reports.map(({ signer }) => signer?.role ?? "nobody");
}

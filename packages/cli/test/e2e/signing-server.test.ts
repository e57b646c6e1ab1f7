import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  it,
} from "@jest/globals";
import {
  describeWithTool,
  signingServer,
  startLoopbackSshd,
  TEST_KEYS,
  type LoopbackSshd,
} from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";

const RPM = fileURLToPath(
  new URL(
    "../../../../examples/rpms/stx-time-tools-0.9-4.tis.noarch.rpm",
    import.meta.url,
  ),
);
const ENV = { PATH: process.env["PATH"] ?? "" };
const FORMAL = `formal=${TEST_KEYS.formal.certificate}`;

let sshd: LoopbackSshd;
let cwd: string;

describeWithTool(
  ["sshd", "ssh", "scp", "ssh-keygen", "ssh-keyscan", "openssl", "tar"],
  "patch-build --signer ssh:",
  () => {
    beforeAll(async () => {
      sshd = await startLoopbackSshd(
        await mkdtemp(join(tmpdir(), "stx-patch-sshd-")),
      );
    }, 30_000);

    beforeEach(async () => {
      cwd = await mkdtemp(join(tmpdir(), "stx-patch-build-"));
    });

    afterEach(() => rm(cwd, { recursive: true }));

    afterAll(async () => {
      sshd.stop();
      await rm(sshd.folder, { recursive: true, force: true });
    });

    it("has what patch-make builds from a recipe signed there, too", async () => {
      await sshd.play(signingServer({}));
      const rpms = join(cwd, "ws/std/rpmbuild/RPMS");
      await mkdir(rpms, { recursive: true });
      await copyFile(RPM, join(rpms, basename(RPM)));
      const recipe = [
        ...["id: P_1", 'sw_version: "20.06"', "recipes:"],
        ...["  - name: stx-time-tools", "    packages:"],
        ...["      - name: stx-time-tools", "        arch: [noarch]"],
      ];
      await writeFile(join(cwd, "p.yaml"), `${recipe.join("\n")}\n`);
      const result = await runCli(
        "patch-make",
        [...["--workdir", "ws", "-o", ".", "p.yaml"], ...byServer()],
        { cwd, env: ENV },
      );
      expect([result.status, codesIn(result.stderr)]).toEqual([0, []]);
      const verified = await runCli(
        "patch-verify",
        ["P_1.patch", "--trust", FORMAL, "--require", "formal", "--quiet"],
        { cwd },
      );
      expect(verified.status).toBe(0);
    });

    it("has the patch signed there; everything else stays as it was built", async () => {
      await sshd.play(signingServer({}));
      const result = await build();
      expect(result.stderr).toBe("");
      expect(result.status).toBe(0);
      expect(result.stdout).toContain("formal, RSA 2048, ssh:");
      const verified = await runCli(
        "patch-verify",
        ["P_1.patch", "--trust", FORMAL, "--require", "formal", "--json"],
        { cwd },
      );
      expect(JSON.parse(verified.stdout)).toMatchObject({
        reports: [{ signer: { role: "formal", scheme: "rsassa-pss" } }],
      });
    });

    it("may send what a key of this machine signed", async () => {
      await sshd.play(
        signingServer({
          change: `cp signature.v2 ${sshd.folder}/was-signed-so`,
        }),
      );
      await build("--key", TEST_KEYS.dev.privateKey);
      const sent = await readFile(join(sshd.folder, "was-signed-so"));
      expect(sent.some((byte) => byte !== 0)).toBe(true);
    });

    it.each([
      [
        "signs with another key",
        { key: TEST_KEYS.dev.privateKey },
        "SIGNER_KEY_MISMATCH",
      ],
      [
        "signs another patch",
        {
          change:
            "dd if=/dev/zero of=metadata.tar bs=1 count=1 conv=notrunc status=none seek=600",
        },
        "SIGNER_PATCH_CHANGED",
      ],
      [
        "leaves half of it out",
        { change: "rm software.tar" },
        "SIGNER_PATCH_CHANGED",
      ],
      [
        "returns something else",
        { change: "echo hello > $file.signed; echo $file.signed; exit" },
        "SIGNER_PATCH_CHANGED",
      ],
      [
        "has no formal key",
        { change: "echo no formal key >&2; exit 3" },
        "SIGNER_REFUSED",
      ],
    ])("that %s: no patch, and the old one stays", async (_, script, code) => {
      await writeFile(join(cwd, "P_1.patch"), "old");
      await sshd.play(signingServer(script));
      const result = await build();
      expect(codesIn(result.stderr)).toEqual([code]);
      expect(result.status).toBe(4);
      expect(await readdir(cwd)).toEqual(["P_1.patch"]);
      expect(await readFile(join(cwd, "P_1.patch"), "utf8")).toBe("old");
    });

    it("signs a patch that exists already, or leaves it as it was", async () => {
      await sshd.play(signingServer({}));
      const dev = ["--id", "P_1", "--release", "20.06", "--no-ima", RPM];
      await runCli("patch-build", dev, { cwd });
      const old = await readFile(join(cwd, "P_1.patch"));
      await sshd.play(signingServer({ key: TEST_KEYS.dev.privateKey }));
      const refused = await resign();
      expect(codesIn(refused.stderr)).toEqual(["SIGNER_KEY_MISMATCH"]);
      expect(await readFile(join(cwd, "P_1.patch"))).toEqual(old);
      await sshd.play(signingServer({}));
      expect(await resign()).toMatchObject({ status: 0, stderr: "" });
      const argv = ["P_1.patch", "--trust", FORMAL, "--require", "formal"];
      expect((await runCli("patch-verify", argv, { cwd })).status).toBe(0);
    });

    it("needs to know whose signature it is to be", async () => {
      const result = await runCli(
        "patch-build",
        [
          "--id",
          "P_1",
          "--release",
          "20.06",
          "--no-ima",
          "--signer",
          "ssh:host",
          RPM,
        ],
        { cwd },
      );
      expect(codesIn(result.stderr)).toEqual(["CLI_KEY_CERTIFICATE_MISSING"]);
      expect(result.status).toBe(4);
    });
  },
);

/** Options that have the stand-in sign. */
function byServer(): string[] {
  const { user, port, knownHosts, identity } = sshd;
  const signer = `ssh:${user}@127.0.0.1:${port}?known-hosts=${knownHosts}&identity=${identity}`;
  return ["--signer", signer, "--cert", FORMAL, "--role", "formal"];
}

function build(...more: readonly string[]): Promise<CliResult> {
  return runCli(
    "patch-build",
    [
      ...["--id", "P_1", "--release", "20.06", "--no-ima", "--controller", RPM],
      ...[...byServer(), ...more],
    ],
    { cwd, env: ENV },
  );
}

function resign(): Promise<CliResult> {
  return runCli("patch-sign resign", ["P_1.patch", ...byServer()], {
    cwd,
    env: ENV,
  });
}

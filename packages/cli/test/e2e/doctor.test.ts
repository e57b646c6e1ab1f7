import { chmod, copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  createSoftToken,
  describeWithTool,
  startLoopbackSshd,
  TEST_KEYS,
  withTempDir,
} from "@stx-patch/testkit";
import { runCli } from "../support/cli.js";
import { withConfiguration, type Surroundings } from "../support/configured.js";
import { schemaErrors } from "../support/schema.js";

const PATH = process.env["PATH"] ?? "";
const FORMAL = `formal=${TEST_KEYS.formal.certificate}`;

interface Diagnosis {
  readonly status: number;
  readonly checks: readonly {
    subject: string;
    state: string;
    text: string;
    code: string | null;
  }[];
}

async function doctor(
  { cwd, env }: Pick<Surroundings, "cwd" | "env">,
  more: Readonly<Record<string, string>> = {},
): Promise<Diagnosis> {
  const result = await runCli("stx-patch", ["doctor", "--json"], {
    cwd,
    env: { PATH, PLATFORM_RELEASE: "20.06", ...env, ...more },
  });
  expect(result.stderr).toBe("");
  expect(schemaErrors("doctor-result", result.stdout)).toEqual([]);
  const { checks } = JSON.parse(result.stdout) as Pick<Diagnosis, "checks">;
  return { status: result.status, checks };
}

/** State and code of the checks of a subject. */
function of({ checks }: Diagnosis, subject: string): string[] {
  return checks
    .filter((check) => check.subject === subject)
    .map(({ state, code }) => [state, code].filter(Boolean).join(" "));
}

describe("stx-patch doctor", () => {
  it("finds nothing bad in a checkout, and says what it found", async () => {
    await withConfiguration({}, async (it) => {
      const found = await doctor(it);
      expect(found.status).toBe(0);
      expect([...new Set(found.checks.map(({ state }) => state))]).toEqual([
        "ok",
      ]);
      const text = await runCli("stx-patch", ["doctor"], it);
      expect(text.stdout).toMatch(/^ok {4}Node\.js {8}\d+\.\d+\.\d+$/m);
      expect(text.stdout).toContain("Nothing is bad");
    });
  });

  it("looks with the settings that a build would have", async () => {
    await withConfiguration(
      {
        user: `key: key.pem\ntrust: ["${FORMAL}"]\nrole: formal\noutput: no\n`,
      },
      async (it) => {
        const key = join(it.files.user, "../key.pem");
        await copyFile(TEST_KEYS.formal.privateKey, key);
        await chmod(key, 0o644);
        const open = await doctor(it);
        expect(open.status).toBe(0);
        expect(of(open, "patch key")).toEqual(["ok", "warn"]);
        expect(of(open, "output")).toEqual(["warn"]);
        const [first] = open.checks.filter(
          (each) => each.subject === "patch key",
        );
        expect(first?.text).toMatch(
          /^formal, RSA \d+, until \d{4}-.*key\.pem$/,
        );
        await chmod(key, 0o600);
        expect(of(await doctor(it), "patch key")).toEqual(["ok"]);
        await copyFile(TEST_KEYS.dev.privateKey, key);
        const other = await doctor(it);
        expect(of(other, "patch key")).toEqual(["bad CLI_KEY_ROLE"]);
        expect(other.status).toBe(4);
      },
    );
  });

  it.each([
    ["patch key", 4, { STX_PATCH_KEY: "nowhere.pem" }, "CLI_KEY_NOT_FOUND"],
    ["patch key", 4, { STX_PATCH_KEY: "cmd:/nowhere" }, "SIGNER_UNAVAILABLE"],
    ["IMA key", 1, { STX_PATCH_IMA_KEY: "pkcs11:x" }, "SIGNER_URI_INVALID"],
    [
      "trust anchors",
      1,
      { STX_PATCH_TRUST: "nowhere" },
      "CLI_TRUST_UNREADABLE",
    ],
    [
      "release",
      1,
      { STX_PATCH_RELEASE_INFO: "nowhere" },
      "CLI_RELEASE_INFO_UNREADABLE",
    ],
    ["configuration", 1, { STX_PATCH_CONFIG: "nowhere" }, "CONFIG_UNREADABLE"],
    ["configuration", 1, { STX_PATCH_NO_IMA: "perhaps" }, "CONFIG_VALUE"],
  ])(
    "says what is bad: %s, exit status %d, with %j",
    async (subject, status, env, code) => {
      await withConfiguration({}, async (it) => {
        const found = await doctor(it, { PLATFORM_RELEASE: "", ...env });
        expect(of(found, subject)).toContain(`bad ${code}`);
        expect(of(found, "Node.js")).toEqual(["ok"]);
        expect(found.status).toBe(status);
      });
    },
  );

  it("says that there is no space, or no way, to write a patch", async () => {
    await withConfiguration({}, async (it) => {
      const found = await doctor(it, { STX_PATCH_OUTPUT: "/proc" });
      expect(of(found, "output").join()).toMatch(
        /^bad (?:CLI_DISK_LOW|IO_PERMISSION)$/,
      );
      expect(found.status).toBe(5);
    });
  });

  it("tells once what a project may not say, and that a public key is trusted as formal", async () => {
    const trust = `trust: ["formal=${TEST_KEYS.dev.certificate}"]\n`;
    await withConfiguration({ project: trust }, async (it) => {
      const refused = await doctor(it);
      expect(of(refused, "configuration")).toEqual([
        "ok",
        "bad CONFIG_PROJECT_UNTRUSTED",
      ]);
      expect(refused.status).toBe(1);
      const env = { STX_PATCH_TRUSTED_PROJECTS: it.project };
      expect(of(await doctor(it, env), "trust anchors")).toEqual([
        "ok",
        "warn",
      ]);
    });
  });

  it("asks a program whose key it has, and for nothing else", async () => {
    await withConfiguration({}, async (it) => {
      const log = join(it.cwd, "log");
      const program = join(it.cwd, "signer.sh");
      const pem = TEST_KEYS.formal.certificate;
      const answer = `node -e 'console.log(JSON.stringify({version:1,publicKey:require("fs").readFileSync("${pem}","utf8")}))'`;
      await writeFile(program, `#!/bin/sh\ncat >> ${log}\n${answer}\n`);
      await chmod(program, 0o755);
      const env = { STX_PATCH_KEY: `cmd:${program}`, STX_PATCH_TRUST: FORMAL };
      const found = await doctor(it, env);
      expect(of(found, "patch key")).toEqual(["ok"]);
      const asked = (await readFile(log, "utf8")).trim().split("\n");
      expect(
        asked.map(
          (line) => (JSON.parse(line) as { operation: string }).operation,
        ),
      ).toEqual(["describe"]);
    });
  });
});

describeWithTool(
  ["softhsm2-util", "pkcs11-tool"],
  "stx-patch doctor with a token",
  () => {
    it("finds its key, or says that it is not there", async () => {
      await withConfiguration({}, async (it) => {
        await withTempDir(async (folder) => {
          const pem = await readFile(TEST_KEYS.formal.privateKey, "utf8");
          const token = await createSoftToken(folder, pem);
          const env = { ...token.env, STX_PATCH_TRUST: FORMAL };
          const found = await doctor(it, { ...env, STX_PATCH_KEY: token.uri });
          expect(of(found, "patch key")).toEqual(["ok"]);
          const other = token.uri.replace("token=stx", "token=other");
          const missing = await doctor(it, { ...env, STX_PATCH_KEY: other });
          expect(of(missing, "patch key")).toEqual(["bad SIGNER_REFUSED"]);
          expect(missing.status).toBe(4);
        });
      });
    });
  },
);

describeWithTool(
  ["sshd", "ssh", "ssh-keygen", "ssh-keyscan"],
  "stx-patch doctor with a signing server",
  () => {
    it("logs in and does nothing there, or says why it cannot", async () => {
      await withConfiguration({}, async (it) => {
        await withTempDir(async (folder) => {
          const sshd = await startLoopbackSshd(folder);
          try {
            await sshd.play('echo "$1" >> asked');
            const uri = (knownHosts: string): string =>
              `ssh:${sshd.user}@127.0.0.1:${sshd.port}?known-hosts=${knownHosts}&identity=${sshd.identity}`;
            const env = { STX_PATCH_CERT: FORMAL };
            const known = await doctor(it, {
              ...env,
              STX_PATCH_SIGNER: uri(sshd.knownHosts),
            });
            expect(of(known, "patch key")).toEqual(["ok"]);
            const unknown = await doctor(it, {
              ...env,
              STX_PATCH_SIGNER: uri("/dev/null"),
            });
            expect(of(unknown, "patch key")).toEqual([
              "bad SIGNER_UNAVAILABLE",
            ]);
            expect(unknown.status).toBe(4);
          } finally {
            sshd.stop();
          }
        });
      });
    });
  },
);

import {
  chmod,
  mkdir,
  readdir,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { runOk, TEST_KEYS, vectorPath } from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { withConfiguration, type Surroundings } from "../support/configured.js";

const FORMAL = vectorPath("patch", "signed-formal/FORMAL_0001.patch");
const RPM = vectorPath("rpm", "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm");
const TRUST = `trust: ["formal=${TEST_KEYS.formal.certificate}"]\n`;

function verify(
  { cwd, env }: Pick<Surroundings, "cwd" | "env">,
  argv: readonly string[] = [],
): Promise<CliResult> {
  return runCli("patch-verify", [FORMAL, "--json", ...argv], { cwd, env });
}

describe("a configuration that comes with a delivery or a checkout", () => {
  it("does not decide whom to trust, until its user says that it may", async () => {
    await withConfiguration({ project: TRUST }, async (it) => {
      const refused = await verify(it);
      expect(codesIn(refused.stderr)).toEqual(["CONFIG_PROJECT_UNTRUSTED"]);
      expect(refused.stderr).toContain(`trusted-projects: ["${it.project}"]`);
      expect(refused.status).toBe(1);
      expect((await verify(it, ["--no-config"])).status).toBe(3);
      // What the line says needs nothing from the file.
      const formal = `formal=${TEST_KEYS.formal.certificate}`;
      expect((await verify(it, ["--trust", formal])).status).toBe(0);
      for (const place of [it.project, join(it.project, "../*")]) {
        await writeFile(it.files.user, `trusted-projects: [${place}]\n`);
        expect((await verify(it)).status).toBe(0);
      }
      const env = { ...it.env, STX_PATCH_TRUSTED_PROJECTS: "/elsewhere" };
      expect((await verify({ cwd: it.cwd, env })).status).toBe(1);
    });
  });

  it("does not say of itself that it is trusted", async () => {
    const text = `trusted-projects: ["."]\n${TRUST}`;
    await withConfiguration({ project: text }, async (it) => {
      expect(codesIn((await verify(it)).stderr)).toEqual(["CONFIG_VALUE"]);
    });
  });

  it("does not run a program", async () => {
    await withConfiguration({}, async (it) => {
      const mark = join(it.cwd, "was-run");
      for (const name of ["signer", "key", "ima-signer", "ima-key"]) {
        const text = `${name}: "cmd:/usr/bin/touch ${mark}"\n`;
        await writeFile(it.files.project, text);
        const argv = ["--id", "P_1", "--release", "1", "--controller", RPM];
        const result = await runCli("patch-build", argv, it);
        expect(codesIn(result.stderr)).toEqual(["CONFIG_PROJECT_UNTRUSTED"]);
      }
      expect(await readdir(it.cwd)).toEqual([]);
    });
  });

  it("is looked for neither in nor above a directory that everybody shares", async () => {
    await withConfiguration({ project: "nonsense" }, async (it) => {
      await chmod(join(it.project, "deep"), 0o1777);
      expect((await verify(it, ["--require", "dev"])).status).toBe(3);
      await chmod(join(it.project, "deep"), 0o755);
      expect(codesIn((await verify(it)).stderr)).toEqual(["CONFIG_VALUE"]);
    });
  });
});

describe("trust anchors out of a configuration", () => {
  it("are shown with the file and the line that name them", async () => {
    await withConfiguration({ user: `# keys\n${TRUST}` }, async (it) => {
      const { stdout, status } = await verify(it);
      expect(status).toBe(0);
      const { reports } = JSON.parse(stdout) as {
        reports: { signer: { anchor: string } }[];
      };
      expect(reports[0]!.signer.anchor).toBe(
        `${TEST_KEYS.formal.certificate} (${it.files.user}:2)`,
      );
    });
  });
});

describe("a configuration file that was only found", () => {
  it("may be written by nobody else", async () => {
    await withConfiguration({ user: "jobs: 1\n" }, async (it) => {
      await chmod(it.files.user, 0o666);
      expect(codesIn((await verify(it)).stderr)).toEqual(["CONFIG_UNSAFE"]);
      // Whoever names it answers for it.
      expect((await verify(it, ["--config", it.files.user])).status).toBe(3);
    });
  });

  it.each([
    ["CONFIG_SYNTAX", "a: [\n"],
    ["CONFIG_SYNTAX", Buffer.from([0x6a, 0xff, 0xfe])],
    ["CONFIG_FORBIDDEN", "trust: &a [x]\nrevoked: *a\n"],
    ["CONFIG_FORBIDDEN", "jobs: 1\n---\njobs: 2\n"],
    ["CONFIG_FORBIDDEN", "jobs: !!js/function 1\n"],
    ["CONFIG_REPEATED", "jobs: 1\njobs: 2\n"],
    ["CONFIG_TOO_LARGE", `jobs: ${"[".repeat(50_000)}\n`],
    ["CONFIG_TOO_LARGE", "#".repeat(300_000)],
    ["CONFIG_VALUE", "- jobs\n"],
    ["CONFIG_VALUE", "trust: []\n"],
    ["CONFIG_VALUE", "require: ''\n"],
    ["CONFIG_VALUE", 'signer: "cmd:./sign"\n'],
    ["CONFIG_VALUE", "limit: {maxPatchByte: 1}\n"],
    ["CONFIG_UNKNOWN", "__proto__: 1\n"],
  ])(
    "is refused as %s when it says what it cannot mean",
    async (code, text) => {
      await withConfiguration({}, async (it) => {
        await writeFile(it.files.user, text);
        const { stderr, status } = await verify(it);
        expect(codesIn(stderr)).toEqual([code]);
        expect(stderr).toContain(it.files.user);
        expect(status).toBe(1);
      });
    },
  );

  it("is a file, and not what would be waited for", async () => {
    await withConfiguration({}, async (it) => {
      for (const make of [
        () => runOk("mkfifo", [it.files.project]),
        () => mkdir(it.files.project),
        () => symlink("/dev/zero", it.files.project),
        () => symlink("stx-patch.yaml", it.files.project),
      ]) {
        await make();
        const { stderr } = await verify(it);
        // A link that leads nowhere is as good as none.
        expect(codesIn(stderr)).toEqual(
          expect.arrayContaining(stderr === "" ? [] : ["CONFIG_UNREADABLE"]),
        );
        await rm(it.files.project, { recursive: true });
      }
    });
  });
});

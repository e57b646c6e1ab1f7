import {
  mkdir,
  readdir,
  readFile,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  describeWithTool,
  expectSameBytes,
  rawTar,
  runOk,
  sampleMetadata,
  vectorPath,
  withTempDir,
  type PatchParts,
  type RawMember,
} from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { craftedPatch } from "../support/reports.js";
import { schemaErrors } from "../support/schema.js";

const NAME = "cgcs-patch-1.0-31.tis.x86_64.rpm";
const SCRIPT = "#!/bin/sh\nexit 0\n";
const BODY = Buffer.from(SCRIPT);

async function withPatch(
  override: Partial<PatchParts>,
  use: (
    extract: (...argv: string[]) => Promise<CliResult>,
    cwd: string,
  ) => Promise<void>,
): Promise<void> {
  await withTempDir(async (cwd) => {
    await writeFile(join(cwd, "a.patch"), await craftedPatch(override));
    await use(
      (...argv) => runCli("patch-extract", ["a.patch", ...argv], { cwd }),
      cwd,
    );
  });
}

const WITH_SCRIPT: Partial<PatchParts> = {
  metadata: sampleMetadata({
    personalities: [{ type: "controller", packages: ["cgcs-patch"] }],
    contents: [NAME],
    semantics: ["pre-apply"],
  }),
  scripts: [
    {
      name: "pre-apply/CRAFT_0001",
      body: Buffer.from(SCRIPT),
      mode: 0o6777,
    },
  ],
};

/** Untrusted: the same patch with a signature of nobody. */
const UNSIGNED: Partial<PatchParts> = {
  afterSeal: (members) =>
    members.map((member) =>
      member.name === "signature.v2"
        ? { ...member, body: new Uint8Array(256) }
        : member,
    ),
};

describe("patch-extract", () => {
  it("takes out everything, with safe modes", async () => {
    await withPatch(WITH_SCRIPT, async (extract, cwd) => {
      const { status, stderr } = await extract("--all", "--into", "out");
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      const names = await readdir(join(cwd, "out"), { recursive: true });
      expect(names.toSorted()).toEqual([
        "metadata",
        "metadata/metadata.xml",
        "semantics",
        "semantics/pre-apply",
        "semantics/pre-apply/CRAFT_0001",
        "signature",
        "signature.v2",
        "software",
        `software/${NAME}`,
      ]);
      for (const name of names) {
        const { mode } = await stat(join(cwd, "out", name));
        expect([0o100644, 0o040755]).toContain(mode);
      }
      expectSameBytes(
        await readFile(join(cwd, "out/software", NAME)),
        await readFile(vectorPath("rpm", `unsigned/4.18/${NAME}`)),
      );
    });
  });

  it.each([
    ["package", "cgcs-patch"],
    ["file name", NAME],
    ["file name without its end", NAME.slice(0, -4)],
  ])("finds an RPM by its %s", async (_, name) => {
    await withPatch({}, async (extract, cwd) => {
      await mkdir(join(cwd, "empty"));
      const argv = ["--rpm", name, "--into", "empty", "--json"];
      const { status, stdout } = await extract(...argv);
      expect(status).toBe(0);
      expect(schemaErrors("extract-result", stdout)).toEqual([]);
      expect(await readdir(join(cwd, "empty"))).toEqual([NAME]);
    });
  });

  it("writes one file to stdout, and nothing else there", async () => {
    await withPatch({}, async (extract) => {
      const { stdout, status } = await extract("--metadata", "-o", "-");
      expect(status).toBe(0);
      expect(stdout).toMatch(/^<\?xml .*<\/patch>\s*$/s);
    });
  });

  it("leaves nothing of a patch that nobody trusted signed", async () => {
    await withPatch(UNSIGNED, async (extract, cwd) => {
      const { status, stderr } = await extract("--all", "--into", "out");
      expect(status).toBe(3);
      expect(codesIn(stderr)).toEqual(["CLI_PATCH_UNTRUSTED"]);
      const toStdout = await extract("--metadata", "-o", "-");
      expect(toStdout).toMatchObject({ status: 3, stdout: "" });
      expect(await readdir(cwd)).toEqual(["a.patch"]);
    });
  });

  it("says so when --unverified takes it all the same", async () => {
    await withPatch(UNSIGNED, async (extract, cwd) => {
      const argv = ["--all", "--into", "out", "--unverified"];
      const { status, stdout, stderr } = await extract(...argv);
      expect(status).toBe(0);
      expect(stdout).toContain("nobody vouches for these files");
      expect(stderr).toContain("NOT TRUSTED");
      expect(await readdir(join(cwd, "out"))).toContain("software");
    });
  });

  it.each<[string, string, readonly RawMember[], string]>([
    [
      "leads out of the directory",
      "semantics.tar",
      [{ name: "pre-apply/../../../../evil", body: BODY }],
      "IO_NAME_UNSAFE",
    ],
    [
      "is absolute",
      "semantics.tar",
      [{ name: "/tmp/evil", body: BODY }],
      "IO_NAME_UNSAFE",
    ],
    [
      "is the folder itself",
      "software.tar",
      [{ name: "..", body: BODY }],
      "IO_NAME_UNSAFE",
    ],
    [
      "holds terminal commands",
      "software.tar",
      [{ name: "\u001b[2Jx.rpm", body: BODY }],
      "IO_NAME_UNSAFE",
    ],
    [
      "comes twice",
      "software.tar",
      [
        { name: "x.rpm", body: BODY },
        { name: "x.rpm", body: BODY },
      ],
      "IO_FILE_EXISTS",
    ],
    [
      "is that of a folder",
      "semantics.tar",
      [
        { name: "pre-apply", body: BODY },
        { name: "pre-apply/x", body: BODY },
      ],
      "IO_",
    ],
  ])("writes nothing when a name %s", async (_, member, content, code) => {
    const beforeSeal: PatchParts["beforeSeal"] = (signed) =>
      signed.map((part) =>
        part.name === member ? { ...part, body: rawTar(content) } : part,
      );
    await withPatch({ ...WITH_SCRIPT, beforeSeal }, async (extract, cwd) => {
      const argv = ["--all", "--unverified", "--into", "out"];
      const { status, stderr } = await extract(...argv);
      expect(status).not.toBe(0);
      expect(codesIn(stderr)[0]).toContain(code);
      expect(await readdir(cwd)).toEqual(["a.patch"]);
    });
  });

  it("takes no link and no folder for a file", async () => {
    const beforeSeal: PatchParts["beforeSeal"] = (signed) =>
      signed.map((part) =>
        part.name === "software.tar"
          ? {
              ...part,
              body: rawTar([
                { name: "link.rpm", type: "2", linkName: "/etc/passwd" },
                { name: "hard.rpm", type: "1", linkName: "link.rpm" },
                { name: "folder.rpm", type: "5" },
              ]),
            }
          : part,
      );
    await withPatch({ beforeSeal }, async (extract, cwd) => {
      await extract("--all", "--unverified", "--into", "out");
      expect(await readdir(join(cwd, "out"))).not.toContain("software");
    });
  });

  it("keeps no part of a file that breaks off", async () => {
    await withPatch({}, async (_, cwd) => {
      const patch = await readFile(join(cwd, "a.patch"));
      await writeFile(
        join(cwd, "a.patch"),
        patch.subarray(0, patch.length / 2),
      );
      const argv = ["a.patch", "--rpm", "cgcs-patch", "--into", "o"];
      const run = (...more: string[]): Promise<CliResult> =>
        runCli("patch-extract", [...argv, ...more], { cwd });
      expect(codesIn((await run()).stderr)).toEqual(["CLI_PATCH_MALFORMED"]);
      const { status, stderr } = await run("--unverified");
      expect(status).toBe(2);
      expect(codesIn(stderr)).toEqual(["CLI_EXTRACT_MISSING"]);
      expect(await readdir(cwd)).toEqual(["a.patch"]);
    });
  });

  it("does not touch a directory that holds something, nor what a link leads to", async () => {
    await withPatch({}, async (extract, cwd) => {
      await mkdir(join(cwd, "full"));
      await writeFile(join(cwd, "full/mine"), "mine");
      await symlink("full", join(cwd, "link"));
      for (const into of ["full", "link", "full/mine"]) {
        const { status, stderr } = await extract("--all", "--into", into);
        expect(status).toBe(1);
        expect(codesIn(stderr)).toEqual(["IO_FOLDER_NOT_EMPTY"]);
      }
      expect(await readdir(join(cwd, "full"))).toEqual(["mine"]);
    });
  });

  it.each([
    [["--into=o"], "CLI_ARGUMENT_MISSING"],
    [["--all"], "CLI_ARGUMENT_MISSING"],
    [["--all", "--into=o", "-o", "x"], "CLI_OPTIONS_CONFLICT"],
    [["--all", "-o", "x"], "CLI_OPTIONS_CONFLICT"],
    [["--metadata", "-o", "-", "--json"], "CLI_OPTIONS_CONFLICT"],
    [["--rpm", "nothing", "--into=o"], "CLI_EXTRACT_MISSING"],
    [["--member", "software.tar/no", "--into=o"], "CLI_EXTRACT_MISSING"],
    [["--all", "--into=no/o"], "IO_NOT_FOUND"],
  ])("refuses %j and leaves nothing", async (argv, code) => {
    await withPatch({}, async (extract, cwd) => {
      const { status, stderr } = await extract(...argv);
      expect(status).not.toBe(0);
      expect(codesIn(stderr)).toEqual([code]);
      expect(await readdir(cwd)).toEqual(["a.patch"]);
    });
  });
});

describeWithTool("tar", "patch-extract against GNU tar", () => {
  it("gives the bytes that tar gives", async () => {
    await withPatch(WITH_SCRIPT, async (extract, cwd) => {
      const members = ["metadata.tar", "software.tar", "signature.v2"];
      const argv = members.flatMap((name) => ["--member", name]);
      expect((await extract(...argv, "--into", "ours")).status).toBe(0);
      await mkdir(join(cwd, "theirs"));
      await runOk("tar", ["xzf", "a.patch", "-C", "theirs"], { cwd });
      for (const name of members)
        expectSameBytes(
          await readFile(join(cwd, "ours", name)),
          await readFile(join(cwd, "theirs", name)),
        );
    });
  });
});

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { TEST_KEYS, vectorPath, withTempDir } from "@stx-patch/testkit";
import {
  buildPatch,
  Problems,
  type BuildPatchOptions,
  type WorkProgress,
} from "../../src/index.js";
import { runCli } from "../support/cli.js";

const RPM = vectorPath("rpm", "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm");
const ID = "STX_20.06_PATCH_0001";

function options(
  cwd: string,
  more: Partial<BuildPatchOptions> = {},
): BuildPatchOptions {
  return {
    cwd,
    id: ID,
    release: "20.06",
    rebootRequired: false,
    rpms: [{ path: RPM, personalities: ["controller"] }],
    key: TEST_KEYS.dev.privateKey,
    imaKey: TEST_KEYS.ima.privateKey,
    ...more,
  };
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("building a patch from a program", () => {
  it("gives the bytes that the command gives, and says what they are", async () => {
    await withTempDir(async (cwd) => {
      const built = await buildPatch(options(cwd));
      const bytes = await readFile(built.path);
      const command = await runCli(
        "patch-build",
        [
          ...["--id", ID, "--release", "20.06", "--reboot-required", "N"],
          ...["--key", TEST_KEYS.dev.privateKey, "--controller", RPM],
          ...["--ima-key", TEST_KEYS.ima.privateKey],
          ...["--output", "command.patch", "--json"],
        ],
        { cwd },
      );
      const said = JSON.parse(command.stdout) as { sha256: string };
      expect(built).toMatchObject({
        id: ID,
        path: join(cwd, `${ID}.patch`),
        sizeBytes: bytes.length,
        sha256: said.sha256,
        rpms: [{ personalities: ["controller"], ima: { kind: "signed" } }],
      });
      expect(bytes.equals(await readFile(join(cwd, "command.patch")))).toBe(
        true,
      );
    });
  });

  it("leaves the RPMs as they are without a key for their files", async () => {
    await withTempDir(async (cwd) => {
      const { rpms } = await buildPatch(options(cwd, { imaKey: undefined }));
      expect(rpms.map(({ ima }) => ima.kind)).toEqual(["off"]);
    });
  });

  it("says everything that is wrong at once, and writes nothing", async () => {
    await withTempDir(async (cwd) => {
      const error = await failureOf(
        buildPatch(
          options(cwd, {
            id: "../evil",
            rpms: [{ path: "missing.rpm", personalities: [] }],
            key: "missing.pem",
            preApply: "missing.sh",
          }),
        ),
      );
      expect(error).toBeInstanceOf(Problems);
      expect((error as Problems).problems.map(({ code }) => code)).toEqual([
        "CLI_SCRIPT_UNREADABLE",
        "BUILD_ID_UNSAFE",
        "CLI_INPUT_MISSING",
        "CLI_KEY_NOT_FOUND",
      ]);
      expect(await readdir(cwd)).toEqual([]);
    });
  });

  it("takes no key from the environment", async () => {
    await withTempDir(async (cwd) => {
      process.env["STX_PATCH_KEY"] = TEST_KEYS.dev.privateKey;
      try {
        const error = await failureOf(
          buildPatch(options(cwd, { key: "none.pem" })),
        );
        expect((error as Problems).problems.map(({ code }) => code)).toEqual([
          "CLI_KEY_NOT_FOUND",
        ]);
      } finally {
        delete process.env["STX_PATCH_KEY"];
      }
    });
  });

  it("stops when it is told to, with an older file as it was", async () => {
    await withTempDir(async (cwd) => {
      await writeFile(join(cwd, `${ID}.patch`), "older");
      const stop = new AbortController();
      const error = await failureOf(
        buildPatch(
          options(cwd, {
            signal: stop.signal,
            onProgress: () => {
              stop.abort(new Error("enough"));
            },
          }),
        ),
      );
      expect((error as Error).message).toBe("enough");
      expect(await readdir(cwd)).toEqual([`${ID}.patch`]);
      expect(await readFile(join(cwd, `${ID}.patch`), "utf8")).toBe("older");
    });
  });

  it("tells how far it has come", async () => {
    await withTempDir(async (cwd) => {
      const seen: WorkProgress[] = [];
      await buildPatch(
        options(cwd, {
          onProgress: (progress) => {
            seen.push(progress);
          },
        }),
      );
      const counts = seen.map(({ doneBytes }) => doneBytes);
      expect(counts.length).toBeGreaterThan(0);
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      expect(seen[0]?.totalBytes).toBeGreaterThan(0);
    });
  });

  it("refuses an output that is one of its inputs", async () => {
    await withTempDir(async (cwd) => {
      const key = join(cwd, "key.pem");
      await writeFile(key, await readFile(TEST_KEYS.dev.privateKey));
      const error = await failureOf(
        buildPatch(options(cwd, { key: { key }, output: "key.pem" })),
      );
      expect((error as Problems).problems.map(({ code }) => code)).toEqual([
        "CLI_OUTPUT_IS_INPUT",
      ]);
    });
  });
});

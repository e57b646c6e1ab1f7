import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { TEST_KEYS, vectorPath, withTempDir } from "@stx-patch/testkit";
import { runCli, type CliResult } from "../support/cli.js";
import { schemaErrors } from "../support/schema.js";

const ID = "STX_20.06_PATCH_0009";
const NAME = "cgcs-patch-1.0-31.tis.x86_64.rpm";
const RPM = vectorPath("rpm", `unsigned/4.18/${NAME}`);
const KEY = ["--key", TEST_KEYS.dev.privateKey];
const IMA = ["--ima-key", TEST_KEYS.ima.privateKey];

async function withBuilt(
  use: (
    rebuild: (...argv: string[]) => Promise<CliResult>,
    cwd: string,
  ) => Promise<void>,
  options: readonly string[] = [],
): Promise<void> {
  await withTempDir(async (cwd) => {
    const argv = ["--id", ID, "--release", "20.06", ...KEY, ...IMA, ...options];
    const built = await runCli("patch-build", [...argv, RPM], { cwd });
    expect(built.status).toBe(0);
    await use(
      (...more) => runCli("patch-rebuild", [`${ID}.patch`, ...more], { cwd }),
      cwd,
    );
  });
}

/** Position of the first byte that differs in two decompressed patches, found the plain way. */
function firstDifferenceOf(
  a: Uint8Array = new Uint8Array(0),
  b: Uint8Array = new Uint8Array(0),
): number {
  return a.findIndex((byte, i) => byte !== b[i]);
}

interface Shown {
  readonly verdict: string;
  readonly reasons: readonly string[];
  readonly rpmDifferences: readonly {
    readonly parts: readonly {
      readonly part: string;
      readonly tags: string[];
    }[];
  }[];
  readonly firstDifference: Record<string, unknown> | null;
}

function shown({ stdout }: CliResult): Shown {
  expect(schemaErrors("rebuild-result", stdout)).toEqual([]);
  return JSON.parse(stdout) as Shown;
}

describe("where patch-rebuild finds a difference", () => {
  it.each([
    ["header", "main header", "tag 5090 (FILESIGNATURES)"],
    ["signature", "signature header", "tag 274 (FILESIGNATURES)"],
  ])("names another IMA key, layout %s", async (layout, part, tag) => {
    await withBuilt(
      async (rebuild, cwd) => {
        const other = ["--ima-key", TEST_KEYS.formal.privateKey];
        const result = await rebuild("--rpms", RPM, ...KEY, ...other, "--json");
        expect(result.status).toBe(6);
        const { reasons, rpmDifferences, firstDifference } = shown(result);
        expect(reasons).toEqual(["other-ima-key"]);
        const tags = rpmDifferences[0]?.parts.find(
          (each) => each.part === part,
        );
        expect(tags?.tags).toContain(tag);
        expect(firstDifference).toMatchObject({
          layer: "archive",
          path: `software.tar/${NAME}`,
          part: "signature header",
        });

        const argv = ["--id", ID, "--release", "20.06", ...KEY, ...other];
        const again = [...argv, "--ima-layout", layout, "-o", "again.patch"];
        await runCli("patch-build", [...again, RPM], { cwd });
        const [a, b] = await Promise.all(
          [`${ID}.patch`, "again.patch"].map(async (name) =>
            gunzipSync(await readFile(join(cwd, name))),
          ),
        );
        expect(firstDifference?.["offset"]).toBe(firstDifferenceOf(a, b));
      },
      ["--ima-layout", layout],
    );
  });

  it("names another key of the patch", async () => {
    await withBuilt(async (rebuild) => {
      const result = await rebuild(
        "--key",
        TEST_KEYS.formal.privateKey,
        "--json",
      );
      expect(result.status).toBe(0);
      expect(shown(result)).toMatchObject({
        verdict: "same-but-signature",
        reasons: ["other-key"],
        firstDifference: {
          path: "signature.v2",
          part: "content",
          offsetInFile: 0,
        },
      });
    });
  });

  it("names the time in an outer tar header, which no signature covers", async () => {
    await withBuilt(async (rebuild, cwd) => {
      const path = join(cwd, `${ID}.patch`);
      const tar = gunzipSync(await readFile(path));
      const at = tar.indexOf("software.tar");
      tar.write("00000000001", at + 136, "latin1");
      tar.fill(" ", at + 148, at + 156);
      const sum = tar.subarray(at, at + 512).reduce((all, byte) => all + byte);
      tar.write(`${sum.toString(8).padStart(6, "0")}\0 `, at + 148, "latin1");
      await writeFile(path, gzipSync(tar));
      expect(shown(await rebuild(...KEY, "--json"))).toMatchObject({
        verdict: "same-but-packaging",
        reasons: ["other-tool"],
        firstDifference: {
          path: "software.tar",
          part: "tar header",
          field: "mtime",
        },
      });
    });
  });

  it("names compression when it is only that", async () => {
    await withBuilt(async (rebuild, cwd) => {
      const path = join(cwd, `${ID}.patch`);
      await writeFile(
        path,
        gzipSync(gunzipSync(await readFile(path)), { level: 1 }),
      );
      const result = await rebuild(...KEY, "--json");
      expect(result.status).toBe(0);
      expect(shown(result)).toMatchObject({
        verdict: "same-but-packaging",
        reasons: ["compression"],
        firstDifference: { layer: "file", part: "compression" },
      });
    });
  });

  it("says it in words", async () => {
    await withBuilt(async (rebuild) => {
      const { stdout } = await rebuild(...KEY);
      expect(stdout.slice(stdout.indexOf("  Every"))).toBe(
        [
          "  Every byte is the same.",
          "  The file signatures were carried over, not made anew: that takes the private",
          "  key (--ima-key or --ima-signer).",
          "  The RPMs were those in the patch; --rpms takes them from where they were",
          "  built.",
          "",
        ].join("\n"),
      );
    });
  });

  it("says in words where it differs and why", async () => {
    await withBuilt(async (rebuild) => {
      const other = ["--ima-key", TEST_KEYS.formal.privateKey];
      const { stdout } = await rebuild("--rpms", RPM, ...KEY, ...other);
      const place = stdout.slice(stdout.indexOf("  First"));
      expect(place.replace(/byte \d+/g, "byte N")).toMatchInlineSnapshot(`
        "  First difference: byte N of the decompressed patch:
          software.tar/cgcs-patch-1.0-31.tis.x86_64.rpm, signature header, tag 269
          (SHA1) (byte N of the file).
          cgcs-patch-1.0-31.tis.x86_64.rpm: signature header: tag 269 (SHA1), tag 273
          (SHA256), tag 1004 (MD5); main header: tag 5090 (FILESIGNATURES).
          Another key signed the files of RPMs.
        "
      `);
    });
  });
});

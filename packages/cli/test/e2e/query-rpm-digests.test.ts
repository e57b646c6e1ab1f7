import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as zlib from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import {
  describeWithTool,
  run,
  vectorPath,
  withTempDir,
} from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { schemaErrors } from "../support/schema.js";

const UNSIGNED = vectorPath("rpm", "unsigned/4.18");
const SAMPLE = join(UNSIGNED, "payload-gzip-1-1.noarch.rpm");
const NAME_QUERY = ["--qf", "%{NEVRA}\\n"];

function query(...argv: string[]): Promise<CliResult> {
  return runCli("patch-query", argv, { cwd: "/" });
}

/** A copy of the sample with one bit of `text`, or of its last byte, changed. */
async function withDamage<T>(
  text: string | undefined,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const bytes = readFileSync(SAMPLE);
  const at = text === undefined ? bytes.length - 1 : bytes.indexOf(text);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return withTempDir(async (folder) => {
    const path = join(folder, "damaged.rpm");
    writeFileSync(path, bytes);
    return use(path);
  });
}

const IN_HEADER = "Payload compressor sample";

describe("a query that the headers can answer", () => {
  it("does not read the payload", async () => {
    const { stdout, status } = await withDamage(undefined, (path) =>
      query("--rpm", path, ...NAME_QUERY),
    );
    expect([stdout, status]).toEqual(["payload-gzip-1-1.noarch\n", 0]);
  });

  it.each([[NAME_QUERY], [["--requires"]], [["--provides"]]])(
    "with %j tells nothing about headers that are not what their digest says",
    async (question) => {
      const { stdout, stderr, status } = await withDamage(IN_HEADER, (path) =>
        query("--rpm", SAMPLE, path, ...question),
      );
      expect(stdout).toBe("");
      expect(codesIn(stderr)).toEqual(["RPM_HEADER_DIGEST"]);
      expect(status).toBe(2);
    },
  );

  it("with --check-digests reads the payload and says what is wrong with it", async () => {
    const { stdout, stderr, status } = await withDamage(undefined, (path) =>
      query("--rpm", path, "--check-digests", ...NAME_QUERY),
    );
    expect(stdout).toBe("payload-gzip-1-1.noarch\n");
    expect(stderr).toContain("payload-sha256 mismatch");
    expect(status).toBe(2);
  });
});

describeWithTool("rpm", "rpm, asked the same about damaged packages", () => {
  it("refuses a damaged header, too, and does not look at the payload", async () => {
    const asked = (path: string): ReturnType<typeof run> =>
      run("rpm", ["-qp", "--qf", "%{NAME}", path]);
    expect((await withDamage(undefined, asked)).stdout.toString()).toBe(
      "payload-gzip",
    );
    expect((await withDamage(IN_HEADER, asked)).stdout.toString()).toBe("");
  });
});

describe("--check-digests", () => {
  const hasZstd = "createZstdDecompress" in zlib;
  it.each([
    ["gzip", "verified"],
    ["none", "verified"],
    ["zstd", hasZstd ? "verified" : "not-checked (not unpacked)"],
    ["xz", "not-checked (not unpacked)"],
    ["lzma", "not-checked (not unpacked)"],
    ["bzip2", "not-checked (not unpacked)"],
  ])("finds the content of a payload of kind %s %s", async (kind, state) => {
    const path = join(UNSIGNED, `payload-${kind}-1-1.noarch.rpm`);
    const { stdout, status } = await query("--check-digests", "--rpm", path);
    expect(stdout).toContain(`uncompressed-sha256 ${state}`);
    expect(stdout).toContain(`uncompressed-size ${state}`);
    const isUnpacked = state === "verified";
    expect(stdout.includes(`cannot unpack ${kind}`)).toBe(!isUnpacked);
    expect(status).toBe(0);
  });

  it("is offered where the content was not looked at", async () => {
    const { stdout } = await query("--rpm", SAMPLE);
    expect(stdout).toContain("uncompressed-sha256 not-checked (not unpacked)");
    expect(stdout).toContain("; --check-digests unpacks");
  });

  it("says of a damaged payload that it cannot be unpacked", async () => {
    const path = vectorPath("rpm", "malformed/payload-bit-flip.rpm");
    const { stdout, status } = await query("--check-digests", "--rpm", path);
    expect(stdout).toContain("payload-sha256 mismatch");
    expect(stdout).toMatch(/uncompressed-sha256 mismatch/);
    expect(status).toBe(2);
  });
});

describe("the published schema", () => {
  it.each([
    ...["unsigned/4.11", "unsigned/6.0", "signed-sigheader/4.14"],
    ...["signed-mainheader/4.18", "signed-mainheader-stx"],
  ])("fits what --json says of %s", async (name) => {
    const folder = vectorPath("rpm", name);
    const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".rpm"))
      .map((path) => join(folder, path));
    expect(paths).not.toEqual([]);
    const { stdout } = await query("--json", "--rpm", ...paths);
    expect(schemaErrors("query-rpm-result", stdout)).toEqual([]);
  });

  it.each(["payload-bit-flip", "ima-not-hex", "ima-both-layouts"])(
    "fits what --json says of the faulty %s",
    async (name) => {
      const path = vectorPath("rpm", `malformed/${name}.rpm`);
      const { stdout } = await query(
        "--json",
        "--check-digests",
        "--rpm",
        path,
      );
      expect(schemaErrors("query-rpm-result", stdout)).toEqual([]);
      expect(stdout).toContain(`/${name}.rpm`);
    },
  );

  it("does not fit everything", () => {
    const json = JSON.stringify({ schemaVersion: 1, rpms: [{ file: "a" }] });
    expect(schemaErrors("query-rpm-result", json)).not.toEqual([]);
  });
});

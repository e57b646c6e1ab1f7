import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { toHex } from "@stx-patch/core";
import { nativeHash } from "@stx-patch/node-io";
import {
  describeRpm,
  fileDigestsToSign,
  type ImaLayout,
  readRpmHeaders,
  rewriteFileSignatures,
} from "@stx-patch/rpm-parser";
import { createImaSigner, loadPrivateKey } from "@stx-patch/signing";
import {
  describeWithTool,
  generateKeyPair,
  run,
  runOk,
  TEST_KEYS,
  vectorPath,
} from "@stx-patch/testkit";
import { IMA_SIGNER, signRpm } from "./signed-rpm.js";

/** Who built them; Debian's rpm reads and installs them all. */
const SETS = ["4.11", "4.14", "4.18"];
const LAYOUTS: readonly ImaLayout[] = ["header", "signature"];

/** rpm 4.15 and later leave such a package unsigned without a word, so we refuse: it has OLDFILENAMES only. */
const REFUSED = "signature/4.11/oldfilenames-1-1.noarch.rpm";

/** rpm opens a fifo that it has just made, and waits for somebody to write into it; unsigned packages alike. */
const FIFO = "/opt/kinds/fifo";

interface SignedRpm {
  readonly layout: ImaLayout;
  readonly set: string;
  readonly fileName: string;
  /** The file that was signed. */
  readonly original: Buffer;
  readonly bytes: Uint8Array;
  /** Where `bytes` are. */
  readonly path: string;
}

let folder = "";
const signed: SignedRpm[] = [];
const refused: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stx-patch-test-"));
  for (const layout of LAYOUTS)
    for (const set of SETS) await signSet(layout, set);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function signSet(layout: ImaLayout, set: string): Promise<void> {
  const target = join(folder, "rpms", layout, set);
  await mkdir(target, { recursive: true });
  for (const fileName of readdirSync(vectorPath("rpm", "unsigned", set))) {
    const source = vectorPath("rpm", "unsigned", set, fileName);
    const path = join(target, fileName);
    try {
      const bytes = await signRpm(source, layout);
      await writeFile(path, bytes);
      const original = readFileSync(source);
      signed.push({ layout, set, fileName, original, bytes, path });
    } catch (error) {
      refused.push(
        `${layout}/${set}/${fileName} ${String(Reflect.get(error as object, "code"))}`,
      );
    }
  }
}

/** Lines that rpm prints about each package, in order. */
async function query(format: string): Promise<string[][]> {
  const { stdout } = await runOk("rpm", [
    ...["-qp", "--nosignature", "--qf", `\\f${format}`],
    ...signed.map(({ path }) => path),
  ]);
  const packages = stdout.toString().split("\f").slice(1);
  return packages.map((text) => text.split("\n").slice(0, -1));
}

/** `security.ima` values as hex, one per file. */
async function expectedSignatures({ original }: SignedRpm): Promise<string[]> {
  const info = describeRpm(await readRpmHeaders([original]));
  return Promise.all(
    fileDigestsToSign(info).map(async (digest) => {
      const [value] =
        digest === undefined ? [] : await IMA_SIGNER.sign([digest]);
      return value === undefined ? "" : toHex(value);
    }),
  );
}

describe("signing every unsigned package", () => {
  it("refuses the one that rpm itself could not sign", () => {
    expect(refused).toEqual([`${REFUSED} RPM_REWRITE_OLD_NAMES`]);
    expect(signed).toHaveLength(2 * 47 - 1);
  });
});

describe("removing the signatures", () => {
  it("gives the original package back, as far as the layout left it alone", async () => {
    for (const { layout, set, fileName, original, bytes } of signed) {
      const before = await readRpmHeaders([original]);
      const after = await readRpmHeaders([bytes]);
      const payload = bytes.subarray(after.payloadOffset);
      const removed = await rewriteFileSignatures(after, undefined, {
        layout,
        signatureLength: 0,
        payloadSizeBytes: payload.length,
        hash: nativeHash,
      });
      const name = `${layout}/${set}/${fileName}`;
      const same = (a: Uint8Array, b: Uint8Array): boolean =>
        Buffer.compare(a, b) === 0;
      expect([
        name,
        same(payload, original.subarray(before.payloadOffset)),
      ]).toEqual([name, true]);
      expect([name, same(removed.mainHeader, before.main.bytes)]).toEqual([
        name,
        true,
      ]);
      if (layout === "header") continue;
      expect([name, same(after.main.bytes, before.main.bytes)]).toEqual([
        name,
        true,
      ]);
      const whole = Buffer.concat([removed.prefix(), payload]);
      expect([name, same(whole, original)]).toEqual([name, true]);
    }
  });
});

describeWithTool("rpm", "Debian's rpm", () => {
  it("finds all digests of all packages right", async () => {
    const { status, stdout } = await run("rpm", [
      ...["-K", "--nosignature"],
      ...signed.map(({ path }) => path),
    ]);
    expect(stdout.toString().trim().split("\n")).toEqual(
      signed.map(({ path }) => `${path}: digests OK`),
    );
    expect(status).toBe(0);
  });

  it("sees each file's signature as it was written, and its length", async () => {
    const answers = await query(
      "%{FILESIGNATURELENGTH}\\n%|FILESIGNATURES?{[%{FILESIGNATURES}\\n]}|",
    );
    expect(answers).toHaveLength(signed.length);
    for (const [i, rpm] of signed.entries()) {
      const expected = await expectedSignatures(rpm);
      const isSigned = expected.some((value) => value !== "");
      // The main-header layout states the length in any case, as rpm 4.14 writes it.
      const length = isSigned || rpm.layout === "header" ? "265" : "(none)";
      expect([rpm.path, ...(answers[i] ?? [])]).toEqual([
        rpm.path,
        length,
        ...expected,
      ]);
    }
  });
});

describeWithTool("rpm", "Debian's rpm and signatures of an EC key", () => {
  it("sees each in its own length", async () => {
    const pem = generateKeyPair({ kind: "ec", curve: "P-256" }).pem();
    const signer = createImaSigner(loadPrivateKey(pem, { source: "EC key" }), {
      threads: 1,
    });
    const name = "manyfiles-1-1.noarch.rpm";
    const source = vectorPath("rpm", "unsigned/4.18", name);
    const path = join(folder, name);
    const bytes = await signRpm(source, "signature", signer);
    await writeFile(path, bytes);
    const checked = await run("rpm", ["-K", "--nosignature", path]);
    expect(checked.stdout.toString()).toBe(`${path}: digests OK\n`);
    const { stdout } = await runOk("rpm", [
      ...["-qp", "--nosignature", "--qf", "[%{FILESIGNATURES}\\n]", path],
    ]);
    const { files } = describeRpm(await readRpmHeaders([bytes]));
    expect(stdout.toString().split("\n").slice(0, -1)).toEqual(
      files.map(({ imaSignature }) => imaSignature),
    );
    const lengths = files.map(({ imaSignature }) => imaSignature.length);
    expect(new Set(lengths).size).toBeGreaterThan(2);
  });
});

if (process.getuid?.() === 0)
  describeWithTool(["rpm", "evmctl"], "a scratch root", inScratchRoot);
else
  it.todo(
    "installs the packages into a scratch root, for which rpm has to be root",
  );

function inScratchRoot(): void {
  const root = (layout: ImaLayout, set: string): string =>
    join(folder, "root", layout, set);

  it.each(
    LAYOUTS.flatMap((layout) => SETS.map((set) => [layout, set] as const)),
  )(
    "takes the packages in the %s layout built by rpm %s, and finds every file sound",
    async (layout, set) => {
      // A source package is unpacked for building, never installed.
      const rpms = signed.filter(
        (rpm) =>
          rpm.layout === layout &&
          rpm.set === set &&
          !rpm.fileName.endsWith(".src.rpm"),
      );
      await mkdir(root(layout, set), { recursive: true });
      const inRoot = ["--root", root(layout, set), "--dbpath", "/rpmdb"];
      await runOk("rpm", [
        ...["-i", ...inRoot, "--nodeps", "--noscripts", "--nosignature"],
        // The filedigest packages hold the same files, with another digest each.
        ...["--replacefiles", "--excludepath", FIFO],
        ...rpms.map(({ path }) => path),
      ]);
      const { stdout } = await runOk("rpm", [...inRoot, "-qa"]);
      expect(stdout.toString().trim().split("\n")).toHaveLength(rpms.length);
      const verified = await run("rpm", [
        ...[...inRoot, "-Va", "--nodeps", "--noscripts"],
      ]);
      expect(verified.stdout.toString()).toBe("");
      expect(verified.status).toBe(0);
    },
  );

  it("holds files whose signatures evmctl accepts, for each digest algorithm", async () => {
    const names = await query("[%{FILENAMES}\\n]");
    const values = await query("%|FILESIGNATURES?{[%{FILESIGNATURES}\\n]}|");
    const accepted: string[] = [];
    for (const [i, rpm] of signed.entries()) {
      const isSample =
        rpm.set === "4.18" && /^(filedigest|cgcs-patch-1)/.test(rpm.fileName);
      const at = values[i]?.findIndex((value) => value !== "") ?? -1;
      if (!isSample || at < 0) continue;
      const file = join(root(rpm.layout, rpm.set), names[i]?.[at] ?? "");
      await writeFile(`${file}.sig`, Buffer.from(values[i]?.[at] ?? "", "hex"));
      const { status } = await run("evmctl", [
        ...["ima_verify", "--sigfile", "--key", TEST_KEYS.ima.certificate],
        file,
      ]);
      if (status === 0) accepted.push(`${rpm.layout}/${rpm.fileName}`);
    }
    const algorithms = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"];
    expect(accepted.toSorted()).toEqual(
      LAYOUTS.flatMap((layout) => [
        `${layout}/cgcs-patch-1.0-31.tis.x86_64.rpm`,
        ...algorithms.map(
          (name) => `${layout}/filedigest-${name}-1-1.noarch.rpm`,
        ),
      ]).toSorted(),
    );
  });
}

import { X509Certificate } from "node:crypto";
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
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import {
  createTimestampAuthority,
  describeWithTool,
  runOk,
  TEST_KEYS,
  vectorPath,
  withTempDir,
  type TimestampAuthority,
} from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import {
  expiredCertificate,
  statedEarlier,
} from "../support/former-signing.js";
import { schemaErrors } from "../support/schema.js";

const RPM = vectorPath("rpm", "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm");

let folder = "";
let authority: TimestampAuthority;

/** A patch with its time stamp beside it. */
async function withStamped(
  step: (cwd: string) => Promise<void>,
): Promise<void> {
  await withTempDir(async (cwd) => {
    for (const name of ["P_1.patch", "P_1.patch.tsr"])
      await copyFile(join(folder, name), join(cwd, name));
    await step(cwd);
  });
}

function stamp(
  step: "request" | "attach",
  cwd: string,
  ...argv: readonly string[]
): Promise<CliResult> {
  return runCli(`patch-timestamp ${step}`, ["P_1.patch", ...argv], { cwd });
}

function verify(cwd: string, ...argv: readonly string[]): Promise<CliResult> {
  const stamped = ["P_1.patch", "--timestamp", "P_1.patch.tsr"];
  return runCli("patch-verify", [...stamped, ...argv], { cwd });
}

describeWithTool("openssl", "patch-timestamp", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "stx-patch-stamp-"));
    const place = join(folder, "tsa");
    await mkdir(place);
    authority = await createTimestampAuthority(place, { key: "ec" });
    const build = ["--id", "P_1", "--release", "20.06", "--controller", RPM];
    await succeeding(runCli("patch-build", build, { cwd: folder }));
    await succeeding(stamp("request", folder, "--nonce"));
    const request = await readFile(join(folder, "P_1.patch.tsq"));
    const answer = await authority.answer(request);
    await writeFile(join(folder, "answer.tsr"), answer);
    const more = ["--request", "P_1.patch.tsq", "--tsa-cert"];
    await succeeding(
      stamp("attach", folder, "answer.tsr", ...more, authority.rootPath),
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("asks for the same bytes each time, and for a number when told to", async () => {
    await withStamped(async (cwd) => {
      const first = await stamp("request", cwd, "--json", "--policy", "1.2.3");
      expect(schemaErrors("timestamp-request-result", first.stdout)).toEqual(
        [],
      );
      await stamp("request", cwd, "--policy", "1.2.3", "-o", "again.tsq");
      expect(await readFile(join(cwd, "again.tsq"))).toEqual(
        await readFile(join(cwd, "P_1.patch.tsq")),
      );
      await stamp("request", cwd, "--nonce", "-o", "other.tsq");
      const { stdout } = await runOk("openssl", [
        "ts",
        "-query",
        "-in",
        join(cwd, "other.tsq"),
        "-text",
      ]);
      expect(stdout.toString()).toMatch(/Nonce: 0x[0-9A-F]+/);
      expect(stdout.toString()).toContain("Certificate required: yes");
    });
  });

  it("makes a sidecar that openssl verifies over the bytes of signature.v2", async () => {
    await withStamped(async (cwd) => {
      await runOk("tar", ["-xzf", "P_1.patch", "signature.v2"], { cwd });
      const { stdout } = await runOk("openssl", [
        ...["ts", "-verify", "-in", join(cwd, "P_1.patch.tsr")],
        ...["-data", join(cwd, "signature.v2"), "-CAfile", authority.rootPath],
        ...["-untrusted", authority.certificatePath],
      ]);
      expect(stdout.toString()).toContain("Verification: OK");
    });
  });

  it("says what it put there", async () => {
    await withStamped(async (cwd) => {
      const { stdout } = await stamp("attach", cwd, "P_1.patch.tsr", "--json");
      expect(schemaErrors("timestamp-attach-result", stdout)).toEqual([]);
      expect(JSON.parse(stdout)).toMatchObject({
        accuracyMilliseconds: 1501,
        authority: { subject: "CN=test authority", trusted: false },
      });
    });
  });

  it("is verified with the patch, and only by authorities that are named", async () => {
    await withStamped(async (cwd) => {
      const good = await verify(
        cwd,
        "--json",
        "--tsa-cert",
        authority.rootPath,
      );
      expect(good.status).toBe(0);
      expect(schemaErrors("verify-result", good.stdout)).toEqual([]);
      expect(JSON.parse(good.stdout)).toMatchObject({
        reports: [{ sidecars: [{ kind: "timestamp", verdict: "trusted" }] }],
      });
      const nobody = await verify(cwd, "-q");
      expect(nobody.status).toBe(3);
      expect(codesIn(nobody.stderr)).toEqual(["TRUST_NO_ANCHORS"]);
      const patchKey = await verify(
        cwd,
        "-q",
        "--tsa-cert",
        TEST_KEYS.dev.certificate,
      );
      expect(codesIn(patchKey.stderr)).toEqual(["TRUST_ISSUER_UNKNOWN"]);
    });
  });

  it("of another patch, or of one that was signed again, is refused by both commands", async () => {
    await withStamped(async (cwd) => {
      const resign = [
        "P_1.patch",
        "--key",
        TEST_KEYS.formal.privateKey,
        "--role",
        "formal",
      ];
      const trust = [
        "--trust",
        `formal=${TEST_KEYS.formal.certificate}`,
        "--trust",
        `dev=${TEST_KEYS.dev.certificate}`,
      ];
      expect(
        (await runCli("patch-sign resign", [...resign, ...trust], { cwd }))
          .status,
      ).toBe(0);
      const checked = await verify(
        cwd,
        "-q",
        "--tsa-cert",
        authority.rootPath,
        ...trust,
      );
      expect(codesIn(checked.stderr)).toEqual(["TIMESTAMP_IMPRINT"]);
      expect(checked.status).toBe(2);
      const before = await readFile(join(cwd, "P_1.patch.tsr"));
      await copyFile(join(cwd, "P_1.patch.tsr"), join(cwd, "answer.tsr"));
      const attached = await stamp("attach", cwd, "answer.tsr");
      expect(codesIn(attached.stderr)).toEqual(["TIMESTAMP_IMPRINT"]);
      expect(attached.status).toBe(2);
      expect(await readFile(join(cwd, "P_1.patch.tsr"))).toEqual(before);
    });
  });

  it.each<[string, readonly string[], string]>([
    ["what is no answer", ["P_1.patch"], "TIMESTAMP_MALFORMED"],
    ["an answer that is not there", ["nothing.tsr"], "IO_NOT_FOUND"],
    ["no answer", [], "CLI_ARGUMENT_MISSING"],
    [
      "too many arguments",
      ["P_1.patch.tsr", "more"],
      "CLI_ARGUMENT_UNEXPECTED",
    ],
    [
      "to write over the patch",
      ["P_1.patch.tsr", "-o", "P_1.patch"],
      "CLI_OUTPUT_IS_INPUT",
    ],
    [
      "what is no request",
      ["P_1.patch.tsr", "--request", "P_1.patch"],
      "TIMESTAMP_MALFORMED",
    ],
  ])("attaches nothing when given %s", async (_, argv, code) => {
    await withStamped(async (cwd) => {
      await rm(join(cwd, "P_1.patch.tsr.tmp"), { force: true });
      const result = await stamp("attach", cwd, ...argv);
      expect(codesIn(result.stderr)).toEqual([code]);
      expect(result.status).not.toBe(0);
      expect((await readdir(cwd)).toSorted()).toEqual([
        "P_1.patch",
        "P_1.patch.tsr",
      ]);
    });
  });

  it("needs the answer to the very request", async () => {
    await withStamped(async (cwd) => {
      await stamp("request", cwd, "--nonce", "--policy", "1.2.3");
      const result = await stamp(
        "attach",
        cwd,
        "P_1.patch.tsr",
        "--request",
        "P_1.patch.tsq",
      );
      expect(codesIn(result.stderr)).toEqual([
        "TIMESTAMP_NONCE",
        "TIMESTAMP_POLICY",
      ]);
    });
  });

  it("lets a certificate count that has expired since, only when asked and only when it is good", async () => {
    await withStamped(async (cwd) => {
      const short = join(cwd, "short.pem");
      await expiredCertificate(folder, short);
      expect(
        new Date(new X509Certificate(await readFile(short)).validTo).getTime(),
      ).toBeLessThan(Date.now());
      const trust = ["-q", "--trust", `test=${short}`];
      await resignWith(cwd);
      await stamp("request", cwd, "--allow-untrusted", "-o", "now.tsq");
      const request = await readFile(join(cwd, "now.tsq"));
      const answer = await authority.answer(request);
      await writeFile(join(cwd, "P_1.patch.tsr"), answer);
      const tsa = ["--tsa-cert", authority.rootPath];
      // The time stamp is of today, and the certificate expired before: too late, however good the time stamp is.
      const late = await verify(cwd, ...trust, ...tsa, "--at", "timestamp");
      expect(codesIn(late.stderr)).toContain("TRUST_EXPIRED");
      expect(late.status).toBe(3);
      const early = await statedEarlier(authority, answer, request);
      await writeFile(join(cwd, "P_1.patch.tsr"), early);
      const unasked = await verify(cwd, ...trust, ...tsa, "--check-dates");
      expect(unasked.status).toBe(3);
      const asked = await verify(cwd, ...trust, ...tsa, "--at", "timestamp");
      expect(asked.stderr).toBe("");
      expect(asked.status).toBe(0);
      const untrusted = await verify(cwd, ...trust, "--at", "timestamp");
      expect(codesIn(untrusted.stderr).toSorted()).toEqual([
        "TRUST_EXPIRED",
        "TRUST_NO_ANCHORS",
      ]);
    });
  });

  it("must be named where dates count as of it", async () => {
    await withStamped(async (cwd) => {
      const argv = ["P_1.patch", "--at", "timestamp"];
      const result = await runCli("patch-verify", argv, { cwd });
      expect(codesIn(result.stderr)).toEqual(["CLI_TIME_INVALID"]);
    });
  });
});

async function succeeding(running: Promise<CliResult>): Promise<void> {
  const { status, stderr } = await running;
  if (status !== 0) throw new Error(stderr);
}

async function resignWith(cwd: string): Promise<void> {
  const key = ["--key", TEST_KEYS.formal.privateKey, "--role", "formal"];
  const trust = [
    "--trust",
    `formal=${TEST_KEYS.formal.certificate}`,
    "--trust",
    `dev=${TEST_KEYS.dev.certificate}`,
  ];
  await succeeding(
    runCli("patch-sign resign", ["P_1.patch", ...key, ...trust], { cwd }),
  );
}

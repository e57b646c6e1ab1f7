import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  checkImaLayout,
  describeRpm,
  readRpmHeaders,
  rpmFileBatches,
  type RpmFile,
} from "@stx-patch/rpm-parser";
import { TEST_KEYS, vectorPath } from "@stx-patch/testkit";
import { anchorsFrom, type TrustAnchor } from "@stx-patch/trust";
import { ImaCheck, type ImaSubject } from "../../src/checks/ima.js";
import { FindingLog } from "../../src/finding-log.js";
import type { PatchView } from "../../src/patch-view.js";

function anchors(role: "ima" | "dev"): TrustAnchor[] {
  const file = TEST_KEYS[role].certificate;
  return anchorsFrom(readFileSync(file), { role, source: basename(file) });
}

const IMA = anchors("ima");

async function rpm(path: string): Promise<ImaSubject> {
  const headers = await readRpmHeaders([readFileSync(vectorPath("rpm", path))]);
  return {
    fileName: basename(path),
    info: describeRpm(headers),
    files: [...rpmFileBatches(headers)],
    imaProblems: checkImaLayout(headers),
  };
}

const NAME = "cgcs-patch-1.0-31.tis.x86_64.rpm";
const SIGNED = await rpm(`files-only-mainheader/4.14/${NAME}`);
const UNSIGNED = await rpm(`unsigned/4.14/${NAME}`);

function filesOf({ files }: ImaSubject): RpmFile[] {
  return [...files].flat();
}

/** The signed package with something done to each file that has a digest, or to the others. */
function changed(
  change: (file: RpmFile) => Partial<RpmFile>,
  which: "digested" | "others" = "digested",
): ImaSubject {
  const files = filesOf(SIGNED).map((file) =>
    (file.digest !== "") === (which === "digested")
      ? { ...file, ...change(file) }
      : file,
  );
  // In two pieces, as the files of a large package come.
  return { ...SIGNED, files: [files.slice(0, 2), files.slice(2)] };
}

/** Puts other hex digits into a signature, from a byte on. */
function patched(
  atByte: number,
  hex: string,
): (file: RpmFile) => Partial<RpmFile> {
  return ({ imaSignature: old }) => ({
    imaSignature:
      old.slice(0, 2 * atByte) + hex + old.slice(2 * atByte + hex.length),
  });
}

interface Outcome {
  readonly state: string | undefined;
  readonly findings: string[];
  readonly messages: string[];
}

async function outcome(
  rpms: readonly ImaSubject[] | undefined,
  keys: readonly TrustAnchor[] = IMA,
  stopped?: string,
): Promise<Outcome> {
  const log = new FindingLog(100);
  const check = new ImaCheck(keys, log);
  for (const subject of rpms ?? []) await check.checkRpm(subject);
  const view: Pick<PatchView, "stopped"> & { rpms: unknown } = {
    rpms,
    stopped,
  };
  check.finish(view as PatchView);
  return {
    state: log.results().find(({ id }) => id === "ima")?.state,
    findings: log.findings.map(({ severity, code }) => `${severity} ${code}`),
    messages: log.findings.map(({ message }) => message),
  };
}

describe("signatures of a key we know", () => {
  it("pass, and the report says whose they are", async () => {
    expect(await outcome([SIGNED])).toEqual({
      state: "passed",
      findings: ["info VERIFY_IMA_SIGNER"],
      messages: [
        `${countDigests(SIGNED)} file signatures verified with ima_signing_key.x509.der (role ima)`,
      ],
    });
  });

  it("are counted over all packages, by signer", async () => {
    const { messages } = await outcome(
      [SIGNED, SIGNED],
      [...anchors("dev"), ...IMA],
    );
    expect(messages).toEqual([
      expect.stringMatching(`^${2 * countDigests(SIGNED)} file signatures`),
    ]);
  });
});

function countDigests(subject: ImaSubject): number {
  return filesOf(subject).filter(({ digest }) => digest !== "").length;
}

describe("each fault has its own code, and one finding for all files", () => {
  it.each<[string, ImaSubject, string]>([
    ["no signature", changed(() => ({ imaSignature: "" })), "MISSING"],
    ["another key", changed(patched(3, "01020304")), "WRONG_KEY"],
    [
      "another file's digest",
      changed(() => ({ digest: "0".repeat(64) })),
      "BAD_SIGNATURE",
    ],
    ["another length", changed(patched(7, "0001")), "LENGTH"],
    ["another algorithm", changed(patched(2, "02")), "ALGORITHM"],
    ["another kind of attribute", changed(patched(0, "01")), "MALFORMED"],
    [
      "a signature of a directory",
      changed(() => ({ imaSignature: "0302" }), "others"),
      "UNEXPECTED",
    ],
  ])("%s", async (_what, view, code) => {
    const { state, findings, messages } = await outcome([view]);
    expect(state).toBe("failed");
    expect(findings.filter((found) => found.startsWith("error"))).toEqual([
      `error VERIFY_IMA_${code}`,
    ]);
    expect(messages[0]).toMatch(
      /^cgcs-patch-1\.0-31\.tis\.x86_64\.rpm: (\d+ files, first: )?\/\S+: \S/,
    );
  });

  it("names a single file without counting", async () => {
    const [first] = filesOf(SIGNED).filter(({ digest }) => digest !== "");
    const view = changed(({ path, imaSignature }) => ({
      imaSignature: path === first!.path ? "" : imaSignature,
    }));
    const { messages } = await outcome([view]);
    expect(messages[0]).toBe(`${NAME}: ${first!.path}: has no file signature`);
  });
});

describe("a package without file signatures", () => {
  it("is worth a warning, because some have none on purpose", async () => {
    const { state, findings } = await outcome([UNSIGNED]);
    expect(state).toBe("passed");
    expect(findings).toEqual(["warning VERIFY_IMA_UNSIGNED"]);
  });

  it("is fine when nothing in it could be signed", async () => {
    const { findings } = await outcome([
      await rpm("unsigned/4.18/nofiles-1-1.noarch.rpm"),
      await rpm("unsigned/4.18/onlydirs-1-1.noarch.rpm"),
    ]);
    expect(findings).toEqual([]);
  });
});

describe("signatures that are not stored as rpm reads them", () => {
  it.each([
    ["ima-count-doubled", "RPM_IMA_COUNT"],
    ["ima-both-layouts", "RPM_IMA_BOTH_LAYOUTS"],
  ])("%s: %s, with a certificate and without", async (file, code) => {
    const view = await rpm(`malformed/${file}.rpm`);
    expect(await outcome([view])).toMatchObject({
      state: "failed",
      findings: [`error ${code}`],
    });
    expect(await outcome([view], [])).toMatchObject({
      state: "failed",
      findings: [`error ${code}`],
    });
  });

  it("are named once when they belong to directories", async () => {
    const view = await rpm("malformed/ima-signature-on-directory.rpm");
    const without = await outcome([view], []);
    expect(without.findings).toEqual(["error RPM_IMA_WITHOUT_DIGEST"]);
    const verified = await outcome([view]);
    expect(verified.findings).toContain("error VERIFY_IMA_UNEXPECTED");
    expect(verified.findings).not.toContain("error RPM_IMA_WITHOUT_DIGEST");
  });
});

describe("when it cannot be said", () => {
  it.each([
    ["no certificate", [SIGNED], [], undefined],
    ["no RPMs", undefined, IMA, undefined],
    ["reading stopped", [SIGNED], IMA, "cut off"],
  ])("%s: not run", async (_why, rpms, keys, stopped) => {
    expect(await outcome(rpms, keys, stopped)).toMatchObject({
      state: "not-run",
      findings: [],
    });
  });
});

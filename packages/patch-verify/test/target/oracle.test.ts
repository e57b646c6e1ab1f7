import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { nativeHash, nativeInflater } from "@stx-patch/node-io";
import {
  chunked,
  describeWithTool,
  TEST_KEYS,
  uploadAllToTarget,
  vectorPath,
  type TargetReport as OracleReport,
} from "@stx-patch/testkit";
import { anchorsFrom, type TrustAnchor } from "@stx-patch/trust";
import {
  targetRelease,
  verifyPatch,
  type TargetRelease,
  type TargetReport,
} from "../../src/index.js";
import { HOSTILE_CASES } from "./hostile-cases.js";

function anchor(role: "dev" | "formal"): TrustAnchor[] {
  const bytes = readFileSync(TEST_KEYS[role].certificate);
  return anchorsFrom(bytes, { role, source: role });
}

const RELEASE = targetRelease("stx-20.06")!;
const VECTORS = readdirSync(vectorPath("patch"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

async function askUs(
  patch: Uint8Array,
  fileName: string,
  release: TargetRelease,
  acceptsDev = true,
): Promise<TargetReport> {
  const { target } = await verifyPatch(chunked(patch, [65_536]), {
    anchors: [...anchor("dev"), ...anchor("formal")],
    policy: {
      checkDates: false,
      now: new Date("2027-01-01"),
      minRsaBits: 2048,
    },
    hash: nativeHash,
    inflater: nativeInflater,
    fileName,
    target: { release, acceptsDev },
  });
  return target!;
}

/** Both say the same, in the same words where the target has words. */
async function compare(
  path: string,
  oracle: OracleReport,
  release: TargetRelease,
  undetermined = false,
): Promise<void> {
  const ours = await askUs(readFileSync(path), basename(path), release);
  if (undetermined) {
    expect(ours).toMatchObject({ outcome: "undetermined", message: null });
    return;
  }
  expect({ ...ours, oracle: oracle.reason }).toMatchObject({
    outcome: oracle.accepted ? "accepted" : "refused",
  });
  if (ours.message !== null) expect(oracle.reason).toMatch(ours.message);
}

function vectorPatch(folder: string): string {
  const name = readdirSync(vectorPath("patch", folder)).find((file) =>
    file.endsWith(".patch"),
  );
  return vectorPath("patch", folder, name ?? "missing");
}

describeWithTool(["python3", "openssl"], "what the target would do", () => {
  it.each(["stx-19.09", "stx-20.06", "stx-21.12"])(
    "is what the reader of %s does with the original's patches",
    async (name) => {
      const release = targetRelease(name)!;
      const paths = VECTORS.map(vectorPatch);
      const reports = await uploadAllToTarget(paths, undefined, {
        release: release.swVersion,
        readsSemantics: release.readsSemantics,
      });
      for (const [i, path] of paths.entries())
        await compare(path, reports[i]!, release);
      expect(reports.some(({ accepted }) => accepted)).toBe(true);
    },
  );

  it("is what its reader does without the marker for development", async () => {
    const paths = VECTORS.map(vectorPatch);
    const trusted = { formal: TEST_KEYS.formal.certificate };
    const { swVersion } = RELEASE;
    const reports = await uploadAllToTarget(paths, trusted, {
      release: swVersion,
    });
    for (const [i, path] of paths.entries()) {
      const patch = readFileSync(path);
      const ours = await askUs(patch, basename(path), RELEASE, false);
      expect([path, ours.outcome]).toEqual([
        path,
        reports[i]!.accepted ? "accepted" : "refused",
      ]);
    }
  });
});

describeWithTool(["python3", "openssl"], "a hostile patch", () => {
  const paths = new Map<string, string>();
  const reports = new Map<string, OracleReport>();
  let folder = "";

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "stx-patch-target-"));
    for (const [i, { what, patch }] of HOSTILE_CASES.entries()) {
      const home = join(folder, String(i));
      await mkdir(home);
      const path = join(home, "CRAFT_0001.patch");
      await writeFile(path, await patch());
      paths.set(what, path);
    }
    const answers = await uploadAllToTarget([...paths.values()], undefined, {
      release: RELEASE.swVersion,
    });
    HOSTILE_CASES.forEach(({ what }, i) => reports.set(what, answers[i]!));
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("has a name of its own", () => {
    expect(paths.size).toBe(HOSTILE_CASES.length);
  });

  // eslint-disable-next-line jest/expect-expect -- compare() expects
  it.each(HOSTILE_CASES.map((hostile) => [hostile.what, hostile] as const))(
    "with %s is taken or refused as by the target's reader",
    async (_, { what, undetermined }) => {
      await compare(
        paths.get(what)!,
        reports.get(what)!,
        RELEASE,
        undetermined,
      );
    },
  );
});

import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { describeWithTool, run } from "@stx-patch/testkit";

import {
  createDigestChecker,
  describeRpm,
  openRpm,
  type RpmCheck,
  type RpmHeaders,
} from "../src/index.js";
import { ourAnswers, rpmAnswers } from "./rpm-answers.js";
import { growRpms } from "./rpm-farm.js";
import { headersOf, nodeDecompress, nodeHash } from "./support.js";

describeWithTool(
  ["rpmbuild", "rpm"],
  "three hundred packages, by us and by rpm",
  () => {
    let folder = "";
    let paths: string[] = [];

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "stx-patch-test-"));
      paths = await growRpms(folder);
    }, 180_000);

    afterAll(async () => {
      await rm(folder, { recursive: true, force: true });
    });

    it("are enough, with all compressors and many digest algorithms", async () => {
      expect(paths.length).toBeGreaterThanOrEqual(300);
      const infos = await Promise.all(
        paths.map(async (path) => describeRpm(await headersOf(read(path)))),
      );
      const distinct = (values: unknown[]): number => new Set(values).size;
      expect(distinct(infos.map(({ payload }) => payload.compressor))).toBe(6);
      expect(
        distinct(infos.map(({ fileDigestAlgorithm }) => fileDigestAlgorithm)),
      ).toBe(6);
    });

    it("have the same names, files, dependencies and scripts", async () => {
      const theirs = await rpmAnswers(paths);
      expect(theirs).toHaveLength(paths.length);
      for (const [i, path] of paths.entries()) {
        const headers = await headersOf(read(path));
        expect(ourAnswers(headers, describeRpm(headers))).toEqual(theirs[i]);
      }
    });

    it("have the same state of every digest, damaged or not", async () => {
      const damaged = await damagedCopies(paths, folder);
      const all = [...paths, ...damaged];
      const theirs = await digestStates(all);
      for (const path of all) {
        const { checks, ok } = await digestReport(read(path));
        const stated = theirs.get(path)!;
        const ours = checks.filter(({ name }) => name in stated);
        expect(states(ours)).toEqual(stated);
        const isIntact = !damaged.includes(path);
        // Behind a damaged header rpm does not look at the payload digest that it holds.
        expect(Object.keys(stated).length).toBeGreaterThanOrEqual(
          isIntact ? 4 : 3,
        );
        expect(Object.values(stated).includes("mismatch")).toBe(!isIntact);
        expect(ok).toBe(isIntact);
      }
    });

    it("have the uncompressed payload they say, where Node can unpack it", async () => {
      const reports = await Promise.all(
        paths.map((path) => digestReport(read(path))),
      );
      const verified = reports.filter(({ checks }) => {
        const found = states(checks);
        expect(found["uncompressed-sha256"]).toBe(found["uncompressed-size"]);
        return found["uncompressed-sha256"] === "verified";
      });
      expect(verified.length).toBeGreaterThanOrEqual(100);
    });
  },
);

function read(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path));
}

async function digestReport(
  bytes: Uint8Array,
): ReturnType<Awaited<ReturnType<typeof createDigestChecker>>["finish"]> {
  const { headers, payload } = await openRpm([bytes]);
  const checker = await createDigestChecker(headers, nodeHash, {
    decompress: nodeDecompress,
  });
  for await (const chunk of payload) await checker.update(chunk);
  return checker.finish();
}

function states(checks: readonly RpmCheck[]): Record<string, string> {
  return Object.fromEntries(checks.map(({ name, state }) => [name, state]));
}

/** What is damaged in a copy: a digest or the bytes under it. Everything stays readable for rpm. */
const DAMAGES: readonly ((bytes: Uint8Array, headers: RpmHeaders) => void)[] = [
  (bytes) => {
    bytes[bytes.length - 1]! ^= 1;
  },
  (bytes, { payloadOffset }) => {
    bytes[payloadOffset]! ^= 0x80;
  },
  (bytes, { signature }) => {
    bytes[signature.locate(1004).offset!]! ^= 4;
  },
  (bytes, { signature }) => {
    otherDigit(bytes, signature.locate(273).offset!);
  },
  (bytes, { signature }) => {
    otherDigit(bytes, signature.locate(269).offset!);
  },
  (bytes, { main }) => {
    bytes[main.locate(1004).offset!] = 0x21;
  },
  (bytes, { main }) => {
    otherDigit(bytes, main.locate(5092).offset!);
  },
];

function otherDigit(bytes: Uint8Array, at: number): void {
  bytes[at] = bytes[at] === 0x30 ? 0x31 : 0x30;
}

async function damagedCopies(
  paths: readonly string[],
  folder: string,
): Promise<string[]> {
  const copies: string[] = [];
  for (let i = 0; i < 10 * DAMAGES.length; i += 1) {
    const bytes = read(paths[(i * 37) % paths.length]!);
    DAMAGES[i % DAMAGES.length]!(bytes, await headersOf(bytes));
    const path = join(folder, `damaged-${i}.rpm`);
    writeFileSync(path, bytes);
    copies.push(path);
  }
  return copies;
}

const CHECK_NAMES: Readonly<Record<string, string>> = {
  "Header SHA256": "header-sha256",
  "Header SHA1": "header-sha1",
  "Payload SHA256": "payload-sha256",
  MD5: "header-payload-md5",
};

/** What `rpm -K` says about each package's digests; it fails as a whole when one is bad. */
async function digestStates(
  paths: readonly string[],
): Promise<Map<string, Record<string, string>>> {
  const { stdout } = await run("rpm", ["-Kv", "--nosignature", ...paths], {
    env: { LC_ALL: "C" },
  });
  const result = new Map<string, Record<string, string>>();
  let current: Record<string, string> = {};
  for (const line of stdout.toString().split("\n")) {
    const [, what = "", verdict = ""] =
      /^ +(.*) digest: (OK|BAD)/.exec(line) ?? [];
    const name = CHECK_NAMES[what];
    if (name !== undefined)
      current[name] = verdict === "OK" ? "verified" : "mismatch";
    else if (!line.startsWith(" "))
      result.set(line.replace(/:$/, ""), (current = {}));
  }
  return result;
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import type { HashFactory } from "@stx-patch/core";
import fc from "@stx-patch/testkit/properties";
import {
  createSeal,
  exchangedChecksum,
  parseChecksum,
  PATCH_MEMBERS,
} from "../src/index.js";

const hash: HashFactory = (algorithm) => {
  const native = createHash(algorithm);
  return {
    update: (chunk) => void native.update(chunk),
    digest: () => new Uint8Array(native.digest()),
  };
};

async function seal(
  members: readonly (readonly Uint8Array[])[],
): Promise<{ checksum: string; sha256: string }> {
  const whole = createSeal(hash);
  for (const chunks of members) {
    const member = whole.member();
    for (const chunk of chunks) await member.update(chunk);
    await member.finish();
  }
  const { checksum, sha256 } = await whole.finish();
  return { checksum, sha256: Buffer.from(sha256).toString("hex") };
}

/** Members of a plain tar archive; enough for the vectors, whose names are short. */
function readTar(tar: Buffer): Map<string, Buffer> {
  const members = new Map<string, Buffer>();
  for (let at = 0; tar[at] !== 0;) {
    const name = tar.toString("latin1", at, at + 100).replace(/\0.*/s, "");
    const size = Number.parseInt(tar.toString("latin1", at + 124, at + 136), 8);
    members.set(name, tar.subarray(at + 512, at + 512 + size));
    at += 512 + 512 * Math.ceil(size / 512);
  }
  return members;
}

describe("createSeal", () => {
  it.each([
    "one-controller/STX_19.09_PATCH_0001.patch",
    "in-service-semantics/INSVC_0001.patch",
    "gnu-tar-headers/GNU_0001.patch",
  ])("makes the checksum that the original made: %s", async (file) => {
    const members = readTar(
      gunzipSync(
        readFileSync(
          new URL(`../../testkit/vectors/patch/${file}`, import.meta.url),
        ),
      ),
    );
    const signed = PATCH_MEMBERS.filter((member) => member.signed).flatMap(
      ({ name }) => members.get(name) ?? [],
    );
    const { checksum, sha256 } = await seal(signed.map((bytes) => [bytes]));
    expect(checksum).toBe(members.get("signature")!.toString("latin1"));
    expect(sha256).toBe(
      createHash("sha256").update(Buffer.concat(signed)).digest("hex"),
    );
  });

  it("starts from all ones", async () => {
    expect((await seal([])).checksum).toBe("f".repeat(32));
  });

  it("does not depend on how the members are cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.uint8Array()), { maxLength: 3 }),
        async (members) => {
          expect(await seal(members)).toEqual(
            await seal(members.map((chunks) => [Buffer.concat(chunks)])),
          );
        },
      ),
    );
  });

  it("notices a byte that moves across a member's border, which the signature does not", async () => {
    const before = await seal([[Buffer.from("ab")], [Buffer.from("cd")]]);
    const after = await seal([[Buffer.from("abc")], [Buffer.from("d")]]);
    expect(after.sha256).toBe(before.sha256);
    expect(parseChecksum(after.checksum)).not.toBe(
      parseChecksum(before.checksum),
    );
  });

  it("tells the checksum with one member exchanged, without the others", async () => {
    const [kept, before, after] = ["kept", "before", "after"].map((text) =>
      Buffer.from(text),
    ) as [Buffer, Buffer, Buffer];
    const { checksum } = await seal([[before], [kept]]);
    const exchanged = await seal([[after], [kept]]);
    expect(await exchangedChecksum(checksum, { before, after }, hash)).toBe(
      exchanged.checksum,
    );
  });

  it("refuses a hash factory without MD5 or SHA-256", () => {
    const without =
      (missing: string): HashFactory =>
      (algorithm) =>
        algorithm === missing ? undefined : hash(algorithm);
    const unavailable = expect.objectContaining({
      code: "SEAL_HASH_UNAVAILABLE",
    }) as unknown as Error;
    expect(() => createSeal(without("sha256"))).toThrow(unavailable);
    expect(() => createSeal(without("md5")).member()).toThrow(unavailable);
  });

  it("refuses steps out of sequence", async () => {
    const outOfSequence = { code: "SEAL_SEQUENCE" };
    const open = createSeal(hash);
    const member = open.member();
    expect(() => open.member()).toThrow(expect.objectContaining(outOfSequence));
    await expect(open.finish()).rejects.toMatchObject(outOfSequence);
    await member.finish();
    await expect(member.finish()).rejects.toMatchObject(outOfSequence);
    await open.finish();
    await expect(open.finish()).rejects.toMatchObject(outOfSequence);
  });
});

import { createHash } from "node:crypto";
import { afterAll, describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { createThreadedHash } from "../../src/index.js";
import { runOk } from "@stx-patch/testkit";
import { pattern } from "../support.js";

const MIB = 1024 * 1024;
const DIST = new URL("../../dist/index.js", import.meta.url).href;
const threaded = createThreadedHash({ threads: 2 });

afterAll(() => threaded.close());

async function digest(
  algorithm: "md5" | "sha256",
  chunks: readonly Uint8Array[],
): Promise<string> {
  const hasher = threaded.hash(algorithm)!;
  for (const chunk of chunks) await hasher.update(chunk);
  return hex(await hasher.digest());
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
}

describe("createThreadedHash", () => {
  it.each([0, 1, 1000, 2 * MIB - 1, 2 * MIB, 9 * MIB + 17])(
    "computes the digests of %d bytes as node:crypto does",
    async (length) => {
      const bytes = pattern(length);
      for (const algorithm of ["md5", "sha256"] as const) {
        const expected = createHash(algorithm).update(bytes).digest("hex");
        expect(await digest(algorithm, [bytes])).toBe(expected);
        expect(await digest(algorithm, cut(bytes, 100_003))).toBe(expected);
      }
    },
  );

  // Build machines limit addresses (ulimit -v), of which V8 reserves 10 GiB for 64 MiB of shared memory.
  it("computes in place where the system grants no shared memory", async () => {
    const program = `
      const { createThreadedHash } = await import(${JSON.stringify(DIST)});
      const { hash, memory, close } = createThreadedHash();
      const bytes = new Uint8Array(5 << 20).fill(7);
      const hasher = hash("sha256");
      for (let at = 0; at < bytes.length; at += 1 << 20) {
        const room = memory.borrow();
        if (room !== undefined) throw new Error("memory was granted");
        const copy = new Uint8Array(1 << 20);
        memory.copy(copy, bytes.subarray(at, at + copy.length));
        await hasher.update(copy);
      }
      console.log(Buffer.from(await hasher.digest()).toString("hex"));
      await close();
    `;
    const { stdout } = await runOk("sh", [
      "-c",
      'ulimit -v 4000000; exec "$@"',
      "sh",
      ...[process.execPath, "--input-type=module", "-e", program],
    ]);
    const bytes = new Uint8Array(5 << 20).fill(7);
    const expected = createHash("sha256").update(bytes).digest("hex");
    expect(stdout.toString().trim()).toBe(expected);
  });

  it("keeps digests that run beside each other apart", async () => {
    const inputs = Array.from({ length: 6 }, (_, i) => pattern(5 * MIB + i));
    const results = await Promise.all(
      inputs.map((bytes) => digest("sha256", cut(bytes, 65_536))),
    );
    expect(results).toEqual(
      inputs.map((bytes) => createHash("sha256").update(bytes).digest("hex")),
    );
  });

  it("gives each of several MD5s its own value, whatever pairs they come in", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 2 * MIB, max: 3 * MIB }), {
          minLength: 2,
          maxLength: 5,
        }),
        fc.integer({ min: 60_000, max: 2 * MIB }),
        async (lengths, chunkBytes) => {
          const inputs = lengths.map((length) => pattern(length));
          const results = await Promise.all(
            inputs.map((bytes) => digest("md5", cut(bytes, chunkBytes))),
          );
          expect(results).toEqual(
            inputs.map((bytes) =>
              createHash("md5").update(bytes).digest("hex"),
            ),
          );
        },
      ),
      { numRuns: 15 },
    );
  });

  it("computes an MD5 that is said to be the only one, also when it is not", async () => {
    const bytes = pattern(7 * MIB + 5);
    const expected = createHash("md5").update(bytes).digest("hex");
    const digests = await Promise.all(
      [true, true, false].map(async (isOnly) => {
        const hasher = threaded.hash("md5", { isOnly })!;
        for (const chunk of cut(bytes, MIB)) await hasher.update(chunk);
        return hex(await hasher.digest());
      }),
    );
    expect(digests).toEqual([expected, expected, expected]);
  });

  it("hashes what was read into its memory, which is not lent again before", async () => {
    const bytes = pattern(20 * MIB + 5);
    const hashers = (["md5", "md5", "sha256"] as const).map((algorithm) =>
      threaded.hash(algorithm)!,
    );
    for (let at = 0; at < bytes.length; at += MIB) {
      const part = bytes.subarray(at, at + MIB);
      const room = threaded.memory.borrow()!;
      room.bytes.set(part);
      const chunk = room.bytes.subarray(0, part.length);
      await Promise.all(hashers.map(async (hasher) => hasher.update(chunk)));
      room.release();
    }
    const [first, second, sha256] = await Promise.all(
      hashers.map(async (hasher) => hex(await hasher.digest())),
    );
    const md5 = createHash("md5").update(bytes).digest("hex");
    expect([first, second]).toEqual([md5, md5]);
    expect(sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  it("makes the producer wait instead of piling up memory", async () => {
    const hasher = threaded.hash("md5")!;
    const chunk = pattern(MIB);
    const before = process.memoryUsage().rss;
    let peak = before;
    for (let i = 0; i < 300; i++) {
      await hasher.update(chunk.slice());
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    await hasher.digest();
    expect((peak - before) / MIB).toBeLessThan(250);
  });

  // Once the threads let the process end while its producer waited for room: exit status 13, half a patch.
  it("keeps the process alive while somebody waits, and not longer", async () => {
    const script = `
      import { createThreadedHash } from ${JSON.stringify(DIST)};
      const hasher = createThreadedHash({ threads: 1 }).hash("md5");
      for (let i = 0; i < 64; i++) await hasher.update(new Uint8Array(1 << 20));
      console.log(Buffer.from(await hasher.digest()).toString("hex"));
    `;
    const { stdout } = await runOk(process.execPath, [
      "--input-type=module",
      "-e",
      script,
    ]);
    const expected = createHash("md5").update(new Uint8Array(64 << 20));
    expect(stdout.toString().trim()).toBe(expected.digest("hex"));
  });

  // A build met a full disk, closed the threads in the middle of their work and was gone: exit status 13 and not a word.
  it("keeps the process alive until threads that are at work have ended", async () => {
    // The answer is there, and not yet seen, when the thread is told to end.
    const script = `
      import { createThreadedHash } from ${JSON.stringify(DIST)};
      const threads = createThreadedHash({ threads: 1 });
      const hasher = threads.hash("sha256");
      for (let i = 0; i < 4; i++) await hasher.update(new Uint8Array(1 << 20));
      await new Promise((resolve) => setTimeout(resolve, 60));
      await hasher.update(new Uint8Array(1 << 20));
      await new Promise((resolve) => setImmediate(resolve));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      await threads.close();
      console.log("all closed");
    `;
    const { stdout } = await runOk(process.execPath, [
      "--input-type=module",
      "-e",
      script,
    ]);
    expect(stdout.toString()).toBe("all closed\n");
  });

  it("has no algorithm that node:crypto does not have", () => {
    expect(threaded.hash("none" as "md5")).toBeUndefined();
  });

  it("fails instead of waiting for ever when it was closed", async () => {
    const short = createThreadedHash({ threads: 1 });
    const hasher = short.hash("md5")!;
    await hasher.update(pattern(3 * MIB));
    await short.close();
    await expect((async () => hasher.digest())()).rejects.toMatchObject({
      code: "IO_THREAD_FAILED",
    });
  });
});

import { createHash, randomBytes } from "node:crypto";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterEach, describe, expect, it } from "@jest/globals";
import { toHex, type HashFactory } from "@stx-patch/core";
import type { MessageLink } from "../src/worker/hash-messages.js";
import { serveHashes } from "../src/worker/hash-thread.js";
import { threadedHash } from "../src/worker/threaded-hash.js";

const open: MessagePort[] = [];

afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** Both ends of a link; Node's ports are a browser's. */
function link(): [MessageLink, MessageLink] {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  return [port1 as unknown as MessageLink, port2 as unknown as MessageLink];
}

function threads(count: number): HashFactory {
  return threadedHash(
    Array.from({ length: count }, () => {
      const [here, there] = link();
      serveHashes(there);
      return here;
    }),
  );
}

describe("threadedHash", () => {
  it.each([0, 1, 262_143, 262_144, 262_145, 3_000_001])(
    "digests %d bytes as OpenSSL does, however they are cut",
    async (size) => {
      const bytes = randomBytes(size);
      const expected = createHash("sha256").update(bytes).digest("hex");
      const create = threads(2);
      for (const cut of [size + 1, 65_536, 100_003]) {
        const hasher = create("sha256")!;
        for (let at = 0; at < size; at += cut)
          await hasher.update(bytes.subarray(at, at + cut));
        expect(toHex(await hasher.digest())).toBe(expected);
      }
    },
  );

  it("keeps several digests apart on one thread", async () => {
    const create = threads(1);
    const [a, b] = [create("md5")!, create("md5")!];
    const bytes = randomBytes(1 << 20);
    await Promise.all([a.update(bytes), b.update(bytes.subarray(1))]);
    const md5 = (part: Uint8Array): string =>
      createHash("md5").update(part).digest("hex");
    expect(toHex(await a.digest())).toBe(md5(bytes));
    expect(toHex(await b.digest())).toBe(md5(bytes.subarray(1)));
  });

  it("makes the reader wait for a thread that does not keep up", async () => {
    const [here] = link();
    const hasher = threadedHash([here])("md5")!;
    const chunk = new Uint8Array(1 << 20);
    const waits = Array.from({ length: 6 }, () => hasher.update(chunk));
    expect(waits.slice(0, 4)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    const outcome = await Promise.race([
      waits[5],
      new Promise((resolve) => setTimeout(resolve, 30, "waits")),
    ]);
    expect(outcome).toBe("waits");
  });
});

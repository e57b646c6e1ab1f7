import { describe, expect, it } from "@jest/globals";
import { HashThread } from "../../src/hash/hash-thread.js";
import { compileMd5 } from "../../src/hash/md5-module.js";

const ONE_PAGE = { initial: 1, maximum: 1 };
const TWO_PAGES = { initial: 2, maximum: 2 };

/** A thread whose memory is not the one its program was compiled for, so that it ends as soon as it begins. */
function brokenThread(onFailure: () => void): HashThread {
  return new HashThread(
    {
      memory: new WebAssembly.Memory({ ...ONE_PAGE, shared: true }),
      module: compileMd5(TWO_PAGES),
      scratch: 0,
    },
    { onHashed: () => undefined, onFailure },
  );
}

describe("a hash thread that ends before its work is done", () => {
  it("fails the digests that wait for it, and those who come later", async () => {
    let failures = 0;
    const thread = brokenThread(() => {
      failures += 1;
    });
    const id = thread.start("md5", false);
    await expect(thread.finish(id)).rejects.toMatchObject({
      code: "IO_THREAD_FAILED",
    });
    expect(failures).toBeGreaterThan(0);
    expect(() => {
      thread.assertAlive();
    }).toThrow(expect.objectContaining({ code: "IO_THREAD_FAILED" }));
    await thread.close();
  });

  // A command once waited for ever for the end of a thread that had ended already: status 13 and not a word.
  it("can be closed all the same", async () => {
    const thread = brokenThread(() => undefined);
    await expect(thread.finish(thread.start("md5", false))).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(thread.close()).resolves.toBeUndefined();
  });
});

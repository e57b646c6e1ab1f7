import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { forgeHash } from "../src/index.js";

describe("forgeHash", () => {
  it.each(["md5", "sha1", "sha256", "sha384", "sha512"] as const)(
    "computes %s like OpenSSL, however the data is cut",
    async (algorithm) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.uint8Array({ maxLength: 20_000 }), { maxLength: 4 }),
          async (chunks) => {
            const ours = forgeHash(algorithm)!;
            const native = createHash(algorithm);
            for (const chunk of chunks) {
              await ours.update(chunk);
              native.update(chunk);
            }
            expect(Buffer.from(await ours.digest())).toEqual(native.digest());
          },
        ),
        { numRuns: 20 },
      );
    },
  );

  it.each(["sha224", "sha3-256", "sha3-512"] as const)(
    "says that there is no %s",
    (algorithm) => {
      expect(forgeHash(algorithm)).toBeUndefined();
    },
  );
});

import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import {
  readTar,
  tarMembersSizeBytes,
  tarSizeBytes,
  writeTar,
} from "../src/index.js";
import { chunked, collect } from "./support.js";

const entry = (
  name: string,
  sizeBytes: number,
): Parameters<typeof tarSizeBytes>[0][number] & object => ({ name, sizeBytes });

describe("the length of an archive that is still to be written", () => {
  it("is that of the archive, and its members end where the next one would begin", () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.tuple(fc.integer({ min: 1, max: 300 }), fc.nat(2000)),
          { selector: ([length]) => length, maxLength: 6 },
        ),
        async (shapes) => {
          const entries = shapes.map(([length, sizeBytes]) =>
            entry("n".repeat(length), sizeBytes),
          );
          const next = entry("next", 0);
          const archive = await collect(
            writeTar(
              [...entries, next].map(({ name, sizeBytes }) => ({
                ...{ name, sizeBytes, mode: 0o644, mtimeSeconds: 0 },
                body: new Uint8Array(sizeBytes),
              })),
            ),
          );
          expect(tarSizeBytes([...entries, next])).toBe(archive.length);
          for await (const member of readTar(chunked(archive)))
            if (member.name === "next")
              expect(member.headerOffset).toBe(tarMembersSizeBytes(entries));
        },
      ),
      { numRuns: 30 },
    ));
});

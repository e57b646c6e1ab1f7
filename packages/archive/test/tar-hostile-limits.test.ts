import { describe, expect, it } from "@jest/globals";
import type { Limits } from "@stx-patch/core";
import { DEFAULT_LIMITS } from "@stx-patch/core";
import { rawArchive, rawMember, rawPax } from "./raw-tar.js";
import { codeOf, readAll } from "./support.js";

describe("limits", () => {
  const three = rawArchive(
    ...["a", "b", "c"].map((name) => rawMember({ name })),
  );
  const limits = (change: Partial<Limits>): Limits => ({
    ...DEFAULT_LIMITS,
    ...change,
  });

  it("refuses one member too many", async () => {
    expect(
      (await readAll(three, { limits: limits({ maxTarMembers: 3 }) })).members,
    ).toHaveLength(3);
    expect(
      await codeOf(readAll(three, { limits: limits({ maxTarMembers: 2 }) })),
    ).toBe("TAR_TOO_MANY_MEMBERS");
  });

  it("refuses an extended header beyond its limit before reading it", async () => {
    const archive = rawArchive(
      rawPax({ mtime: "1".repeat(50) }),
      rawMember({}),
    );
    expect(
      await codeOf(
        readAll(archive, { limits: limits({ maxTarMetaBytes: 40 }) }),
      ),
    ).toBe("TAR_META_TOO_LARGE");
  });
});

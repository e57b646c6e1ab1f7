import { describe, expect, it } from "@jest/globals";
import { describeRpm, fileDigestsToSign } from "../src/index.js";
import { codeOf, headersOf, vector } from "./support.js";

describe("fileDigestsToSign", () => {
  it("gives one entry per file, undefined without digest", async () => {
    const path = "unsigned/4.18/filekinds-1.0-1.x86_64.rpm";
    const info = describeRpm(await headersOf(vector(path)));
    const digests = fileDigestsToSign(info);
    expect(digests).toHaveLength(info.files.length);
    info.files.forEach(({ digest }, i) => {
      const toSign = digests[i];
      expect(toSign?.algorithm).toBe(digest === "" ? undefined : "sha256");
      expect(Buffer.from(toSign?.digest ?? []).toString("hex")).toBe(digest);
    });
  });

  it.each(["ripemd160", "sha3-256", "sha3-512"] as const)(
    "refuses %s",
    async (fileDigestAlgorithm) => {
      const path = "unsigned/4.18/epoch-2.0-1.noarch.rpm";
      const info = describeRpm(await headersOf(vector(path)));
      expect(
        await codeOf(() => fileDigestsToSign({ ...info, fileDigestAlgorithm })),
      ).toBe("RPM_IMA_ALGORITHM");
    },
  );
});

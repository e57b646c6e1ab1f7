import { describe, expect, it } from "@jest/globals";
import { TEST_KEYS } from "@stx-patch/testkit";
import { readFileSync } from "node:fs";
import { parseCertificates, parseRevocationList } from "../src/index.js";
import { utf8, withCode } from "./support.js";

const HEX = "0123456789abcdef".repeat(4);
const COLONS = HEX.replace(/..(?=.)/g, "$&:").toUpperCase();

describe("a list of revoked fingerprints", () => {
  it.each([
    ["plain hex", HEX],
    ["colons, as openssl prints it", `SHA256 Fingerprint=${COLONS}`],
    ["lower-case openssl 3", `sha256 Fingerprint=${COLONS}`],
    ["a prefix", `sha256:${HEX}`],
    ["a comment", `${HEX}   # lost in 2020`],
    [
      "comments and empty lines around",
      `# list\r\n\r\n  ${HEX}\r\n#${"f".repeat(64)}\n`,
    ],
  ])("is read from %s", (_, text) => {
    expect([...parseRevocationList(utf8(text), "list")]).toEqual([HEX]);
  });

  it.each([
    ["a word"],
    [HEX.slice(1)],
    [`${HEX}0`],
    [`${HEX} ${HEX}`],
    ["sha1:0123"],
  ])("is refused as a whole for %s", (line) => {
    expect(() =>
      parseRevocationList(utf8(`${HEX}\n${line}\n`), "list"),
    ).toThrow(withCode("TRUST_REVOCATION_LIST"));
  });

  it("may be empty, but not huge", () => {
    expect(parseRevocationList(utf8("# none\n"), "list").size).toBe(0);
    expect(() =>
      parseRevocationList(new Uint8Array((4 << 20) + 1), "list"),
    ).toThrow(withCode("TRUST_TOO_LARGE"));
  });

  it("takes what certificates are shown with", () => {
    const bytes = new Uint8Array(readFileSync(TEST_KEYS.dev.certificate));
    const [certificate] = parseCertificates(bytes, "dev");
    const list = parseRevocationList(
      utf8(certificate!.fingerprintSha256),
      "list",
    );
    expect(list.has(certificate!.fingerprintSha256)).toBe(true);
  });
});

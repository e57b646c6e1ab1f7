import { describe, expect, it } from "@jest/globals";
import { createMemberGrammar, PATCH_MEMBERS } from "../src/index.js";

/** Codes of all findings about an archive with these members. */
function codesOf(names: readonly string[], type = "file"): string[] {
  const grammar = createMemberGrammar();
  return [
    ...names.flatMap((name, i) =>
      grammar.accept({ name, type, offset: 512 * i }),
    ),
    ...grammar.finish(),
  ].map(({ code, member }) => `${code} ${member ?? ""}`);
}

const ALL = PATCH_MEMBERS.map(({ name }) => name);
const WITHOUT_SEMANTICS = ALL.filter((name) => name !== "semantics.tar");

describe("createMemberGrammar", () => {
  it("accepts the members that tools write, with and without semantics", () => {
    expect(codesOf(ALL)).toEqual([]);
    expect(codesOf(WITHOUT_SEMANTICS)).toEqual([]);
  });

  it.each(WITHOUT_SEMANTICS)("misses %s", (name) => {
    expect(codesOf(ALL.filter((other) => other !== name))).toEqual([
      `MEMBER_MISSING ${name}`,
    ]);
  });

  it("reports every repetition", () => {
    expect(codesOf([...ALL, "metadata.tar", "signature.v2"])).toEqual([
      "MEMBER_DUPLICATE metadata.tar",
      "MEMBER_DUPLICATE signature.v2",
    ]);
  });

  it("reports another order", () => {
    expect(
      codesOf(["software.tar", "metadata.tar", "signature", "signature.v2"]),
    ).toEqual(["MEMBER_ORDER metadata.tar"]);
  });

  it.each([
    ["extra.txt", "MEMBER_UNKNOWN"],
    ["METADATA.TAR", "MEMBER_UNKNOWN"],
    ["./metadata.tar", "MEMBER_UNKNOWN"],
    ["metadata.tar/", "MEMBER_UNKNOWN"],
    ["", "MEMBER_UNKNOWN"],
    ["a..b", "MEMBER_UNKNOWN"],
    ["/etc/passwd", "MEMBER_UNSAFE_PATH"],
    ["../metadata.tar", "MEMBER_UNSAFE_PATH"],
    ["a/../../b", "MEMBER_UNSAFE_PATH"],
    ["..", "MEMBER_UNSAFE_PATH"],
    ["C:\\x", "MEMBER_UNSAFE_PATH"],
    ["..\\x", "MEMBER_UNSAFE_PATH"],
  ])("refuses %j", (name, code) => {
    expect(codesOf([...ALL, name])).toEqual([`${code} ${name}`]);
  });

  it.each(["directory", "symlink", "link", "device", "fifo", "other"])(
    "refuses a %s in a member's place",
    (type) => {
      const grammar = createMemberGrammar();
      expect(
        grammar.accept({ name: "metadata.tar", type, offset: 1024 }),
      ).toEqual([
        expect.objectContaining({
          code: "MEMBER_NOT_A_FILE",
          severity: "error",
          member: "metadata.tar",
          offset: 1024,
        }),
      ]);
    },
  );
});

import { describe, expect, it } from "@jest/globals";
import { declaredLicence } from "../src/licence.js";

describe("an RPM's License tag", () => {
  it.each([
    ["Apache-2.0", "Apache-2.0", true],
    [" MIT ", "MIT", true],
    ["MIT and BSD-3-Clause", "MIT AND BSD-3-Clause", false],
    ["GPL-2.0+", "GPL-2.0+", false],
    [
      "GPL-2.0-or-later WITH Classpath-exception-2.0",
      "GPL-2.0-or-later WITH Classpath-exception-2.0",
      false,
    ],
    ["(MIT OR ISC) AND Zlib", "(MIT OR ISC) AND Zlib", false],
    ["MIT OR (ISC AND Zlib)", "MIT OR (ISC AND Zlib)", false],
  ])("%j is the expression %j", (tag, expression, isId) => {
    expect(declaredLicence(tag)).toEqual({
      kind: "expression",
      expression,
      isId,
    });
  });

  it.each([
    ["Fedora's short names", "GPLv2+ and ASL 2.0"],
    ["prose", "See the file COPYING"],
    ["other capitals", "apache-2.0"],
    ["a reference to what is defined nowhere", "MIT AND LicenseRef-ACME"],
    ["an end that is missing", "MIT AND"],
    ["brackets that would exhaust the stack", "(".repeat(200_000)],
    ["operators that would", `MIT${" AND MIT".repeat(100_000)}`],
  ])("keeps %s as words", (_, tag) => {
    expect(declaredLicence(tag)).toEqual({ kind: "text", text: tag });
  });

  it.each(["", "   "])("%j says nothing", (tag) => {
    expect(declaredLicence(tag)).toBeUndefined();
  });
});

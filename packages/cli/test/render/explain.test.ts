import { describe, expect, it } from "@jest/globals";
import { explain, REPORT_CODES } from "../../src/render/explain.js";
import { findingOf } from "../support/reports.js";

describe("the explanation of a finding", () => {
  it("has a meaning for every code that a check can report", () => {
    for (const code of Object.keys(REPORT_CODES)) {
      const { means, remedy } = explain(findingOf({ code }));
      expect(means).toMatch(/[.]$/);
      expect(remedy).toMatch(/[.]$/);
    }
  });

  it("goes without a meaning for a code that nobody describes", () => {
    expect(explain(findingOf({ code: "NEW_CODE" })).means).toBe("");
  });

  it.each([
    [{}, ""],
    [{ offset: 5 }, "byte 5"],
    [{ member: "software.tar" }, "software.tar"],
    [{ member: "software.tar", offset: 0 }, "software.tar, byte 0"],
  ])("says for %j where it is: %j", (place, where) => {
    expect(explain(findingOf(place)).where).toBe(where);
  });
});

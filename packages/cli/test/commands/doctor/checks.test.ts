import { describe, expect, it } from "@jest/globals";
import { checkNode } from "../../../src/commands/doctor/check-node.js";
import { validityChecks } from "../../../src/commands/doctor/validity.js";

describe("the version of Node.js", () => {
  it.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])(
    "may be %s",
    (version) => {
      expect(checkNode(version)).toHaveLength(1);
    },
  );

  it.each(["18.20.4", "20.18.3", "9.0.0", ""])("may not be %j", (version) => {
    expect(() => checkNode(version)).toThrow(
      expect.objectContaining({ code: "CLI_NODE_TOO_OLD" }),
    );
  });
});

describe("the dates of a certificate", () => {
  const certificate = {
    notBefore: new Date("2026-01-01T00:00:00Z"),
    notAfter: new Date("2027-01-01T00:00:00Z"),
  };

  it.each([
    ["2025-12-31", "warn", "bad"],
    ["2026-06-01", undefined, undefined],
    ["2026-12-15", "warn", "warn"],
    ["2027-01-02", "warn", "bad"],
  ])("come on %s to %s, and with check-dates to %s", (day, lax, strict) => {
    const question = {
      subject: "patch key",
      name: "c",
      now: new Date(`${day}T00:00:00Z`),
      code: "CLI_KEY_EXPIRED",
    } as const;
    const states = [false, true].map(
      (each) =>
        validityChecks(certificate, { ...question, strict: each })[0]?.state,
    );
    expect(states).toEqual([lax, strict]);
  });
});

import { afterEach, describe, expect, it, jest } from "@jest/globals";

const { CI: before } = process.env;

afterEach(() => {
  if (before === undefined) delete process.env["CI"];
  else process.env["CI"] = before;
});

async function firstNumbers(): Promise<number[]> {
  jest.resetModules();
  const { default: fc } = await import("../src/properties.js");
  const seen: number[] = [];
  fc.assert(
    fc.property(fc.integer(), (number) => {
      seen.push(number);
    }),
  );
  fc.resetConfigureGlobal();
  return seen;
}

describe("inputs of properties", () => {
  it("are the same in each run of CI", async () => {
    process.env["CI"] = "true";
    expect(await firstNumbers()).toEqual(await firstNumbers());
  });

  it("are new ones anywhere else", async () => {
    delete process.env["CI"];
    expect(await firstNumbers()).not.toEqual(await firstNumbers());
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { createAtomicFile } from "../src/index.js";
import {
  codeOf,
  collect,
  expectSameBytes,
  pattern,
  useFolder,
} from "./support.js";

const folder = useFolder();
const target = (): string => join(folder.path, "x.patch");

describe("following a file while it is written", () => {
  it("gives every byte once, and ends where the writing does", async () => {
    const data = pattern(40_000_000);
    const file = await createAtomicFile(target());
    const followed = collect(file.follow());
    for (let at = 0; at < data.length; at += 700_001)
      await file.write(data.subarray(at, at + 700_001));
    await file.end();
    expectSameBytes(await followed, data);
    await file.commit();
    expectSameBytes(readFileSync(target()), data);
  });

  it("gives what was written before it began, and nothing for nothing", async () => {
    const file = await createAtomicFile(target());
    await file.write(pattern(10));
    await file.end();
    expectSameBytes(await collect(file.follow()), pattern(10));
    await file.abort();
    const empty = await createAtomicFile(target());
    await empty.end();
    expect(await collect(empty.follow())).toHaveLength(0);
    await empty.abort();
  });

  it("fails when the file is given up, instead of waiting for ever", async () => {
    const file = await createAtomicFile(target());
    const followed = codeOf(collect(file.follow()));
    await file.write(pattern(500_000));
    await file.abort();
    expect(await followed).toBe("IO_ABORTED");
  });
});

import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { readSmallFile } from "../src/index.js";
import { codeOf, pattern, useFolder } from "./support.js";

const folder = useFolder();

describe("readSmallFile", () => {
  it.each([0, 1, 65_536, 100_000])(
    "reads a file of %d bytes up to the limit",
    async (length) => {
      const path = join(folder.path, "file");
      writeFileSync(path, pattern(length));
      expect(
        Buffer.from(await readSmallFile(path, { maxBytes: length })).equals(
          pattern(length),
        ),
      ).toBe(true);
    },
  );

  it("refuses one byte more than the limit", async () => {
    const path = join(folder.path, "file");
    writeFileSync(path, pattern(101));
    expect(await codeOf(readSmallFile(path, { maxBytes: 100 }))).toBe(
      "IO_INPUT_TOO_LARGE",
    );
  });

  it("stops at the limit also where no size is known", async () => {
    expect(
      await codeOf(readSmallFile("/dev/zero", { maxBytes: 1_000_000 })),
    ).toBe("IO_INPUT_TOO_LARGE");
  });

  it("reads a pipe, as a shell makes it for <(command)", async () => {
    const path = join(folder.path, "pipe");
    execFileSync("mkfifo", [path]);
    spawn("sh", ["-c", 'printf "secret" > "$0"', path]);
    expect(
      new TextDecoder().decode(await readSmallFile(path, { maxBytes: 100 })),
    ).toBe("secret");
  });

  it("says why it cannot", async () => {
    expect(
      await codeOf(
        readSmallFile(join(folder.path, "missing"), { maxBytes: 1 }),
      ),
    ).toBe("IO_NOT_FOUND");
    expect(await codeOf(readSmallFile(folder.path, { maxBytes: 1 }))).toBe(
      "IO_IS_DIRECTORY",
    );
  });
});

import { describe, expect, it } from "@jest/globals";

import { run, runOk } from "../src/process.js";
import { withTempDir } from "../src/temp-dir.js";

const echoInput = "process.stdin.pipe(process.stdout)";

describe("run", () => {
  it("hands over input, environment and folder, and returns both streams", async () => {
    await withTempDir(async (cwd) => {
      const script = `process.stderr.write(process.env.GREETING + process.cwd()); ${echoInput}`;
      const result = await run(process.execPath, ["-e", script], {
        cwd,
        env: { GREETING: "hello " },
        input: "in",
      });
      expect(result.status).toBe(0);
      expect(result.stdout.toString()).toBe("in");
      expect(result.stderr).toBe(`hello ${cwd}`);
    });
  });

  it("reports the exit code instead of throwing", async () => {
    const result = await run(process.execPath, ["-e", "process.exit(3)"]);
    expect(result.status).toBe(3);
  });

  it("survives a program that does not read its input", async () => {
    const result = await run(process.execPath, ["-e", "process.exit(0)"], {
      input: new Uint8Array(4_000_000),
    });
    expect(result.status).toBe(0);
  });

  it("rejects when the program does not exist", async () => {
    await expect(run("no-such-program-here", [])).rejects.toThrow("ENOENT");
  });
});

describe("runOk", () => {
  it("shows what a failing program said", async () => {
    const script = "console.error('because'); process.exit(2)";
    await expect(runOk(process.execPath, ["-e", script])).rejects.toThrow(
      "because",
    );
  });
});

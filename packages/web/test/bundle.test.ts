import { describe, expect, it } from "@jest/globals";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (path: string): string =>
  fileURLToPath(new URL(`../../../${path}`, import.meta.url));

describe("a bundle of the verifier for browsers", () => {
  it("needs nothing of Node and no stand-ins for it", async () => {
    const { outputFiles, metafile } = await build({
      entryPoints: [at("packages/web/src/worker/main.ts")],
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      platform: "browser",
      format: "esm",
      tsconfig: at("tsconfig.test.json"),
      // Of tar-stream, which only writes: looked up, then dropped with it, as the next line sees.
      external: ["events"],
    });
    const [output] = Object.values(metafile.outputs);
    expect(output?.imports).toEqual([]);
    expect(outputFiles[0]?.text).not.toMatch(/\brequire\(|["'`]node:/);
  });
});

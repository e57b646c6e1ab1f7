import { describe, expect, it } from "@jest/globals";
import { fileChunks } from "../src/file-chunks.js";

/** A blob that tells what was read of it, or that fails from some byte on. */
class WatchedBlob extends Blob {
  readonly starts: number[] = [];
  failFrom = Infinity;

  override slice(start = 0, end = this.size): Blob {
    this.starts.push(start);
    const part = super.slice(start, end);
    if (start >= this.failFrom)
      part.arrayBuffer = () => Promise.reject(new Error("gone"));
    return part;
  }
}

const content = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

describe("fileChunks", () => {
  it.each([1, 7, 999, 1000, 1001])(
    "gives all bytes in order, %d at a time",
    async (size) => {
      const chunks: number[] = [];
      for await (const chunk of fileChunks(new Blob([content]), size))
        chunks.push(...chunk);
      expect(chunks).toEqual([...content]);
    },
  );

  it("gives nothing of an empty file", async () => {
    expect(await fileChunks(new Blob([])).next()).toMatchObject({ done: true });
  });

  it("reads at most one chunk ahead of whoever consumes", async () => {
    const blob = new WatchedBlob([content]);
    const chunks = fileChunks(blob, 100);
    await chunks.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(blob.starts).toEqual([0, 100]);
    await chunks.return(undefined);
  });

  it("names a file that cannot be read any more, with the place", async () => {
    const blob = new WatchedBlob([content]);
    blob.failFrom = 300;
    const chunks = fileChunks(blob, 100);
    for (let i = 0; i < 3; i += 1) await chunks.next();
    await expect(chunks.next()).rejects.toMatchObject({
      code: "WEB_FILE_UNREADABLE",
      location: { offset: 300 },
    });
  });
});

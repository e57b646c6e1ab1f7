// A gzip file: what the reader takes must be what zlib makes of it.
import { gunzipSync, gzipSync } from "node:zlib";
import { ARCHIVE_ERRORS, readGzip } from "@stx-patch/archive";
import { DEFAULT_LIMITS } from "@stx-patch/core";

import { patches } from "./patch-vectors.mjs";
import { claim, inChunks, orCoded, sameBytes, words } from "./support.mjs";

const MAX_BYTES = 1 << 14;
const LIMITS = { ...DEFAULT_LIMITS, maxPatchBytes: 1 << 22 };

async function run(bytes) {
  const whole = await orCoded(ARCHIVE_ERRORS, () => content(bytes, 1 << 16));
  const chunked = await orCoded(ARCHIVE_ERRORS, () => content(bytes, 7));
  claim(whole.code === chunked.code, "chunks change what is refused");
  if (whole.value === undefined) return;
  claim(sameBytes(whole.value, chunked.value), "chunks change the content");
  claim(sameBytes(whole.value, gunzipSync(bytes)), "zlib reads something else");
}

async function content(bytes, chunkBytes) {
  const parts = [];
  const source = inChunks(bytes, chunkBytes);
  for await (const chunk of readGzip(source, { limits: LIMITS }))
    parts.push(chunk);
  return Buffer.concat(parts);
}

/** The trailer fits the content wherever zlib can read it, or every changed input would end there. */
function repairTrailer(bytes, random) {
  if (random.oneIn(4) || bytes.length < 18) return bytes;
  try {
    // zlib does not look at what is behind the data when it is asked for the data only.
    return new Uint8Array(
      gzipSync(gunzipSync(bytes, { finishFlush: 2 }), {
        level: random.below(10),
      }),
    );
  } catch {
    return bytes;
  }
}

export const target = {
  maxBytes: MAX_BYTES,
  run,
  repair: repairTrailer,
  dictionary: words(
    [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3],
    [0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3],
    [0x1f, 0x8b, 8, 0x1e],
    [3, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0xff, 0xff],
  ),
  seeds: () => [
    ...patches(MAX_BYTES),
    ...["", "a", "abc".repeat(1000)].map(
      (text) => new Uint8Array(gzipSync(text)),
    ),
  ],
};

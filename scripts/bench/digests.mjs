// The digests of a build or verification and nothing else: nobody reads, writes, compresses or parses. What a row of the table has above it is
// the price of everything else; what it has above 1 is what the format asks for beyond one MD5.
// Usage: node digests.mjs MIB DIGEST,DIGEST... [DIGEST,DIGEST...]   a list for each pass over the bytes; crc32 is one of the names
import { randomFillSync } from "node:crypto";
import { crc32 } from "node:zlib";
import { createThreadedHash } from "@stx-patch/node-io";

const CHUNK_BYTES = 1024 * 1024;
/** More than the processor's caches near the core hold, as in a build, where the bytes come from another core or from memory. */
const CHUNKS = 16;

const [mebibytes, ...passes] = process.argv.slice(2);
const { hash, memory, close } = createThreadedHash();
const chunks = Array.from({ length: CHUNKS }, () => {
  const { bytes } = memory.borrow();
  return randomFillSync(bytes.subarray(0, CHUNK_BYTES));
});
for (const pass of passes) {
  const names = pass.split(",");
  const isOnly = names.filter((name) => name === "md5").length === 1;
  const hashers = names
    .filter((name) => name !== "crc32")
    .map((name) => hash(name, { isOnly }));
  const checksums = names
    .filter((name) => name === "crc32")
    .map(() => ({ value: 0 }));
  for (let i = 0; i < Number(mebibytes); i++) {
    const chunk = chunks[i % CHUNKS];
    const room = hashers.map((hasher) => hasher.update(chunk));
    for (const checksum of checksums)
      checksum.value = crc32(chunk, checksum.value);
    await Promise.all(room);
  }
  await Promise.all(hashers.map((hasher) => hasher.digest()));
}
await close();

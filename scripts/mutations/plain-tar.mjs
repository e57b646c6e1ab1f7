// The simplest reader of tar: for archives that are known to be sound. Extended headers are passed over.
const BLOCK = 512;

/** Members in order, repeats included. */
export function membersOf(tar) {
  const members = [];
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const size = Number.parseInt(field(tar, at + 124, 12), 8);
    const start = at + BLOCK;
    const type = String.fromCharCode(tar[at + 156]);
    if (!"xgLK".includes(type))
      members.push({
        name: field(tar, at, 100),
        body: tar.slice(start, start + size),
      });
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return members;
}

/** Makes the checksums of all headers right that can be found. */
export function withChecksums(tar) {
  const copy = Uint8Array.from(tar);
  for (let at = 0; at + BLOCK <= copy.length;) {
    const header = copy.subarray(at, at + BLOCK);
    if (header[0] === 0) return copy;
    const size = Number.parseInt(field(copy, at + 124, 12), 8) || 0;
    putChecksum(header);
    at += BLOCK + Math.ceil(Math.max(0, size) / BLOCK) * BLOCK;
  }
  return copy;
}

function putChecksum(header) {
  header.fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.set(Buffer.from(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
}

function field(bytes, at, size) {
  return Buffer.from(bytes.subarray(at, at + size))
    .toString("latin1")
    .replace(/\0.*/s, "");
}

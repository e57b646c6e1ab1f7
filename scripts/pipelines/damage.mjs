// Changes one byte in the middle of a file.
// usage: node damage.mjs FILE
import { readFileSync, writeFileSync } from "node:fs";

const [path] = process.argv.slice(2);
const bytes = readFileSync(path);
bytes[bytes.length >> 1] ^= 0x01;
writeFileSync(path, bytes);

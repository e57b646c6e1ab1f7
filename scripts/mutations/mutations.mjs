// What is done to good patches. No mutation has a key: checksums are made right again, signatures are not.
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

import { Mutator } from "../../fuzz/lib/mutate.mjs";
import { paxHeader, rawTar } from "../../packages/testkit/dist/index.js";
import { withChecksums } from "./plain-tar.mjs";

const BLOCK = 512;
const MAX_BYTES = 1 << 20;
const ALL_ONES = (1n << 128n) - 1n;
const NAMES = [
  "metadata.tar",
  "software.tar",
  "semantics.tar",
  "signature",
  "signature.v2",
];
const WORDS = [
  ...NAMES,
  "../",
  "/",
  "./",
  "ustar\0",
  "\0",
  "0000000",
  "x",
  "L",
].map((word) => Buffer.from(word));

const compress = (tar) => gzipSync(tar, { level: 1 });
const join = (...parts) => Uint8Array.from(Buffer.concat(parts));

/**
 * Name to mutation: (original, other, random) to the bytes of a mutant. `other` is another original, which lends parts.
 */
export const MUTATIONS = {
  // The file as it is.
  "file: bits": ({ bytes }, _, random) => flipBits(bytes, random),
  "file: blocks": ({ bytes }, other, random) =>
    mutated(bytes, other.bytes, random),
  "file: cut": ({ bytes }, _, random) =>
    bytes.slice(0, random.below(bytes.length)),
  "file: appended": ({ bytes }, other, random) =>
    join(bytes, other.bytes.subarray(0, 1 + random.below(other.bytes.length))),
  "file: spliced": ({ bytes }, other, random) =>
    join(
      bytes.subarray(0, random.below(bytes.length)),
      other.bytes.subarray(random.below(other.bytes.length)),
    ),
  // The archive in it, compressed again, so that gzip's checksum does not find it first.
  "archive: bits": ({ tar }, _, random) => compress(flipBits(tar, random)),
  "archive: blocks": ({ tar }, other, random) =>
    compress(mutated(tar, other.tar, random)),
  "archive: cut": ({ tar }, _, random) =>
    compress(tar.slice(0, random.below(tar.length))),
  "archive: spliced": ({ tar }, other, random) =>
    compress(
      join(
        tar.subarray(0, blockOf(tar, random)),
        other.tar.subarray(blockOf(other.tar, random)),
      ),
    ),
  "archive: records": ({ tar }, _, random) =>
    compress(withChecksums(moveRecords(tar, random))),
  "archive: headers": ({ tar }, _, random) =>
    compress(withChecksums(changeHeader(tar, random))),
  // Its members, in an archive that is right again.
  "members: repeated": ({ members }, _, random) =>
    compress(rawTar(inserted(members, random.pick(members), random))),
  "members: left out": ({ members }, _, random) =>
    compress(rawTar(without(members, random))),
  "members: swapped": ({ members }, _, random) =>
    compress(rawTar(swapped(members, random))),
  "members: exchanged": ({ members }, other, random) =>
    sealed(exchanged(members, other.members, random)),
  "members: renamed": ({ members }, _, random) =>
    compress(rawTar(renamed(members, random))),
  "members: changed": ({ members }, other, random) =>
    sealed(changed(members, other.members, random)),
  "members: boundary moved": ({ members }, _, random) =>
    sealed(boundaryMoved(members, random)),
  signature: ({ members }, other, random) =>
    compress(rawTar(changed(members, other.members, random, "signature.v2"))),
  // Nothing that matters: these have to stay trusted.
  "harmless: compressed again": ({ tar }, _, random) =>
    gzipSync(tar, { level: random.below(10) }),
  "harmless: packed again": ({ members }) => compress(rawTar(members)),
  "harmless: times": ({ members }) =>
    compress(
      rawTar(
        members.flatMap((member) => [
          paxHeader({ mtime: "1590969600.5" }),
          member,
        ]),
      ),
    ),
};

function mutated(bytes, other, random) {
  return new Mutator(random, { maxBytes: MAX_BYTES, dictionary: WORDS }).mutate(
    bytes,
    other,
  );
}

function flipBits(bytes, random) {
  const copy = Uint8Array.from(bytes);
  for (let bits = 1 << random.below(4); bits > 0; bits -= 1)
    copy[random.below(copy.length)] ^= 1 << random.below(8);
  return copy;
}

/** The start of a block. */
function blockOf(tar, random) {
  return BLOCK * random.below(tar.length / BLOCK);
}

/** Deletes, doubles or moves whole blocks. */
function moveRecords(tar, random) {
  const start = blockOf(tar, random);
  const end = start + BLOCK * (1 + random.below(8));
  const part = tar.subarray(start, end);
  const rest = join(tar.subarray(0, start), tar.subarray(end));
  const at = blockOf(rest, random);
  switch (random.below(3)) {
    case 0:
      return rest;
    case 1:
      return join(tar.subarray(0, at), part, tar.subarray(at));
    default:
      return join(rest.subarray(0, at), part, rest.subarray(at));
  }
}

function changeHeader(tar, random) {
  const copy = Uint8Array.from(tar);
  const headers = [];
  for (let at = 0; at < copy.length; at += BLOCK)
    if (
      Buffer.from(copy.subarray(at + 257, at + 262)).toString("latin1") ===
      "ustar"
    )
      headers.push(at);
  const at = random.pick(headers);
  const word = random.oneIn(2)
    ? random.pick(WORDS)
    : Buffer.from([random.below(256)]);
  copy.set(word, at + random.below(BLOCK - word.length));
  return copy;
}

function inserted(members, member, random) {
  return members.toSpliced(random.below(members.length + 1), 0, member);
}

function without(members, random) {
  return members.toSpliced(random.below(members.length), 1);
}

function swapped(members, random) {
  const copy = [...members];
  const [a, b] = [random.below(copy.length), random.below(copy.length)];
  [copy[a], copy[b]] = [copy[b], copy[a]];
  return copy;
}

function exchanged(members, others, random) {
  const other = random.pick(others);
  return members.map((member) => (member.name === other.name ? other : member));
}

function renamed(members, random) {
  const at = random.below(members.length);
  return members.with(at, {
    ...members[at],
    name: random.pick([...NAMES, "x", "../x", "./signature"]),
  });
}

function changed(
  members,
  others,
  random,
  name = random.pick(NAMES.slice(0, 3)),
) {
  return members.map((member) => {
    if (member.name !== name) return member;
    const lender = others.find((other) => other.name === name) ?? member;
    const body = random.oneIn(2)
      ? flipBits(member.body, random)
      : mutated(member.body, lender.body, random);
    return { ...member, body: random.oneIn(2) ? withChecksums(body) : body };
  });
}

function boundaryMoved(members, random) {
  const [first, second, ...rest] = members;
  const whole = join(first.body, second.body);
  const cut = random.oneIn(2)
    ? blockOf(whole, random)
    : random.below(whole.length);
  return [
    { ...first, body: whole.slice(0, cut) },
    { ...second, body: whole.slice(cut) },
    ...rest,
  ];
}

/** A patch of these members with a checksum that fits: making it takes no key. */
function sealed(members) {
  const checksum = members
    .filter(({ name }) => NAMES.indexOf(name) < 3)
    .reduce(
      (sum, { body }) =>
        sum ^ BigInt(`0x${createHash("md5").update(body).digest("hex")}`),
      ALL_ONES,
    );
  const body = Buffer.from(checksum.toString(16));
  return compress(
    rawTar(
      members.map((member) =>
        member.name === "signature" ? { ...member, body } : member,
      ),
    ),
  );
}

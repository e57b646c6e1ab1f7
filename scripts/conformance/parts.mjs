// Patches for cases: sound ones, and ones that are bent at any layer. The same on every machine: pako compresses, not zlib.
import { readFileSync } from "node:fs";
import { basename } from "node:path";

import { pakoDeflater, writeGzip } from "../../packages/archive/dist/index.js";
import {
  collect,
  craftPatch,
  rawTar,
  sampleMetadata,
  vectorPath,
} from "../../packages/testkit/dist/index.js";

/** An id that makes `case.patch` the right file name. */
export const ID = "case";

/** The bytes of a text. */
export const text = (content) => Uint8Array.from(Buffer.from(content));

/** Bytes one behind the other. */
export const join = (...parts) => Uint8Array.from(Buffer.concat(parts));

/** An RPM of the vectors as a member of software.tar. */
export function rpm(path, name = basename(path)) {
  return { name, body: new Uint8Array(readFileSync(vectorPath("rpm", path))) };
}

/** The package of most cases. */
export const RPM = rpm("unsigned/4.11/epoch-2.0-1.noarch.rpm");
/** Another one. */
export const OTHER_RPM = rpm("unsigned/4.11/tilde-1.0~rc1-1.noarch.rpm");
/** A semantic script as targets run it. */
export const SCRIPT = {
  name: `pre-apply/${ID}`,
  body: text("#!/bin/sh\nexit 0\n"),
  mode: 0o755,
};

/** Metadata of the sound patch, with changes. */
export function metadata(change = {}) {
  return sampleMetadata({
    id: ID,
    personalities: [{ type: "controller", packages: ["epoch"] }],
    contents: [RPM.name],
    ...change,
  });
}

/** A patch of the sound parts, with changes. */
export function crafted(change = {}) {
  return craftPatch({
    metadata: metadata(),
    rpms: [RPM],
    deflater: pakoDeflater,
    ...change,
  });
}

/** A patch whose metadata says something else. */
export const withMetadata = (change) => crafted({ metadata: metadata(change) });

/** A patch with this document as its metadata. */
export const withXml = (document) =>
  crafted({ xml: document instanceof Uint8Array ? document : text(document) });

/** The smallest document that describes the sound patch. */
export const GOOD_XML = `<patch><id>${ID}</id><sw_version>20.06</sw_version><contents><rpm>${RPM.name}</rpm></contents></patch>`;

/** A patch of that document with a part of it replaced. */
export function inXml(from, to) {
  if (!GOOD_XML.includes(from)) throw new Error(`no ${from} in the document`);
  return withXml(GOOD_XML.replace(from, to));
}

/** A patch that holds one RPM besides its metadata's usual ones. */
export const withRpm = (member, packageName) =>
  crafted({
    metadata: metadata({
      contents: [member.name],
      personalities: [{ type: "controller", packages: [packageName] }],
    }),
    rpms: [member],
  });

/**
 * A patch with another outer archive.
 *
 * @param build - makes the archive, or its members, out of the sealed members
 */
export async function outer(build, change = {}) {
  let sealed = [];
  await crafted({
    ...change,
    afterSeal: (members) => {
      sealed = members;
      return members;
    },
  });
  return gzipped(tarOf(build(sealed)));
}

/**
 * A patch with another inner archive, sealed and signed as if it were right.
 *
 * @param build - makes the archive, or its members, out of the member that should be alone in it
 */
export function inner(name, build, change = {}) {
  return crafted({
    ...change,
    beforeSeal: (members) =>
      members.map((member) =>
        member.name === name
          ? { ...member, body: tarOf(build(onlyMember(member.body))) }
          : member,
      ),
  });
}

/** A patch with another software.tar. */
export const software = (build) => inner("software.tar", build);

/** A patch in which a member is replaced after sealing. */
export function resealed(name, change) {
  return crafted({
    afterSeal: (members) =>
      members.map((member) =>
        member.name === name
          ? { ...member, body: change(member.body) }
          : member,
      ),
  });
}

/** Bytes as a gzip file. */
export async function gzipped(bytes) {
  return collect(
    writeGzip(once(bytes), {
      mtimeSeconds: 1_590_969_600,
      deflater: pakoDeflater,
    }),
  );
}

/** A copy with one bit changed; a negative place counts from the end. */
export function flipped(bytes, place) {
  const copy = Uint8Array.from(bytes);
  copy[place < 0 ? copy.length + place : place] ^= 1;
  return copy;
}

async function* once(bytes) {
  yield await Promise.resolve(bytes);
}

function tarOf(built) {
  return built instanceof Uint8Array ? built : rawTar(built);
}

function onlyMember(tar) {
  const field = (start, end) =>
    Buffer.from(tar.subarray(start, end)).toString().replace(/\0.*/s, "");
  const size = Number.parseInt(field(124, 136), 8);
  return { name: field(0, 100), body: tar.slice(512, 512 + size) };
}

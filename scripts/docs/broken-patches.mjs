// Ten patches, each broken in one way. Everything else about them is right, their signatures included.
import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";

import {
  craftPatch,
  sampleMetadata,
  TEST_KEYS,
  vectorPath,
} from "../../packages/testkit/dist/index.js";
import {
  createPatchSigner,
  loadPrivateKey,
} from "../../packages/signing/dist/index.js";

const PATCH = rpm("cgcs-patch-1.0-31.tis.x86_64.rpm");
const OTHER = rpm("epoch-2.0-1.noarch.rpm");

/**
 * The cases: `done` is what happened to the patch, `answer` what its reader should be able to say, and
 * `parts` (or `bend`, for the finished file) how it is made.
 */
export const BROKEN_PATCHES = [
  {
    title: "A download that was cut off",
    done: "The last third of the file is missing.",
    answer: "The file is incomplete. Get it again.",
    bend: (patch) => patch.subarray(0, Math.floor((2 * patch.length) / 3)),
  },
  {
    title: "A byte that changed on the way",
    done: "One byte inside an RPM is different from when the patch was signed.",
    answer:
      "The content is not what was signed, and the RPM itself is damaged. Get the file again; if it is the same again, somebody changed it.",
    parts: { bendTar: (tar) => flipInside(tar, PATCH.body) },
  },
  {
    title: "A signer whom nobody knows",
    done: "The patch is sound, but signed with a key that is none of the trust anchors.",
    answer:
      "Nothing is wrong inside. Either the signer's certificate has to be given with --trust, or the patch is not to be used.",
    parts: { signer: signerOf(TEST_KEYS.formal) },
  },
  {
    title: "An RPM that is announced and missing",
    done: "metadata.xml lists a second RPM that is not in the patch.",
    answer: "The patch is incomplete. Its maker has to build it again.",
    parts: {
      metadata: metadata({ contents: [PATCH.name, OTHER.name] }),
    },
  },
  {
    title: "An RPM that nobody announces",
    done: "software.tar holds a second RPM that metadata.xml does not list.",
    answer:
      "The target would install something that no query shows. Do not use the patch.",
    parts: { rpms: [PATCH, OTHER] },
  },
  {
    title: "An RPM under a wrong name",
    done: "The RPM was renamed to look like a newer version.",
    answer:
      "The file says version 1.1, the package inside is 1.0. The RPM has to carry its own name.",
    parts: {
      metadata: metadata({ contents: ["cgcs-patch-1.1-1.tis.x86_64.rpm"] }),
      rpms: [{ ...PATCH, name: "cgcs-patch-1.1-1.tis.x86_64.rpm" }],
    },
  },
  {
    title: "An RPM that was damaged before the patch was built",
    done: "The RPM's content does not match its digests. The patch was built and signed with it all the same.",
    answer:
      "The signature is right, the RPM is not. Its maker has to build the patch again from a sound RPM.",
    parts: { rpms: [{ ...PATCH, body: flipLast(PATCH.body) }] },
  },
  {
    title: "A member that does not belong",
    done: "The archive holds install.sh besides the five members that a patch has.",
    answer:
      "The signature does not cover the extra file, so anybody may have put it there. Do not use the patch.",
    parts: {
      afterSeal: (members) => [
        ...members,
        { name: "install.sh", body: Buffer.from("#!/bin/sh\n") },
      ],
    },
  },
  {
    title: "Data behind the end of the archive",
    done: "Bytes were appended behind the end mark of the archive.",
    answer:
      "Something is hidden where readers do not look. Do not use the patch.",
    parts: { bendTar: (tar) => append(tar, 4096) },
  },
  {
    title: "Metadata that readers understand differently",
    done: "metadata.xml defines an entity and uses it as the release.",
    answer:
      "What the metadata says depends on who reads it. Do not use the patch.",
    parts: {
      xml: Buffer.from(
        `<?xml version="1.0" ?>\n<!DOCTYPE patch [<!ENTITY release "20.06">]>\n<patch><id>CRAFT_0001</id><sw_version>&release;</sw_version></patch>`,
      ),
    },
  },
];

/** The bytes of one of them. */
export async function makeBroken({ parts = {}, bend = (patch) => patch }) {
  const patch = await craftPatch({
    metadata: metadata(),
    rpms: [PATCH],
    ...parts,
  });
  // Stored, not compressed: offsets in the reports must not depend on the version of zlib.
  return bend(gzipSync(gunzipSync(patch), { level: 0 }));
}

function metadata(override = {}) {
  return sampleMetadata({
    summary: "Fixes the audit of patches",
    personalities: [{ type: "controller", packages: ["cgcs-patch"] }],
    contents: [PATCH.name],
    ...override,
  });
}

function rpm(name) {
  return {
    name,
    body: readFileSync(vectorPath("rpm", `unsigned/4.18/${name}`)),
  };
}

function signerOf({ privateKey: source }) {
  return createPatchSigner(loadPrivateKey(readFileSync(source), { source }));
}

/** Changes one bit near the end of what is `body` inside `archive`. */
function flipInside(archive, body) {
  const bent = Buffer.from(archive);
  bent[bent.indexOf(body) + body.length - 64] ^= 1;
  return bent;
}

function flipLast(body) {
  const bent = Buffer.from(body);
  bent[bent.length - 64] ^= 1;
  return bent;
}

function append(tar, count) {
  return Buffer.concat([tar, Buffer.alloc(count, 0x41)]);
}

// The signature covers the signed members one behind the other and nothing says where one ends. Whoever moves the boundary and makes a
// new checksum, which needs no key, has a file whose signature is good.
import { rawTar } from "../../../packages/testkit/dist/index.js";
import { crafted, join, metadata, SCRIPT } from "../parts.mjs";
import { fromRows } from "../rows.mjs";

/** Moves the boundary before sealing: the signature of the concatenation is the same either way. */
const moved =
  (move, change = {}) =>
  () =>
    crafted({ ...change, beforeSeal: move });

const named = (name, body) => ({ name, body });

const CASES = [
  [
    "all-software",
    "All of software.tar behind metadata.tar's end",
    "software.tar becomes empty, and no RPM is left in a patch that still verifies.",
    ["VERIFY_BOUNDARY_MOVED", "TAR_TRAILING_DATA"],
    "refused",
    moved(([a, b]) => [
      named("metadata.tar", join(a.body, b.body)),
      named("software.tar", rawTar([])),
    ]),
  ],
  [
    "all-software-nothing",
    "software.tar without a byte",
    "The whole concatenation is metadata.tar, and software.tar is there with nothing in it.",
    ["VERIFY_BOUNDARY_MOVED"],
    "refused",
    moved(([a, b]) => [
      named("metadata.tar", join(a.body, b.body)),
      named("software.tar", new Uint8Array(0)),
    ]),
  ],
  [
    "one-block",
    "One block of software.tar behind metadata.tar's end",
    "The rest of software.tar begins inside of a member.",
    ["VERIFY_BOUNDARY_MOVED"],
    "refused",
    moved(([a, b]) => [
      named("metadata.tar", join(a.body, b.body.slice(0, 512))),
      named("software.tar", b.body.slice(512)),
    ]),
  ],
  [
    "padding",
    "Padding of metadata.tar in front of software.tar",
    "Only zeros move. The target reads software.tar as an empty archive.",
    ["VERIFY_BOUNDARY_MOVED"],
    "refused",
    moved(([a, b]) => [
      named("metadata.tar", a.body.slice(0, -1024)),
      named("software.tar", join(a.body.slice(-1024), b.body)),
    ]),
  ],
  [
    "odd-byte",
    "One byte moved",
    "Nothing in software.tar is where it should be any more.",
    ["VERIFY_BOUNDARY_MOVED"],
    "refused",
    moved(([a, b]) => [
      named("metadata.tar", join(a.body, b.body.slice(0, 1))),
      named("software.tar", b.body.slice(1)),
    ]),
  ],
  [
    "scripts-away",
    "semantics.tar behind software.tar's end",
    "The scripts that should keep a patch from being applied are gone, and the patch still verifies.",
    ["VERIFY_BOUNDARY_MOVED", "VERIFY_SEMANTICS_MISSING"],
    "accepted",
    moved(([a, b, c]) => [a, named("software.tar", join(b.body, c.body))], {
      metadata: metadata({ semantics: ["pre-apply"] }),
      scripts: [SCRIPT],
    }),
  ],
];

/** All of them. */
export const BOUNDARY = fromRows("boundary", CASES);

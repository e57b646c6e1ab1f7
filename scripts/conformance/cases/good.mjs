// Sound patches. A verifier that refuses one of them refuses what real tools write.
import { GOOD_CONTAINERS } from "./good-containers.mjs";
import { GOOD_CONTENTS } from "./good-contents.mjs";
import { GOOD_ORIGINAL, GOOD_RPMS } from "./good-rpms.mjs";
import { GOOD_SIGNATURES } from "./good-signatures.mjs";

/** All of them. */
export const GOOD = [
  ...GOOD_CONTAINERS,
  ...GOOD_SIGNATURES,
  ...GOOD_CONTENTS,
  ...GOOD_RPMS,
  ...GOOD_ORIGINAL,
].map((given) => ({
  group: "good",
  verdict: "trusted",
  target: "accepted",
  codes: [],
  ...given,
}));

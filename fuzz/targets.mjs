// What can be fuzzed. A target's module exports `target`:
//   maxBytes    longest input
//   run         runs one input; rejects with anything that is not a coded error
//   seeds       first inputs, beside the committed corpus
//   dictionary  words of the format, beside the constants of the code
//   mutations   changes that know the format
//   repair      puts right what would keep any changed input out
const url = (name) => new URL(`targets/${name}.mjs`, import.meta.url).href;

const MAX_BYTES = 1 << 16;

/** Name to packages whose branches are counted. */
const PACKAGES = {
  rpm: ["rpm-parser"],
  tar: ["archive", "core"],
  gzip: ["archive", "core"],
  metadata: ["patch-format"],
  der: ["trust"],
  sbom: ["sbom"],
  attestation: ["attestation"],
  timestamp: ["attestation", "trust"],
  recipe: ["recipe"],
  configuration: ["recipe", "cli"],
};

/** Names of all targets. */
export const TARGETS = Object.keys(PACKAGES);

/** What the supervisor needs to know of a target. */
export function targetNamed(name) {
  return { packages: PACKAGES[name], module: url(name), maxBytes: MAX_BYTES };
}

/** The target itself, with whatever code of the packages the caller loads. */
export async function loadTarget(name) {
  const { target } = await import(url(name));
  return target;
}

// Modules of libraries that something else stands for in our bundles.
export const ALIAS = {
  // CycloneDX's library writes XML when this is there; we write JSON.
  xmlbuilder2: "./scripts/bundling/absent-module.cjs",
  "string-width": "./scripts/bundling/string-width.mjs",
};

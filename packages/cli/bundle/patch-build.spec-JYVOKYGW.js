import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);
import{a,b,c,d}from"./chunk-TUWV4T7I.js";import"./chunk-JTJXONQ4.js";import"./chunk-A7FJ2WI6.js";export{a as NODE_TYPE_OPTIONS,b as ORIGINAL_OPTIONS,d as PATCH_BUILD,c as RPM_POSITIONALS};

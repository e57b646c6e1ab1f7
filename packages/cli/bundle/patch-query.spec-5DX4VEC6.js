import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);
import{a,b,c,d}from"./chunk-VCHHMOND.js";import"./chunk-W3YCEZDI.js";import"./chunk-JTJXONQ4.js";import"./chunk-ZMAGK66P.js";import"./chunk-A7FJ2WI6.js";export{b as LIST_FIELDS,d as PATCH_QUERY,c as QUERY_FIELDS,a as TEXT_FIELDS};

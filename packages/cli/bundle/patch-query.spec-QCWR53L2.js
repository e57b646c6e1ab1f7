import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);
import{a,b,c,d}from"./chunk-YVSLTLDP.js";import"./chunk-UHJVNRCO.js";import"./chunk-JTJXONQ4.js";import"./chunk-QZH2Z4FK.js";import"./chunk-A7FJ2WI6.js";export{b as LIST_FIELDS,d as PATCH_QUERY,c as QUERY_FIELDS,a as TEXT_FIELDS};

import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);
import{existsSync as t}from"node:fs";var r=e(new URL("./",import.meta.url));function e(n){return t(new URL("package.json",n))?n:e(new URL("../",n))}export{r as a};

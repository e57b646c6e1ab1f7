import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);

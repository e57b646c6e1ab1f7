import { apiPages } from "./docs/api-pages.mjs";
import { mkdirSync, writeFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
rmSync("docs/api", {recursive:true, force:true});
console.time("api");
for (const {path, markdown} of await apiPages(new URL("../", import.meta.url))) { mkdirSync(dirname(path),{recursive:true}); writeFileSync(path, markdown); console.log(path, markdown.length); }
console.timeEnd("api");

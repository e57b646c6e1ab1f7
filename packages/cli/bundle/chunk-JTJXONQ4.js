import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);
var e={name:"json",kind:"flag",describe:"print one JSON object",group:"Output"},r=[e,{name:"quiet",short:"q",kind:"flag",describe:"print errors only",group:"Output"},{name:"no-progress",kind:"flag",describe:"no progress line on a terminal",group:"Output"}];export{e as a,r as b};

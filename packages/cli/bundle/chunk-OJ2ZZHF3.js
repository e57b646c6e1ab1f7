import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);
import{a as c}from"./chunk-JYSEKUVI.js";import{q as i,t as u}from"./chunk-QZH2Z4FK.js";function b(n,r,e,o){let t=r.map(({code:s,message:p,remedy:$,location:m})=>`${o.bad("error:")} ${i(a(p,m.file))} ${o.faint(`[${s}]`)}
       ${i($)}
`),f=u(r.length,"problem");return`${t.join("")}${n}: ${f}; ${e}
`}function a(n,r){return r===void 0||n.includes(r)?n:`${r}: ${n}`}function x(n){return`${JSON.stringify({schemaVersion:1,ok:!1,problems:n.map(({code:r,message:e,remedy:o,location:t})=>({code:r,message:e,remedy:o,location:t}))},null,2)}
`}import{readFileSync as l}from"node:fs";function O(){let n=l(new URL("package.json",c),"utf8");return JSON.parse(n).version}export{b as a,x as b,O as c};

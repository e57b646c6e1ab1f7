import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);
import{q as e}from"./chunk-QZH2Z4FK.js";var $={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"};function i(t){return t.replace(/[&<>"']/g,n=>$[n]??"")}function m(t,n,r){let o=Object.entries(n).map(([p,u])=>` ${p}="${i(e(String(u)))}"`).join("");return r===""?`<${t}${o}/>
`:`<${t}${o}>${r}</${t}>
`}function s(t){return t.map(n=>i(e(n))).join(`
`)}export{i as a,m as b,s as c};

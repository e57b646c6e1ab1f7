import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);
import{a as p}from"./chunk-WX7OMAEU.js";function s(r,a){return r.split(`
`).flatMap(i=>f(i,a))}function d(r,a,i){let t=p(r),e=" ".repeat(t);return s(a,Math.max(c,i-t)).map((n,o)=>`${o===0?r:e}${n}`.trimEnd()).map(n=>`${n}
`).join("")}var c=16;function f(r,a){let i=[],t="",e=0;for(let n of r.split(" ")){let o=p(n);t===""?(t=n,e=o):e+1+o<=a?(t+=` ${n}`,e+=1+o):(i.push(t),t=n,e=o)}return[...i,t]}export{s as a,d as b};

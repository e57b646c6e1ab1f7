import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);
import{a as r,b as e,c as o}from"./chunk-O7CYPM4Y.js";import"./chunk-A7FJ2WI6.js";var a={"P-256":r,"P-384":e,"P-521":o},n={prehash:!1,lowS:!1,format:"der"};function i({curve:f,point:t},p,s){return a[f].verify(p,s,t,n)}export{i as verifyEcdsa};

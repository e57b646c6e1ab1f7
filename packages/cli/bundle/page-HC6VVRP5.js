import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);
import{a as N}from"./chunk-V6VFN74U.js";import{b as P}from"./chunk-QYW7E2HK.js";import{b as H,c as j,d as y,f as B,g as W,h as F,i as L}from"./chunk-XDIMWFBQ.js";import{a as E,c as x}from"./chunk-4QECQI7H.js";import{c as $}from"./chunk-MY2AQQ6I.js";import"./chunk-YUTEQYLV.js";import"./chunk-WX7OMAEU.js";import{B as M,C as O}from"./chunk-2OAYAOBP.js";import"./chunk-GLDO2NQT.js";import"./chunk-YQP3ISUK.js";import{q as A,r as I,s as b,t as u}from"./chunk-ZMAGK66P.js";import"./chunk-A7FJ2WI6.js";import{createHash as kt}from"node:crypto";import{basename as St,dirname as Tt}from"node:path";var m=class{text;constructor(e){this.text=e}};function r(t,...e){return new m(t.reduce((n,o,a)=>n+at(e[a-1]??"")+o))}function i(t){return r`<bdi>${t}</bdi>`}function V(t){let e=N(I(t.replaceAll(`\r
`,`
`),""));return r`<div class="prose" dir="auto">${new m(e)}</div>`}var d=new m("");function at(t){return t instanceof m?t.text:typeof t=="object"?t.map(({text:e})=>e).join(""):N(A(String(t)))}function p(t,e,n,o){switch(t+e){case 1:return r`<h1 class="${n}">${o}</h1>`;case 2:return r`<h2 class="${n}">${o}</h2>`;case 3:return r`<h3 class="${n}">${o}</h3>`;default:return r`<h4 class="${n}">${o}</h4>`}}function f(t,e,n){return n.text===""?d:r`<section class="part">
    ${p(t,1,"heading",e)} ${n}
  </section> `}function w(t){let e=t.map(([n,o])=>r`<dt>${n}</dt>
        <dd>${o}</dd> `);return r`<dl class="facts">${e}</dl>`}function g(t,e,n,o){let a=h=>n[h]?.isNumber===!0?"number":"text",s=n.map(({title:h},S)=>r`<th scope="col" role="columnheader" class="${a(S)}">
        ${h}
      </th>`),l=o.map(h=>{let S=h.map((C,T)=>T===0?r`<th scope="row" role="rowheader">${C}</th>`:r`<td
            role="cell"
            class="${a(T)}"
            data-label="${n[T]?.title??""}"
          >
            <span>${C}</span>
          </td>`);return r`<tr role="row">
      ${S}
    </tr> `});return r`<table class="${t}" role="table" aria-label="${e}">
    <thead role="rowgroup">
      <tr role="row">
        ${s}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${l}
    </tbody>
  </table>`}function c(t,e){return r`<span class="tag ${t}">${e}</span>`}function U(t,e){return f(t,r`Checks <span class="count">– ${W(e)}</span>`,g("checks","Checks",[{title:"Check"},{title:"Result"}],e.checks.map(it)))}function it({title:t,state:e,reason:n}){switch(e){case"passed":return[r`${t}`,c("good","Passed")];case"failed":return[r`${t}`,c("bad","Failed")];case"not-run":return[r`${t}`,r`${c("plain","Not run")}
          <span class="soft">${n??""}</span>`]}}var st=[{title:"Package"},{title:"Node types"},{title:"Size",isNumber:!0},{title:"File signatures"}];function Z(t,{rpms:e}){let n=e.reduce((s,{sizeBytes:l})=>s+l,0),o=r`Contents
    <span class="count"
      >–
      ${u(e.length,"RPM")}${e.length===0?"":`, ${b(n)}`}</span
    >`,a=e.length===0?r`<p class="soft">No RPM could be read.</p>`:g("rpms","RPMs of the patch",st,e.map(dt));return f(t,o,a)}function dt(t){return[r`<span class="mono">${i(y(t))}</span>`,t.personalities.length===0?r`<span class="soft">none</span>`:r`<span class="tags"
          >${t.personalities.map(e=>c("plain",e))}</span
        >`,r`${b(t.sizeBytes)}`,r`<span class="soft">${ct(t)}</span>`]}function ct({files:t,ima:e}){return e?.layout==="none"?"none":B(t,e)}function D(t,{metadata:e}){if(e===null)return d;let o=[["Summary",e.summary],["Description",e.description],["Install instructions",e.installInstructions],["Warnings",e.warnings]].filter(([,s])=>s!=="");if(o.length===0)return d;let a=o.map(([s,l])=>r`<div>
        <dt>${s}</dt>
        <dd>${V(l)}</dd>
      </div> `);return f(t,r`Texts <span class="count">– as the patch has them</span>`,r`<dl class="texts">${a}</dl>`)}var G=5;function q(t,e){let{findings:n,findingsOmitted:o}=e;if(n.length===0)return d;let a=F(n).map(l=>lt(t,l)),s=o===0?d:r`<p class="soft">
          and ${u(o,"finding")} more
        </p>`;return f(t,r`Findings <span class="count">– ${L(n)}</span>`,r`<div class="findings">${a}${s}</div>`)}function R(t){let{means:e,remedy:n}=$(t);return w([...e===""?[]:[["Means",r`${e}`]],["What to do",i(n)]])}function lt(t,e){let[n]=e.findings,o=e.findings.slice(0,G),a=e.findings.slice(G),s=a.length===0?d:r`<details>
          <summary>${a.length} more of this kind</summary>
          ${a.map(l=>_(t,l))}
        </details>`;return r`<article class="finding ${e.severity}">
    <p class="head">
      ${ft(e.severity)} <code>${e.code}</code>
    </p>
    ${o.map(l=>_(t,l))}${s}
    ${R(n)}
  </article> `}function _(t,e){let{what:n,where:o,target:a}=$(e),s=o===""?d:r`<p class="where">${i(o)}</p>`,l=a===""?d:r`<p class="where">The target: ${i(a)}</p>`;return r`<div class="instance">
    ${p(t,2,"what",i(n))}${s}${l}
  </div> `}function ft(t){switch(t){case"error":return c("bad","Error");case"warning":return c("warn","Warning");case"info":return c("plain","Note")}}var mt={trusted:"M12 2 4 5v6c0 5 3.4 9.4 8 11 4.6-1.6 8-6 8-11V5l-8-3Zm-1.2 13.6-3.6-3.6 1.4-1.4 2.2 2.2 4.6-4.6 1.4 1.4-6 6Z",untrusted:"M12 2 4 5v6c0 5 3.4 9.4 8 11 4.6-1.6 8-6 8-11V5l-8-3Zm-1 5h2v6.5h-2V7Zm0 8h2v2h-2v-2Z",malformed:"M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm4.9 13.5-1.4 1.4-3.5-3.5-3.5 3.5-1.4-1.4 3.5-3.5-3.5-3.5 1.4-1.4 3.5 3.5 3.5-3.5 1.4 1.4-3.5 3.5 3.5 3.5Z"};function K(t){return new m(`<svg class="icon" viewBox="0 0 24 24" width="44" height="44" aria-hidden="true" focusable="false"><path fill="currentColor" d="${mt[t]}"/></svg>`)}function Y(t,e){let n=H(e).map(({label:o,lines:a})=>f(t,o.charAt(0).toUpperCase()+o.slice(1),r`${a.map(s=>r`<p>${i(s)}</p> `)}`));return r`${n}`}function J(t,e){return r`<section class="part columns">
    <div>
      ${p(t,1,"heading","Signature")} ${w(pt(e))}
    </div>
    <div>
      ${p(t,1,"heading","Patch")} ${w(gt(e))}
    </div>
  </section> `}function pt({signer:t}){if(t===null)return[["Signed by",r`nobody among the trust anchors that were given`]];let{notBefore:e,notAfter:n,publicKeyOf:o,chain:a}=t;return[["Role",c("plain",t.role)],["Signed by",i(t.subject??"a bare public key")],...e===null||n===null?[]:[["Certificate",r`valid ${X(e)} to ${X(n)}`]],["Scheme",r`${bt(t.scheme)}, ${j(t)}`],...o===null?[]:[["Caution",r`${c("warn","public")} the private half of ${o} is
            known to everybody`]],...a.slice(1).map(({subject:s})=>["Issued by",i(s)]),["Trust anchor",i(t.anchor)],["Key",Q(t.spkiSha256,"SHA-256 of the public key")]]}function gt(t){return[...ht(t),...ut(t)]}function ut({fileSha256:t}){return t===null?[]:[["File",Q(t,"SHA-256 of the whole file")]]}function Q(t,e){return r`<span class="mono">${t}</span><br /><span class="soft"
      >${e}</span
    >`}function ht({metadata:t}){if(t===null)return[["Id",r`unknown: metadata.xml could not be read`]];let e=n=>n.length===0?r`none`:r`<ul>
          ${n.map(o=>r`<li>${i(o)}</li>`)}
        </ul>`;return[["Id",r`<strong class="mono">${t.id}</strong>`],["Release",i(t.swVersion)],["Status",t.status===""?r`not said`:i(t.status)],["Applying",t.rebootRequired===!1?r`in service, no reboot`:r`needs a reboot`],["Removing",t.unremovable?r`impossible once applied`:r`possible`],...t.applyActiveReleaseOnly?[["Limited to",r`the active release`]]:[],["Requires",e(t.requires)],["Scripts",e(t.semantics)]]}function bt(t){return t==="rsassa-pss"?"RSASSA-PSS":t==="rsassa-pkcs1-v1_5"?"RSASSA-PKCS1-v1_5":t}function X(t){return r`<span class="whole">${t.slice(0,10)}</span>`}var $t=[{title:"Package"},{title:"Files"},{title:"Scripts"},{title:"Installed",isNumber:!0}];function tt(t,{rpms:e}){let n=e.flatMap(o=>o.impact===null?[]:[wt(o,o.impact)]);return n.length===0?d:f(t,r`Changes <span class="count">– package by package</span>`,g("changes","What each RPM changes",$t,n))}function wt(t,e){let{changes:n,installed:o,config:a}=e,s=n===null?[v("Installed",o)]:[v("Added",n.added),v("Changed",n.changed),v("Removed",n.removed)];return[r`<span class="mono">${i(y(t))}</span>`,r`${n===null?u(o.count,"file"):r`${O(n)}
            <span class="soft">against ${i(n.base)}</span>`}${s}${v("Configuration",a)}`,r`<span class="soft"
      >${e.scriptlets.length===0?"none":M(e)}</span
    >`,r`${b(e.installedSizeBytes)}`]}function v(t,{count:e,paths:n}){if(e===0)return d;let o=e>n.length?r`<li class="soft">and ${e-n.length} more</li>`:d;return r`<details>
    <summary>${t}: ${e}</summary>
    <ul>
      ${n.map(a=>r`<li class="mono">${i(a)}</li> `)}${o}
    </ul>
  </details>`}function et(t,e,n){let o="error"in t?f(n,"Why",r`<p>${i($(t.error).what)}</p>
            ${R(t.error)}`):vt(t.report,n);return r`<article class="patch" id="${e}">
    ${xt(t,n)}${o}
  </article> `}function vt(t,e){return r`${q(e,t)}${J(e,t)}${Y(e,t)}${Z(e,t)}${tt(e,t)}${U(e,t)}${D(e,t)}`}function xt(t,e){let{kind:n,word:o,meaning:a}=yt(t),s=r`<span class="word">${o}</span>
    <span class="name">${i(k(t))}</span>`;return r`<header class="band ${n}">
    ${K(n)}
    <div>
      ${p(e,0,"title",s)}
      <p class="meaning">${a}</p>
    </div>
  </header> `}function yt(t){if("error"in t)return{kind:"malformed",word:"NOT READABLE",meaning:"The file could not be read, so nothing was checked."};let{verdict:e,release:n}=t.report;return{kind:e==="trusted"&&n?.outcome==="does-not-fit"?"untrusted":e,word:x(t.report),meaning:E[e].meaning}}function k({file:t}){return t==="-"?"(standard input)":t}var z=`
:root {
  color-scheme: light dark;
  --ground: #f3f5f8; --sheet: #ffffff; --sunk: #f3f5f8; --line: #d5dbe3;
  --text: #18202a; --muted: #55606e; --link: #0b57a4;
  --good: #17692f; --warn: #855300; --bad: #a61b14; --note: #3f5468;
  --good-soft: #e2f3e7; --warn-soft: #fbf0d9; --bad-soft: #fbe6e4; --note-soft: #e8edf3;
  --good-band: #17692f; --warn-band: #8a4b00; --bad-band: #a61b14; --band-text: #ffffff;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1217; --sheet: #161c24; --sunk: #1d252f; --line: #303a46;
    --text: #e7ebf0; --muted: #a3aebb; --link: #86bdf7;
    --good: #5fd183; --warn: #e8b94f; --bad: #ff9189; --note: #a9bccf;
    --good-soft: #12301d; --warn-soft: #352809; --bad-soft: #3b1815; --note-soft: #222d39;
    --good-band: #17602d; --warn-band: #7a4300; --bad-band: #94201a;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere;
}
.page { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 2.5rem; }
h1, h2, h3, h4, p, dl, dd, ul, ol, table { margin: 0; }
ul, ol { padding: 0; list-style: none; }
a { color: var(--link); }
code, .mono { font-family: var(--mono); font-size: .875em; }
.kicker { color: var(--muted); font-size: .8125rem; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; margin-bottom: .5rem; }
.overview { margin-bottom: 2rem; }
.overview h1 { font-size: 1.75rem; line-height: 1.25; margin: .25rem 0 1rem; }
.overview table, .patch { background: var(--sheet); border: 1px solid var(--line); border-radius: .75rem; }
.overview table { border-collapse: separate; border-spacing: 0; padding: .25rem 1.25rem; }
.overview .folder { display: block; }
.patch { overflow: hidden; }
.patch + .patch { margin-top: 2rem; }
.band { display: flex; gap: 1rem; align-items: flex-start; padding: 1.25rem 1.5rem; color: var(--band-text); }
.band.trusted { background: var(--good-band); }
.band.untrusted { background: var(--warn-band); }
.band.malformed { background: var(--bad-band); }
.band .icon { flex: none; margin-top: .125rem; }
.band > div { min-width: 0; }
.band .title > span { display: block; }
.band .word { font-size: 1.625rem; font-weight: 700; line-height: 1.2; letter-spacing: .01em; }
.band .name { font: 600 1rem/1.4 var(--mono); margin-top: .25rem; }
.band .meaning { margin-top: .375rem; max-width: 44rem; }
.part { padding: 1.25rem 1.5rem; border-top: 1px solid var(--line); }
.band + .part { border-top: 0; }
.part .heading { font-size: 1.125rem; line-height: 1.3; margin-bottom: .75rem; }
.heading .count { color: var(--muted); font-weight: 400; }
.columns { display: grid; gap: 1.25rem 2.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
.facts { display: grid; grid-template-columns: minmax(6.5rem, max-content) 1fr; gap: .375rem 1rem; }
.facts dt { color: var(--muted); }
.facts dd { min-width: 0; }
.tag { display: inline-block; padding: .0625rem .5rem; border-radius: 1rem; font-size: .8125rem; font-weight: 600; background: var(--note-soft); color: var(--note); }
.tag.good, .tag.warn, .tag.bad { white-space: nowrap; }
.tag.good { background: var(--good-soft); color: var(--good); }
.tag.warn { background: var(--warn-soft); color: var(--warn); }
.tag.bad { background: var(--bad-soft); color: var(--bad); }
.tags { display: flex; flex-wrap: wrap; gap: .25rem; }
.findings { display: grid; gap: .75rem; }
.finding { border: 1px solid var(--line); border-left: .3125rem solid var(--note); border-radius: .5rem; padding: .875rem 1rem; }
.finding.error { border-left-color: var(--bad); }
.finding.warning { border-left-color: var(--warn); }
.finding .head { display: flex; flex-wrap: wrap; gap: .25rem .625rem; align-items: center; margin-bottom: .375rem; }
.finding .head code { color: var(--muted); }
.finding .what { font-size: 1rem; line-height: 1.45; font-weight: 600; }
.finding .where { color: var(--muted); font-size: .875rem; }
.finding .instance + .instance { margin-top: .5rem; }
.finding .facts { margin-top: .625rem; }
details { margin-top: .5rem; }
summary { cursor: pointer; color: var(--link); }
details .instance { margin-top: .5rem; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .5rem 1.25rem .5rem 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: .8125rem; font-weight: 600; border-bottom: 1px solid var(--line); white-space: nowrap; }
tbody th { font-weight: 400; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.whole { white-space: nowrap; }
.soft { color: var(--muted); font-size: .875rem; }
.prose { white-space: pre-wrap; max-width: 48rem; }
.texts { display: grid; gap: 1rem; }
.texts dt { color: var(--muted); margin-bottom: .125rem; }
.foot { margin-top: 1.5rem; color: var(--muted); font-size: .875rem; }
.foot p + p { margin-top: .25rem; }
@media (max-width: 40rem) {
  .page { padding: 0 0 1.5rem; }
  .overview { margin-bottom: 1rem; }
  .overview h1 { padding: 0 1rem; font-size: 1.375rem; }
  .overview table { border-left: 0; border-right: 0; border-radius: 0; padding: .25rem 1rem; }
  .patch { border-left: 0; border-right: 0; border-radius: 0; }
  .band, .part { padding-left: 1rem; padding-right: 1rem; }
  .band { gap: .75rem; }
  .band .icon { width: 2.25rem; height: 2.25rem; }
  .band .title > span { display: block; }
.band .word { font-size: 1.375rem; }
  .page > main > .kicker { padding: 1rem 1rem 0; }
  .foot { padding: 0 1rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, td, tbody th { display: block; }
  tbody tr { padding: .625rem 0; }
  tbody tr + tr { border-top: 1px solid var(--line); }
  tbody tr + tr > * { border-top: 0; }
  th, td { padding: .0625rem 0; }
  td[data-label] { display: grid; grid-template-columns: 8rem 1fr; gap: .75rem; }
  td[data-label]::before { content: attr(data-label); color: var(--muted); font-size: .875rem; }
  .number { text-align: left; }
}
@media (max-width: 40rem) {
  .facts { grid-template-columns: 6.5rem 1fr; column-gap: .75rem; }
  .finding .facts { grid-template-columns: 1fr; gap: 0; }
  .finding .facts dt { font-size: .875rem; }
  .finding .facts dd + dt { margin-top: .375rem; }
  .checks tbody tr { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .125rem 1rem; padding: .4375rem 0; }
  .checks td[data-label] { display: block; }
  .checks td[data-label]::before { content: none; }
}
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --sheet: #ffffff; --sunk: #ffffff; --line: #b9c1cb;
    --text: #000000; --muted: #444d58; --link: #000000;
    --good: #17692f; --warn: #855300; --bad: #a61b14; --note: #3f5468;
    --good-soft: #ffffff; --warn-soft: #ffffff; --bad-soft: #ffffff; --note-soft: #ffffff;
    --good-band: #17692f; --warn-band: #8a4b00; --bad-band: #a61b14;
  }
  @page { margin: 15mm 14mm; }
  html { font-size: 13px; }
  body { font-size: 9.5pt; line-height: 1.4; }
  .page { max-width: none; padding: 0; }
  .patch { border: 0; border-radius: 0; overflow: visible; }
  .columns { grid-template-columns: 3fr 2fr; }
  .facts { grid-template-columns: 6.75rem 1fr; row-gap: .125rem; }
  .finding { padding: 2mm 3mm; }
  .finding .facts { margin-top: 1mm; }
  th, td { padding-top: .25rem; padding-bottom: .25rem; }
  .patch + .patch { break-before: page; margin-top: 0; }
  .overview { margin-bottom: 6mm; }
  .overview table { border: 0; border-radius: 0; padding: 0; }
  .overview + .patch { break-before: page; }
  .band { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .tag { border: 1px solid currentcolor; }
  .part { padding: 4mm 0; }
  .band { padding: 4mm 5mm; }
  .band, .finding, tr, .fact, .texts > div { break-inside: avoid; }
  .heading { break-after: avoid; }
  details::details-content { content-visibility: visible; display: block; }
  a { text-decoration: none; }
}
`;function je(t){let{outcomes:e}=t,n=e.length===1,o=e.map((s,l)=>et(s,nt(l),n?1:2));return r`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${Nt()}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${Rt(e)}</title>
        ${Pt()}
      </head>
      <body>
        <div class="page">
          <main>
            <p class="kicker">Patch verification report</p>
            ${n?d:zt(e)}${o}
          </main>
          ${At(t)}
        </div>
      </body>
    </html> `.text}function Pt(){return new m(`<style>${z}</style>`)}function Nt(){return`default-src 'none'; style-src 'sha256-${kt("sha256").update(z).digest("base64")}'; base-uri 'none'; form-action 'none'`}function Rt(t){let[e]=t;return e!==void 0&&t.length===1?`${ot(e)}: ${k(e)} \u2013 patch-verify`:`${t.length} patches: ${P(t)} \u2013 patch-verify`}function zt(t){let e=t.map((o,a)=>[Ct(o,a),c(It(o),ot(o)),Mt(o),r`${rt(o,"error")}`,r`${rt(o,"warning")}`]),n=[{title:"Patch"},{title:"Verdict"},{title:"Signed by"},{title:"Errors",isNumber:!0},{title:"Warnings",isNumber:!0}];return r`<header class="overview">
    <h1>${t.length} patches: ${P(t)}</h1>
    ${g("patches","Patches",n,e)}
  </header> `}function Ct(t,e){let n=k(t),o=Tt(n);return r`<a class="mono" href="#${nt(e)}"
      >${i(St(n))}</a
    >${o==="."?d:r` <span class="soft folder">${i(o)}</span>`}`}function At({at:t,version:e,exitCode:n}){let o=t.toISOString();return r`<footer class="foot">
    <p>
      Made by patch-verify ${e} on
      <time datetime="${o}">${o.slice(0,16).replace("T"," ")} UTC</time
      >; exit status ${n}.
    </p>
    <p>
      This page tells what was found at that time and is not signed itself:
      before a patch is applied, verify the patch.
    </p>
  </footer> `}function nt(t){return`patch-${t+1}`}function ot(t){return"error"in t?"NOT READABLE":x(t.report)}function It(t){if("error"in t)return"bad";let e={trusted:"good",untrusted:"warn",malformed:"bad"},{verdict:n,release:o}=t.report;return o?.outcome==="does-not-fit"&&n==="trusted"?"warn":e[n]}function Mt(t){return"error"in t||t.report.signer===null?r`<span class="soft">nobody we trust</span>`:c("plain",t.report.signer.role)}function rt(t,e){if("error"in t)return"\u2013";let{findings:n}=t.report;return String(n.filter(o=>o.severity===e).length)}export{je as htmlPage};

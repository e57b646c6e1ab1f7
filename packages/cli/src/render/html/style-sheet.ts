/**
 * The look of the page: system fonts, light and dark by the reader's choice, one column on a phone, ink
 * saved on paper. Text and background differ by 4.5 : 1 or more in both.
 */
export const STYLE_SHEET = `
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
`;

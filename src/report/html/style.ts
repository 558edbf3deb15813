/** The style of reports: system fonts, readable on screen and on paper. */
export const STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 64rem; font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.4rem; margin: 3rem 0 .75rem; padding-top: .75rem; border-top: 2px solid #1a1a1a; }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.keep h3 { margin-top: 1rem; }
p, ul, ol, dl { margin: .5rem 0; max-width: 46rem; }
.lead { color: #444; }
.plain { white-space: pre-line; }
nav ol { padding-left: 1.4rem; columns: 2; }
a { color: #00518a; }
figure { margin: 1.25rem 0; }
figcaption { font-size: .9rem; color: #444; max-width: 46rem; margin-top: .35rem; }
svg { display: block; max-width: 100%; height: auto; }
.scroll { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; font-size: 1rem; white-space: nowrap; }
th, td { padding: .22rem .6rem .22rem 0; text-align: left; vertical-align: top; font-weight: normal; }
thead th { vertical-align: bottom; border-bottom: 1.5px solid #1a1a1a; font-weight: 600; }
tbody + tbody tr:first-child > * { border-top: 1px solid #bbb; }
.group th { font-weight: 600; padding-top: .4rem; }
th[scope="row"] { padding-right: 1rem; }
.figure { text-align: right; padding-left: .4rem; padding-right: .2rem; white-space: nowrap; }
.figure + :not(.figure) { padding-left: .9rem; }
thead .figure { white-space: normal; max-width: 8.5rem; }
.error { display: inline-block; min-width: 3.6em; text-align: left; color: #555; white-space: pre; }
tfoot td { color: #444; font-size: .8rem; padding-top: .5rem; white-space: normal; }
.boundaries th, .boundaries td { padding: .15rem .35rem; text-align: right; white-space: nowrap; }
.boundaries th[scope="row"] { text-align: left; padding-left: 0; font-weight: normal; }
.course td:not(:last-child) { white-space: nowrap; padding-right: 1.1rem; }
dl.settings { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem; font-size: .95rem; }
dt { color: #444; }
dd { margin: 0; overflow-wrap: anywhere; }
pre { font: .8rem/1.45 ui-monospace, Menlo, Consolas, monospace; background: #f5f5f5; padding: .8rem 1rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 40rem) { caption { white-space: normal; } nav ol { columns: 1; } dl.settings { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  #designs, #scenarios, #results, #examples, #replay, #reproduction, [id^="fit-"] { break-before: page; border-top: 0; padding-top: 0; }
  h2, h3, caption { break-after: avoid; }
  figure, tr, .keep { break-inside: avoid; }
  figure svg { max-height: 240mm; }
  tbody, table:not(:has(tbody + tbody)) { break-inside: avoid; }
  .course, .course tbody { break-inside: auto; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  .scroll { overflow: visible; }
  table { font-size: 8.5pt; }
  pre { background: none; border: .5pt solid #999; font-size: 7.5pt; }
  a { color: inherit; text-decoration: none; }
}
`;

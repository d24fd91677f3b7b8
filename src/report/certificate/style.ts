/** Styles of the certificate: one sheet of A4, black on white. */
export const CERTIFICATE_STYLE = `
:root { --ink: #000; --soft: #444; --rule: #bbb; color-scheme: light; }
* { box-sizing: border-box; margin: 0; padding: 0; }
html { font: 15px/1.4 "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif; background: #fff; color: var(--ink); }
body { padding: 1.5rem; }
h1 { font: 400 1.6rem/1.2 "Source Serif 4", Georgia, "Times New Roman", serif; }
h1 b { font-weight: 600; }
h2 { font-size: 0.875rem; font-weight: 600; margin-bottom: 0.1rem; }
ul, ol { list-style: none; }
.sheet { max-width: 52rem; margin: 0 auto; border-top: 3px solid var(--ink); border-bottom: 3px solid var(--ink); padding: 0.6rem 0; }
.hd { display: flex; justify-content: space-between; flex-wrap: wrap; gap: 0 1.5rem; font-size: 0.875rem; color: var(--soft); margin-bottom: 0.6rem; }
.hd strong { color: var(--ink); }
.lede { font-size: 1.05rem; margin-top: 0.3rem; }
section { border-top: 1px solid var(--rule); padding-top: 0.35rem; margin-top: 0.5rem; font-size: 0.85rem; break-inside: avoid; }
.two { display: grid; grid-template-columns: 1fr 1fr; column-gap: 2rem; row-gap: 0.5rem; }
.two > * { min-width: 0; }
dl { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0 0.75rem; }
dt { color: var(--soft); }
dd { overflow-wrap: anywhere; }
.rows { columns: 2; column-gap: 2rem; line-height: 1.35; }
.rows li { display: grid; grid-template-columns: 3rem minmax(0, 1fr) auto; gap: 0 0.5rem; border-bottom: 1px solid var(--rule); break-inside: avoid; }
.id, .hash, .cmd { font-family: "Source Code Pro", Consolas, Menlo, monospace; font-size: 0.75rem; }
.hash { overflow-wrap: anywhere; }
.cmd { font-weight: 600; }
table { width: 100%; border-collapse: collapse; font-size: 0.8rem; }
th, td { border-bottom: 1px solid var(--rule); text-align: right; }
th:first-child { text-align: left; font-weight: 600; }
thead th { color: var(--soft); font-weight: 400; }
.sign { border-bottom: 1px solid var(--ink); height: 1.9rem; }
.soft { color: var(--soft); }
.dev { border: 3px solid var(--ink); border-width: 3px 0.875rem; padding: 0 1.5rem; }
.dev ol { list-style: decimal; padding-left: 1.25rem; }
.stamp { border-bottom: 3px solid var(--ink); margin: 0 -1.5rem 0.6rem; padding: 0.3rem 1.5rem; font-weight: 600; font-size: 1.2rem; display: flex; justify-content: space-between; }
.stamp.end { border-bottom: 0; border-top: 3px solid var(--ink); margin: 0.6rem -1.5rem 0; }
@media (max-width: 46rem) { .two { grid-template-columns: 1fr; } .rows { columns: 1; } }
@media print { @page { size: A4; margin: 12mm 14mm; } html { font-size: 9pt; } body { padding: 0; } .sheet { max-width: none; } .two { grid-template-columns: 1fr 1fr; } .rows { columns: 2; } }
`;

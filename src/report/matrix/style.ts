/** Styles of the matrix beside those of the report page. */
export const MATRIX_STYLE = `
.mx { width: auto; min-width: 100%; font-size: 0.9375rem; border-top: 1px solid var(--ink); }
.mx thead th { position: sticky; top: 0; background: var(--paper); z-index: 2; vertical-align: bottom; padding: 0.5rem 0 0.375rem; border-bottom: 1px solid var(--ink); font-size: 0.8125rem; line-height: 1.35; }
.mx thead th.i { width: 7.25rem; min-width: 5.25rem; padding-left: 0.375rem; padding-right: 0.375rem; text-align: center; color: var(--ink-2); overflow-wrap: anywhere; }
.mx thead th.i b { display: block; color: var(--ink); font-size: 0.9375rem; font-weight: 600; }
.mx tbody th { padding: 0 1rem 0 0; height: 1.625rem; white-space: nowrap; }
.mx tbody td { text-align: center; padding: 0; height: 1.625rem; border-left: 1px solid var(--rule); border-bottom: 1px solid var(--rule); }
.mx tbody th { border-bottom: 1px solid var(--rule); }
.mx tbody tr.area th { padding-top: 1.25rem; font-weight: 600; border-bottom-color: var(--rule-2); }
.mx tbody tr.area td { padding-top: 1.25rem; border-left-color: transparent; border-bottom-color: var(--rule-2); font-size: 0.8125rem; color: var(--ink-2); }
.mx tbody tr.bad { background: var(--inset); }
.mx .ft, .mx tbody td.ft { color: var(--ink-2); font-size: 0.875rem; line-height: 1.4; text-align: left; border-left: 0; padding: 0.1875rem 1rem 0.1875rem 0; max-width: 40rem; }
.mx .s, .mx tbody td.s { padding: 0 0.75rem 0 0; text-align: left; color: var(--ink-3); font-size: 0.8125rem; border-left: 0; white-space: nowrap; }
.mx tr.sum td, .mx tr.sum th { height: 1.875rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; font-size: 0.875rem; color: var(--ink-2); padding: 0.75rem 0; }
.legend li { display: inline-flex; align-items: center; gap: 0.375rem; }
/* The heads of the columns stay in view, not the bar. */
.bar { position: static; }
.pick { margin-top: 0.75rem; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; font-size: 0.9375rem; }
.said { margin-top: 0.75rem; font-size: 0.9375rem; }
.said li { overflow-wrap: anywhere; }
body:has(#differ:checked) tr.same, body:has(#bad:checked) tr.req:not(.bad) { display: none; }
@media (max-width: 60rem) {
  .mxw { overflow-x: auto; margin-right: -1rem; }
  .mx tbody th { position: sticky; left: 0; background: var(--paper); z-index: 1; }
  .mx thead th { position: static; }
  .mx .ft, .mx tbody td.ft, .mx .s, .mx tbody td.s { display: none; }
}
@media print {
  .pick { display: none; }
  .mx thead { display: table-header-group; }
  .mx thead th { position: static; }
  .mx tr.bad { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .mxw { overflow: visible; }
  @page { size: landscape; }
}
`;

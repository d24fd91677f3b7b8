/** Styles of the page of a comparison beside those of the report page. */
export const COMPARE_STYLE = `
.bar { position: static; }
.cmp tbody th[scope="rowgroup"] { padding-top: 1.125rem; font-weight: 600; }
.cmp th[scope="rowgroup"] span { font-weight: 400; color: var(--ink-2); padding-left: 0.5rem; }
.cmp td, .cmp th[scope="row"] { vertical-align: top; }
.cmp td.w { width: 15rem; font-size: 0.9375rem; overflow-wrap: anywhere; }
.cmp td.w .sub { font-size: 0.8125rem; }
.cmp .ids { font-size: 0.875rem; line-height: 1.6; overflow-wrap: anywhere; }
.both { display: grid; grid-template-columns: max-content minmax(0, 1fr) minmax(0, 1fr); gap: 0.1875rem 1rem; font-size: 0.875rem; }
.both dt, .both .h { color: var(--ink-3); }
.both dd { color: var(--ink); overflow-wrap: anywhere; margin: 0; }
.said li { overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  .cmp thead { display: none; }
  .cmp td, .cmp th { display: block; width: auto; }
  .cmp td.w::before { content: attr(data-w) ": "; color: var(--ink-3); font-size: 0.8125rem; }
}
`;

/** The syntaxes that carry all of CSP: of plain text the codes are known in part alone. */
export const MARKUP = ['xml', 'wbxml'] as const;

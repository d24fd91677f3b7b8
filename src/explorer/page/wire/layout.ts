/** The layout of a message: rows of elements, and for every octet the row it belongs to and its role. */

export type OctetKind = 'tag' | 'o' | 'str' | 'value' | 'nul' | 'end' | 'page';

/** A run of octets that mean one thing. Row -1 is the head of the document. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly kind: OctetKind;
  readonly row: number;
  readonly label: string;
}

export interface Row {
  readonly name: string;
  /** A namespace declared here, or other attributes, as they read. */
  readonly attributes: string;
  readonly value: string;
  readonly depth: number;
  readonly path: string;
  /** Octets of the whole element. */
  readonly start: number;
  readonly end: number;
  /** First octet of the row, a page switch before the element included. */
  readonly from: number;
}

export interface Layout {
  /** The head of the document in words, and where it ends. */
  readonly head: string;
  readonly rows: readonly Row[];
  /** Without gaps, in order. */
  readonly segments: readonly Segment[];
}

/** The row a place stands in: the smallest element around it. */
export function rowAt(layout: Layout, span: { readonly start: number; readonly end: number }): number {
  let found = -1;
  layout.rows.forEach((row, i) => {
    if (row.start > span.start || row.end < span.end) return;
    const best = layout.rows[found];
    if (best === undefined || row.end - row.start <= best.end - best.start) found = i;
  });
  return found;
}

/** The row at a path, with or without the indices of repeated elements. */
export function rowAtPath(layout: Layout, path: string): number {
  const exact = layout.rows.findIndex((row) => row.path === path);
  if (exact >= 0) return exact;
  const bare = path.replace(/\[\d+\]/g, '');
  return layout.rows.findIndex((row) => row.path === bare);
}

/** A namespace as one reads it: the last part after an ellipsis. */
export function shortNamespace(uri: string): string {
  const slash = uri.lastIndexOf('/');
  return slash < 8 ? uri : `…${uri.slice(slash)}`;
}

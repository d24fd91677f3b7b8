/** A message laid out for reading: a row per element, and for every octet which row it belongs to and what it is. */

import { type ReadResult, read, type Syntax, type TreeNode } from '../../../protocol/syntax/index.ts';
import { header } from '../../../report/messages.ts';
import { formOf } from '../../../report/octets.ts';
import { wbxmlLayout } from './view-wbxml.ts';
import { xmlLayout } from './view-xml.ts';

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

export interface MessageView {
  readonly form: 'xml' | 'wbxml' | 'other' | 'empty';
  readonly body: Uint8Array;
  readonly result: ReadResult | undefined;
  readonly layout: Layout;
}

type Headers = readonly (readonly [string, string])[];

export function syntaxOf(headers: Headers, body: Uint8Array): Syntax | undefined {
  const form = formOf(header(headers, 'content-type'), body);
  return form === 'xml' || form === 'wbxml' ? form : undefined;
}

/** The syntax tree of a body, or undefined where there is none to be had. */
export function treeOf(headers: Headers, body: Uint8Array): TreeNode | undefined {
  const syntax = syntaxOf(headers, body);
  return syntax === undefined ? undefined : read(body, syntax).tree;
}

export function viewOf(headers: Headers, body: Uint8Array): MessageView {
  const form = formOf(header(headers, 'content-type'), body);
  if (form === 'empty' || form === 'other') return { form, body, result: undefined, layout: plain(body) };
  const result = read(body, form);
  const layout = form === 'xml' ? xmlLayout(body, result) : wbxmlLayout(body, result);
  return { form, body, result, layout };
}

function plain(body: Uint8Array): Layout {
  const segments =
    body.length === 0 ? [] : [{ start: 0, end: body.length, kind: 'o', row: -1, label: 'not a message' } as const];
  return { head: 'not a message', rows: [], segments };
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

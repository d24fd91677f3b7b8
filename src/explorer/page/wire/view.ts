/** A message laid out for reading: a row per element, and for every octet which row it belongs to and what it is. */

import { type ReadResult, read, readTree, type Syntax, type TreeNode } from '../../../protocol/syntax/index.ts';
import { header } from '../../../report/view/messages.ts';
import { formOf } from '../../../report/view/octets.ts';
import type { Layout } from './layout.ts';
import { ptsLayout } from './view-pts.ts';
import { wbxmlLayout } from './view-wbxml.ts';
import { xmlLayout } from './view-xml.ts';

/** The layout of a message by its syntax. */
const LAYOUTS: Readonly<Record<Syntax, (body: Uint8Array, result: ReadResult) => Layout>> = {
  xml: xmlLayout,
  wbxml: wbxmlLayout,
  pts: ptsLayout,
};

export interface MessageView {
  readonly form: Syntax | 'other' | 'empty';
  readonly body: Uint8Array;
  readonly result: ReadResult | undefined;
  readonly layout: Layout;
}

type Headers = readonly (readonly [string, string])[];

export function syntaxOf(headers: Headers, body: Uint8Array): Syntax | undefined {
  const form = formOf(header(headers, 'content-type'), body);
  return form === 'empty' || form === 'other' ? undefined : form;
}

/** The syntax tree of a body, or undefined where there is none to be had. */
export function treeOf(headers: Headers, body: Uint8Array): TreeNode | undefined {
  const syntax = syntaxOf(headers, body);
  return syntax === undefined ? undefined : readTree(body, syntax).tree;
}

export function viewOf(headers: Headers, body: Uint8Array): MessageView {
  const form = formOf(header(headers, 'content-type'), body);
  if (form === 'empty' || form === 'other') return { form, body, result: undefined, layout: plain(body) };
  const result = read(body, form);
  return { form, body, result, layout: LAYOUTS[form](body, result) };
}

function plain(body: Uint8Array): Layout {
  const segments =
    body.length === 0 ? [] : [{ start: 0, end: body.length, kind: 'o', row: -1, label: 'not a message' } as const];
  return { head: 'not a message', rows: [], segments };
}

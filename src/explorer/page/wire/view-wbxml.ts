/** A message in WBXML: rows in the order of the octets, every octet in exactly one of them. */
import { type Annotation, annotate, type ReadResult } from '../../../protocol/syntax/index.ts';
import { type Layout, type OctetKind, type Row, type Segment, shortNamespace } from './layout.ts';

type WbxmlElement = NonNullable<Annotation['element']>;

/** The drawing of an annotated run of octets. */
function kindOf(kind: Annotation['kind']): OctetKind {
  switch (kind) {
    case 'tag':
      return 'tag';
    case 'page':
      return 'page';
    case 'end':
      return 'end';
    default:
      return 'o';
  }
}

export function wbxmlLayout(body: Uint8Array, result: ReadResult): Layout {
  const annotations = annotate(body, result.version ?? '1.3');
  const rows: Row[] = [];
  const rowOf = new Map<WbxmlElement, number>();
  const segments: Segment[] = [];
  let page: Annotation | undefined;
  for (const a of annotations) {
    if (a.kind === 'page') {
      // A switch is shown with the element it is made for, which comes next.
      page = a;
      continue;
    }
    if (a.kind === 'tag' && a.element !== undefined) {
      const from = page?.start ?? a.start;
      rowOf.set(a.element, rows.length);
      rows.push(rowFrom(a, a.element, from));
    }
    const row = a.element === undefined ? -1 : (rowOf.get(a.element) ?? -1);
    if (page !== undefined) segments.push({ start: page.start, end: page.end, kind: 'page', row, label: page.label });
    page = undefined;
    segments.push(...cut(a, body, row));
  }
  if (page !== undefined) segments.push({ start: page.start, end: page.end, kind: 'page', row: -1, label: page.label });
  const covered = segments.at(-1)?.end ?? 0;
  if (covered < body.length) {
    segments.push({ start: covered, end: body.length, kind: 'o', row: -1, label: 'not read' });
  }
  const version = result.version === undefined ? 'version unknown' : `CSP ${result.version}`;
  return { head: `WBXML, ${version}`, rows, segments };
}

function rowFrom(a: Annotation, element: WbxmlElement, from: number): Row {
  return {
    name: element.name,
    attributes: element.attributes
      .map((one) => (one.name === 'xmlns' ? `xmlns ${shortNamespace(one.value)}` : `${one.name} ${one.value}`))
      .join(', '),
    value: element.children
      .flatMap((c) => (c.kind === 'text' ? [c.value] : c.kind === 'opaque' ? ['octets'] : []))
      .join(''),
    depth: Math.max(0, a.path.split('/').length - 1),
    path: a.path,
    start: element.start,
    end: element.end,
    from,
  };
}

/** Strings and opaque data are cut into their token, their content and the zero that ends a string. */
function cut(a: Annotation, body: Uint8Array, row: number): Segment[] {
  const { start, end, label } = a;
  const whole: Segment = { start, end, kind: kindOf(a.kind), row, label };
  if (a.kind === 'string' && end - start >= 2 && body[end - 1] === 0) {
    return [
      { ...whole, end: start + 1 },
      ...(end - start > 2 ? [{ ...whole, start: start + 1, end: end - 1, kind: 'str' } as const] : []),
      { ...whole, start: end - 1, kind: 'nul', label: 'end of string' },
    ];
  }
  if (a.kind === 'opaque') {
    let content = start + 1;
    while (content < end && ((body[content] ?? 0) & 0x80) !== 0) content++;
    content = Math.min(end, content + 1);
    return [
      { ...whole, end: content },
      ...(content < end ? [{ ...whole, start: content, kind: 'value' } as const] : []),
    ];
  }
  return [whole];
}

import { describe, expect, it } from 'vitest';
import { message, type Tree, type Written, writeWbxml, writeXml } from '../../../testing/report/sample/wire.ts';
import { rowAt, rowAtPath } from './layout.ts';
import { octetWords } from './linking.ts';
import { type MessageView, viewOf } from './view.ts';

const headers = (syntax: string) => [['Content-Type', `application/vnd.wv.csp+${syntax}`]] as const;
const PRIMITIVE: Tree = [
  'SendMessage-Response',
  ['Result', ['Code', 200], ['Description', 'Successful']],
  ['MessageID', 'm-41 é'],
];
const TREE = message('Response', 't1', 's1', PRIMITIVE);

const CASES: readonly (readonly [syntax: 'xml' | 'wbxml', written: Written])[] = [
  ['xml', writeXml(TREE, '1.3')],
  ['wbxml', writeWbxml(TREE, '1.3')],
];

function coversOnce(view: MessageView): void {
  let at = 0;
  for (const segment of view.layout.segments) {
    expect(segment.start).toBe(at);
    expect(segment.end).toBeGreaterThan(segment.start);
    at = segment.end;
  }
  expect(at).toBe(view.body.length);
}

describe.each(CASES)('a message in %s', (syntax, written) => {
  const view = viewOf(headers(syntax), written.body);

  it('has a row per element with its value and depth, in order', () => {
    const rows = view.layout.rows.map((row) => [row.depth, row.name, row.value]);
    expect(rows.slice(0, 4)).toEqual([
      [0, 'WV-CSP-Message', ''],
      [1, 'Session', ''],
      [2, 'SessionDescriptor', ''],
      [3, 'SessionType', 'Inband'],
    ]);
    expect(rows.slice(-3)).toEqual([
      [6, 'Code', '200'],
      [6, 'Description', 'Successful'],
      [5, 'MessageID', 'm-41 é'],
    ]);
    expect(view.layout.rows[0]?.attributes).toBe('xmlns …/IMPS-CSP1.3');
  });

  it('gives every octet to exactly one element', () => {
    coversOnce(view);
  });

  it('knows where elements stand', () => {
    const path = 'WV-CSP-Message/Session/Transaction/TransactionContent/SendMessage-Response/Result/Code';
    const span = written.spans.get(path);
    const row = view.layout.rows[rowAt(view.layout, span ?? { start: 0, end: 0 })];
    expect(row?.name).toBe('Code');
    expect(view.layout.rows[rowAtPath(view.layout, path.replace('Transaction/', 'Transaction[1]/'))]?.name).toBe(
      'Code',
    );
    expect(octetWords(view.layout, span?.start ?? 0)).toContain('Code');
  });

  it('is valid', () => {
    expect(view.result?.findings).toEqual([]);
  });

  it('is laid out as far as it goes when it is cut off', () => {
    const cut = viewOf(headers(syntax), written.body.subarray(0, written.body.length - 30));
    coversOnce(cut);
    expect(cut.result?.valid).toBe(false);
    expect(cut.layout.rows.length).toBeGreaterThan(5);
  });
});

describe('a body that is no message', () => {
  it('is kept as octets', () => {
    const page = viewOf([['Content-Type', 'text/html']], new TextEncoder().encode('<html>'));
    expect(page).toMatchObject({ form: 'other', result: undefined });
    coversOnce(page);
    expect(viewOf([], new Uint8Array(0))).toMatchObject({ form: 'empty', layout: { segments: [] } });
  });

  it('is laid out when it only claims to be one', () => {
    const noise = Uint8Array.from({ length: 200 }, (_, i) => (i * 37) % 256);
    for (const syntax of ['xml', 'wbxml']) coversOnce(viewOf(headers(syntax), noise));
  });
});

import { describe, expect, it } from 'vitest';
import { formOf, fromBase64, hexExcerpt, textExcerpt, visible } from './octets.ts';

const octets = (text: string) => new TextEncoder().encode(text);

describe('excerpts of octets', () => {
  it('shows the rows around a span and marks exactly its octets', () => {
    const body = Uint8Array.from({ length: 100 }, (_, i) => i);
    const rows = hexExcerpt(body, { start: 30, end: 35 });
    expect(rows.map((row) => row.offset)).toEqual([0, 16, 32, 48]);
    const marked = rows.flatMap((row) => row.cells.flatMap((cell) => (cell.marked ? [cell.octet] : [])));
    expect(marked).toEqual([30, 31, 32, 33, 34]);
  });

  it('cuts a long span in the middle and keeps both ends', () => {
    const rows = hexExcerpt(new Uint8Array(4096), { start: 100, end: 4000 }, 6);
    expect(rows).toHaveLength(6);
    expect(rows[0]?.offset).toBe(80);
    expect(rows.at(-1)?.offset).toBe(4000);
  });

  it('stays inside the body when a span does not', () => {
    expect(hexExcerpt(new Uint8Array(5), { start: 50, end: 60 }).flatMap((row) => row.cells)).toHaveLength(5);
    expect(hexExcerpt(new Uint8Array(0), { start: 0, end: 1 })).toEqual([]);
  });

  it('finds the line of XML a span stands in', () => {
    const text = '<?xml version="1.0"?>\n<a>\n  <Sender><User/></Sender>\n</a>';
    const start = octets(text.slice(0, text.indexOf('<User/>'))).length;
    expect(textExcerpt(octets(text), { start, end: start + 7 })).toEqual({
      line: 3,
      before: '<Sender>',
      marked: '<User/>',
      after: '</Sender>',
    });
  });

  it('cuts a document without line breaks around the marked part', () => {
    const text = `<a>${'x'.repeat(500)}<b/>${'y'.repeat(500)}</a>`;
    const line = textExcerpt(octets(text), { start: 503, end: 507 }, 60);
    expect(line.marked).toBe('<b/>');
    expect(line.before.length + line.marked.length + line.after.length).toBeLessThan(64);
    expect(line.before.startsWith('…') && line.after.endsWith('…')).toBe(true);
  });

  it('tells XML and WBXML apart by media type, else by the first octet', () => {
    expect(formOf('application/vnd.wv.csp+wbxml', octets('x'))).toBe('wbxml');
    expect(formOf('application/vnd.wv.csp+xml; charset=utf-8', octets('x'))).toBe('xml');
    expect(formOf(undefined, Uint8Array.of(3, 0x12))).toBe('wbxml');
    expect(formOf(undefined, octets('<a/>'))).toBe('xml');
    expect(formOf('text/html', octets('Bad'))).toBe('other');
    expect(formOf('text/xml', new Uint8Array(0))).toBe('empty');
    expect(formOf('text/xml', octets('POST /imps HTTP/1.1\r\nHost: x\r\n\r\n<a/>'))).toBe('other');
  });

  it('refuses what is not base64 and says where', () => {
    expect([...fromBase64('AwE=')]).toEqual([3, 1]);
    expect(() => fromBase64('Aw*=')).toThrow('"*" at 2');
  });

  it('makes control characters and changes of direction visible', () => {
    expect(visible('a\u001b[31mb\u202ec\n')).toBe('a␛[31mb\ufffdc\n');
  });
});

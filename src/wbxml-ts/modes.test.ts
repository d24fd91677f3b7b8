import { describe, expect, it } from 'vitest';
import { octets, SAMPLE, sample } from '../testing/wbxml-ts/sample.ts';
import { decode } from './decode.ts';
import { WbxmlError } from './error.ts';
import { textOf } from './tree.ts';

function errorOf(document: Uint8Array, mode: 'strict' | 'tolerant' = 'strict'): WbxmlError {
  try {
    decode(document, SAMPLE, { mode });
  } catch (error) {
    if (error instanceof WbxmlError) return error;
    throw error;
  }
  throw new Error('the document was accepted');
}

/** Offsets count from the first octet of the document; bodies start at 4, after a string table at 4 plus its length. */
describe('errors in both modes', () => {
  it.each([
    ['nothing closed', '45', 'missing-end', 5],
    ['one END missing', "45 46 03 'a' 00 01", 'missing-end', 10],
    ['attribute list not closed', "85 05 03 'a' 00", 'missing-end', 9],
    ['processing instruction not closed', '43 05', 'missing-end', 6],
    ['string cut short', "45 03 'abc'", 'truncated', 6],
    ['string in an attribute cut short', "85 05 03 'abc'", 'truncated', 7],
    ['page number missing', '45 00', 'truncated', 6],
    ['attribute page number missing', '85 00', 'truncated', 6],
    ['reference missing', '45 83', 'truncated', 6],
    ['reference cut short', '45 83 80', 'truncated', 7],
    ['opaque length missing', '45 C3', 'truncated', 6],
    ['extension value missing', '45 80', 'truncated', 6],
    ['literal name missing', '45 44', 'truncated', 6],
    ['opaque longer than the document', '45 C3 05 00 01', 'opaque-length', 5],
    ['opaque of 4 GiB', '45 C3 8F FF FF FF 7F 01', 'opaque-length', 5],
    ['opaque attribute longer than the document', '85 05 C3 05 01', 'opaque-length', 6],
    ['reference into an empty table', '45 83 00 01', 'string-table-offset', 6],
    ['literal name in an empty table', '45 04 00 01', 'string-table-offset', 6],
    ['entity of 33 bits', '45 02 90 80 80 80 00 01', 'integer-overflow', 6],
    ['entity of six octets', '45 02 80 80 80 80 80 41 01', 'integer-overflow', 6],
    ['text before the root', "03 'a' 00 05", 'unexpected-token', 4],
    ['END before the root', '01 05', 'unexpected-token', 4],
    ['opaque before the root', 'C3 01 05 05', 'unexpected-token', 4],
    ['value without attribute', "85 03 'a' 00 01", 'unexpected-token', 5],
    ['value token without attribute', '85 85 01', 'unexpected-token', 5],
    ['PI in an attribute list', '85 05 43 05 01 01', 'unexpected-token', 6],
    ['LITERAL_C in an attribute list', '85 44 00 01', 'unexpected-token', 5],
    ['LITERAL_A as attribute value', '85 05 84 01', 'unexpected-token', 6],
    ['PI without target', '43 01 05', 'unexpected-token', 5],
    ['PI that begins with a value', "43 03 'a' 00 01 05", 'unexpected-token', 5],
    ['PI with two targets', '43 05 06 01 05', 'unexpected-token', 6],
  ])('%s', (_, body, kind, offset) => {
    for (const mode of ['strict', 'tolerant'] as const) {
      const error = errorOf(sample(body), mode);
      expect([error.kind, error.offset]).toEqual([kind, offset]);
      expect(error.message).toBe(`${error.what} at offset ${offset}: expected ${error.expected}, found ${error.found}`);
    }
  });

  it('a reference beyond the string table says how long the table is', () => {
    expect(errorOf(sample('45 83 04 01', "'abc' 00")).message).toBe(
      'reference beyond the string table at offset 10: expected an offset below 4, found 4',
    );
  });
});

/** Documents that strict refuses and tolerant reports: kind, offset and the tolerant result. */
describe('errors in strict, warnings in tolerant mode', () => {
  it.each([
    ['unknown tag', "45 50 03 'a' 00 01 06 01", 'unknown-tag', 5, 'doc unknown-00-10 item'],
    ['unknown root', '51 06 01', 'unknown-tag', 4, 'unknown-00-11 item'],
    ['literal name that is none', '45 04 00 06 01', 'invalid-name', 6, 'doc a<b item'],
    ['empty literal name', '45 04 03 06 01', 'invalid-name', 6, 'doc  item'],
    ['unknown attribute', "85 10 03 'a' 00 01", 'unknown-attribute', 5, 'doc unknown-attribute-00-10=a'],
    ['unknown attribute value', "85 05 A0 03 'a' 00 01", 'unknown-attribute-value', 6, 'doc id=a'],
    ['attribute twice', "85 05 03 'a' 00 05 01", 'duplicate-attribute', 9, 'doc id=a id='],
    ['empty attribute list', 'C5 01 06 01', 'empty-attributes', 5, 'doc item'],
    ['unknown EXT_T value', "45 80 55 03 'a' 00 01", 'unknown-extension', 5, 'doc "a"'],
    ['unknown EXT_I', "45 41 'v' 00 06 01", 'unknown-extension', 5, 'doc item'],
    ['unknown EXT', '45 C0 06 01', 'unknown-extension', 5, 'doc item'],
    ['unknown extension in an attribute', "85 05 C0 03 'a' 00 01", 'unknown-extension', 6, 'doc id=a'],
    ['surrogate', '45 02 83 B0 00 01', 'invalid-entity', 6, 'doc "\ufffd"'],
    ['entity above U+10FFFF', '45 02 C4 80 00 01', 'invalid-entity', 6, 'doc "\ufffd"'],
    ['invalid UTF-8', "45 03 'a' C3 28 00 01", 'invalid-text', 7, 'doc "a\ufffd("'],
    ['opaque that is no number', '45 47 C3 05 01 02 03 04 05 01 01', 'opaque-value', 8, 'doc number'],
    ['opaque attribute that is no number', '87 05 C3 00 01', 'opaque-value', 8, 'number id='],
    ['opaque attribute that is no text', '85 05 C3 01 FF 01', 'invalid-text', 8, 'doc id=\ufffd'],
    ['octets after the root', '05 00 00', 'trailing-octets', 5, 'doc'],
    ['second root', '05 06', 'trailing-octets', 5, 'doc'],
    ['octets after a final PI', '05 43 05 01 06', 'trailing-octets', 8, 'doc'],
  ])('%s', (_, body, kind, offset, rest) => {
    const document = sample(body, /04 0/.test(body) ? "'a<b' 00" : '');
    const shift = document.length - octets(body).length - 4;
    const error = errorOf(document);
    expect([error.kind, error.offset - shift]).toEqual([kind, offset]);
    const decoded = decode(document, SAMPLE, { mode: 'tolerant' });
    expect(decoded.warnings.map((warning) => [warning.kind, warning.offset - shift])).toEqual([[kind, offset]]);
    const { root } = decoded;
    const shown = [
      root.name,
      ...root.attributes.map(({ name, value }) => `${name}=${value}`),
      ...root.children.flatMap((child) =>
        child.kind === 'element' ? [child.name] : child.kind === 'text' ? [JSON.stringify(child.value)] : [],
      ),
    ];
    expect(shown.join(' ')).toBe(rest);
  });

  it('an unknown page is reported where it is switched to, and its tags too', () => {
    const document = sample("45 00 20 45 03 'x' 00 01 00 00 06 01");
    expect(errorOf(document)).toMatchObject({ kind: 'unknown-page', offset: 5, found: 'page 20' });
    const decoded = decode(document, SAMPLE, { mode: 'tolerant' });
    expect(decoded.warnings.map(({ kind, offset }) => [kind, offset])).toEqual([
      ['unknown-page', 5],
      ['unknown-tag', 7],
    ]);
    expect(decoded.root.children).toMatchObject([
      { name: 'unknown-20-05', origin: 'unknown', page: 0x20, token: 5, children: [{ value: 'x' }] },
      { name: 'item', origin: 'table' },
    ]);
    expect(errorOf(sample('85 00 20 05 01'))).toMatchObject({ kind: 'unknown-page', offset: 5 });
  });

  it('an extension the tables do not know stays in the tree with its operand', () => {
    const { root } = decode(sample("45 80 55 41 'v' 00 C0 01"), SAMPLE, { mode: 'tolerant' });
    expect(root.children).toMatchObject([
      { kind: 'extension', form: 'EXT_T', slot: 0, operand: 0x55 },
      { kind: 'extension', form: 'EXT_I', slot: 1, operand: 'v' },
      { kind: 'extension', form: 'EXT', slot: 0, operand: undefined },
    ]);
  });

  it('the last entry of the string table may lack its end', () => {
    const document = sample('45 83 01 01', "'abc'");
    expect(errorOf(document)).toMatchObject({ kind: 'unterminated-string', offset: 5 });
    const decoded = decode(document, SAMPLE, { mode: 'tolerant' });
    expect([textOf(decoded.root), decoded.warnings.length]).toEqual(['bc', 1]);
  });

  it('keeps an opaque value that is none as octets', () => {
    const { root } = decode(sample('47 C3 05 01 02 03 04 05 01'), SAMPLE, { mode: 'tolerant' });
    expect(root.children).toMatchObject([{ kind: 'opaque', octets: Uint8Array.of(1, 2, 3, 4, 5) }]);
  });

  it('keeps no more warnings than the bound and counts the others', () => {
    const decoded = decode(sample('45 C0 C0 C0 C0 C0 01'), SAMPLE, { mode: 'tolerant', limits: { warnings: 2 } });
    expect([decoded.warnings.length, decoded.warningsDropped]).toEqual([2, 3]);
  });
});

describe('what was read before an error', () => {
  it('comes with it, open elements ending where the reader stopped', () => {
    const error = errorOf(sample("45 46 03 'a' 00 01 46 03 'b' 00"));
    expect(error.kind).toBe('missing-end');
    const root = error.partial?.root;
    expect(root).toMatchObject({
      name: 'doc',
      end: 14,
      children: [
        { name: 'item', end: 10, children: [{ value: 'a' }] },
        { name: 'item', end: 14, contentEnd: 14, children: [{ value: 'b' }] },
      ],
    });
    expect(error.partial?.header?.publicId).toBe(0x7e);
  });

  it('has no root where the header failed', () => {
    expect(errorOf(octets('03')).partial).toMatchObject({ header: undefined, root: undefined });
  });

  it('holds the warnings of tolerant mode', () => {
    expect(errorOf(sample('45 50'), 'tolerant').partial?.warnings).toMatchObject([{ kind: 'unknown-tag' }]);
  });
});

describe('errors of the caller', () => {
  it('pass through', () => {
    const tables = {
      ...SAMPLE,
      opaque: () => {
        throw new RangeError('mine');
      },
    };
    expect(() => decode(sample('45 C3 00 01'), tables)).toThrow(new RangeError('mine'));
  });
});

import { describe, expect, it } from 'vitest';
import { octets, SAMPLE, shown } from '../testing/wbxml-ts/sample.ts';
import { encode } from './encode.ts';
import { createEncoder } from './encoder.ts';
import { WbxmlError } from './error.ts';
import { tablesFrom } from './tables-from.ts';

describe('encoder', () => {
  it('writes a document step by step', () => {
    const encoder = createEncoder(SAMPLE);
    encoder.open('doc');
    encoder.attribute('id', 'x');
    encoder.open('other');
    encoder.text('a');
    encoder.close();
    encoder.open('item');
    encoder.close();
    encoder.close();
    expect(shown(encoder.finish())).toBe(
      shown(octets("03 7E 6A 00 C5 05 03 'x' 00 01 00 01 45 03 'a' 00 01 00 00 06 01")),
    );
  });

  it('starts anew after finish and after reset', () => {
    const encoder = createEncoder(SAMPLE);
    const write = () => {
      encoder.open('X-literal');
      encoder.open('other');
      encoder.attribute('lang', 'en');
      encoder.close();
      encoder.close();
      return shown(encoder.finish());
    };
    const first = write();
    encoder.open('other');
    encoder.attribute('lang', 'unfinished');
    encoder.reset();
    expect(write()).toBe(first);
  });

  it('grows with the document', () => {
    const encoder = createEncoder(SAMPLE);
    const long = 'x'.repeat(100_000);
    encoder.open('doc');
    encoder.text(long);
    encoder.opaque(new Uint8Array(50_000));
    encoder.close();
    expect(encoder.finish()).toHaveLength(4 + 1 + 1 + 100_001 + 1 + 3 + 50_000 + 1);
  });

  it('writes part of an octet array as opaque', () => {
    const encoder = createEncoder(SAMPLE);
    encoder.open('doc');
    encoder.opaque(Uint8Array.of(0, 0, 14, 16), 2);
    encoder.close();
    expect(shown(encoder.finish())).toBe('03 7E 6A 00 45 C3 02 0E 10 01');
  });

  it.each([
    ['a second root', (e) => [e.open('doc'), e.close(), e.open('doc')], 'second root'],
    ['no root', () => [], 'a root element'],
    ['an element left open', (e) => [e.open('doc'), e.open('item')], "'doc/item' open"],
    ['close without open', (e) => [e.close()], 'close'],
    ['text outside the root', (e) => [e.text('a')], 'text outside the root'],
    ['opaque outside the root', (e) => [e.opaque(new Uint8Array())], 'content outside the root'],
    ['an attribute after content', (e) => [e.open('doc'), e.text('a'), e.attribute('id', '')], 'one with content'],
    ['an attribute outside the root', (e) => [e.attribute('id', '')], 'an element just opened'],
    ['half a surrogate pair', (e) => [e.open('doc'), e.text('a\ud83d')], 'D83D'],
    ['a surrogate as entity', (e) => [e.open('doc'), e.entity(0xdc00)], 'DC00'],
    ['an entity above U+10FFFF', (e) => [e.open('doc'), e.entity(0x11_0000)], '110000'],
    ['an extension value of 33 bits', (e) => [e.open('doc'), e.extT(0, 2 ** 32)], '4294967296'],
    ['EXT_I with a zero', (e) => [e.open('doc'), e.extI(0, 'a\0')], 'text of an extension token'],
    ['an empty literal name', (e) => [e.open('')], 'literal name'],
  ] as [string, (e: ReturnType<typeof createEncoder>) => unknown, string][])('refuses %s', (_, write, message) => {
    const encoder = createEncoder(SAMPLE);
    const run = () => {
      write(encoder);
      encoder.finish();
    };
    expect(run).toThrow(WbxmlError);
    encoder.reset();
    expect(run).toThrow(message);
  });

  it.each([
    ['public id 0', { publicId: 0 }],
    ['a public id of 33 bits', { publicId: 2 ** 32 }],
    ['a public id the charset lacks', { publicId: 'é', charset: 'us-ascii' }],
    ['a MIBenum below 0', { mibEnum: -1 }],
  ] as const)('refuses %s as profile', (_, profile) => {
    expect(() => createEncoder(SAMPLE, profile)).toThrow(RangeError);
  });
});

describe('profile', () => {
  const body = (profile: Parameters<typeof encode>[2], root: Parameters<typeof encode>[0]['root']) =>
    shown(encode({ root }, SAMPLE, profile));
  const expected = (notation: string) => shown(octets(notation));

  it('header: version, public id and charset', () => {
    const root = { name: 'doc' };
    expect(body({ version: 1 }, root)).toBe('01 7E 6A 00 05');
    expect(body({ publicId: 0x81 }, root)).toBe('03 81 01 6A 00 05');
    expect(body({ publicId: 'ab' }, root)).toBe(expected("03 00 00 6A 03 'ab' 00 05"));
    expect(body({ charset: 'utf-16' }, root)).toBe('03 7E 87 77 00 05');
    expect(body({ mibEnum: 0 }, root)).toBe('03 7E 00 00 05');
    const named = tablesFrom({ publicIds: [{ text: 'ab' }], tags: [{ page: 0, token: 5, name: 'doc' }] });
    expect(shown(encode({ root }, named))).toBe(expected("03 00 00 6A 03 'ab' 00 05"));
    expect(shown(encode({ root }, { ...named, publicIds: [] }))).toBe('03 01 6A 00 05');
  });

  it('a public id as text shares the string table with literal names', () => {
    expect(body({ publicId: 'ab' }, { name: 'X', children: ['t'] })).toBe(
      expected("03 00 02 6A 05 'X' 00 'ab' 00 44 00 03 't' 00 01"),
    );
  });

  it('strings inline, in the table, those listed, or those repeated', () => {
    const root = {
      name: 'doc',
      children: ['abcd', { name: 'item', children: ['abcd'] }, { name: 'item', children: ['e'] }],
    };
    expect(body({}, root)).toBe(expected("03 7E 6A 00 45 03 'abcd' 00 46 03 'abcd' 00 01 46 03 'e' 00 01 01"));
    expect(body({ strings: 'table' }, root)).toBe(
      expected("03 7E 6A 07 'abcd' 00 'e' 00 45 83 00 46 83 00 01 46 83 05 01 01"),
    );
    const some = expected("03 7E 6A 05 'abcd' 00 45 83 00 46 83 00 01 46 03 'e' 00 01 01");
    expect(body({ strings: ['abcd'] }, root)).toBe(some);
    expect(body({ strings: ['e'] }, root)).toContain('02 65 00');
    const often = { name: 'doc', children: ['abcdefgh', { name: 'item' }, 'abcdefgh', { name: 'item' }, 'x'] };
    expect(body({ strings: 'repeated' }, often)).toBe(
      expected("03 7E 6A 09 'abcdefgh' 00 45 83 00 06 83 00 06 03 'x' 00 01"),
    );
  });

  it('content flag of empty elements', () => {
    const root = { name: 'doc', attributes: [{ name: 'id', value: '' }], children: [{ name: 'item' }] };
    expect(body({}, root)).toBe('03 7E 6A 00 C5 05 01 06 01');
    expect(body({ emptyContent: true }, root)).toBe('03 7E 6A 00 C5 05 01 46 01 01');
  });

  it('names without token become literals or errors', () => {
    const root = { name: 'doc', attributes: [{ name: 'style', value: 'v' }], children: [{ name: 'X' }] };
    expect(body({}, root)).toBe(expected("03 7E 6A 08 'style' 00 'X' 00 C5 04 00 03 'v' 00 01 04 06 01"));
    expect(() => body({ unknownNames: 'error' }, root)).toThrow(
      "attribute without token at offset 5: expected a name of the tables, found 'style'",
    );
    expect(() => body({ unknownNames: 'error' }, { name: 'X' })).toThrow('element without token');
  });

  it('extension values for whole texts only', () => {
    const root = { name: 'doc', children: ['yes', { name: 'item', children: ['yes!'] }] };
    expect(body({}, root)).toBe(expected("03 7E 6A 00 45 80 01 46 03 'yes!' 00 01 01"));
    expect(body({ extensions: 'none' }, { name: 'doc', children: ['yes'] })).toBe(
      expected("03 7E 6A 00 45 03 'yes' 00 01"),
    );
    expect(body({}, { name: 'doc', children: ['far', 'two'] })).toBe('03 7E 6A 00 45 80 84 C6 45 81 01 01');
  });

  it('attributes by start and value tokens, start tokens alone, or literal', () => {
    const root = { name: 'doc', attributes: [{ name: 'href', value: 'http://www.a.com/b.org' }] };
    expect(body({}, root)).toBe(expected("03 7E 6A 00 85 47 03 'a' 00 85 03 '/b' 00 00 01 85 01"));
    expect(body({ attributes: 'start-tokens' }, root)).toBe(expected("03 7E 6A 00 85 47 03 'a.com/b.org' 00 01"));
    expect(body({ attributes: 'literal' }, root)).toBe(
      expected("03 7E 6A 05 'href' 00 85 04 00 03 'http://www.a.com/b.org' 00 01"),
    );
  });

  it('typed content goes through the hook first', () => {
    const content: NonNullable<Parameters<typeof createEncoder>[1]>['content'] = (element, text, out) => {
      if (element === 'number') out.opaque(Uint8Array.of(Number(text)));
      else if (text.startsWith('yes ')) {
        out.extT(0, 1);
        out.string(text.slice(4));
      } else return false;
      return true;
    };
    const root = { name: 'doc', children: [{ name: 'number', children: ['42'] }, 'yes sir', { name: 'item' }, 'yes'] };
    expect(body({ content }, root)).toBe(expected("03 7E 6A 00 45 47 C3 01 2A 01 80 01 03 'sir' 00 06 80 01 01"));
  });
});

describe('characters a string cannot hold', () => {
  const written = (text: string, charset: 'utf-8' | 'us-ascii' | 'iso-8859-1' | 'utf-16' | 'utf-16be' | 'utf-16le') =>
    shown(encode({ root: { name: 'doc', children: [text] } }, SAMPLE, { charset }).subarray(-100)).split(' 45 ')[1];

  it.each([
    ['utf-8', 'a\0b', "03 'a' 00 02 00 03 'b' 00 01"],
    ['us-ascii', 'aé😀', "03 'a' 00 02 81 69 02 87 EC 00 01"],
    ['iso-8859-1', 'é€', '03 E9 00 02 C1 2C 01'],
    ['utf-16', 'é😀', '03 00E9 D83D DE00 0000 01'],
    ['utf-16', '\ufeffa', '02 83 FD 7F 03 0061 0000 01'],
    ['utf-16be', '\ufeffa', '03 FEFF 0061 0000 01'],
    ['utf-16le', 'é', '03 E900 0000 01'],
  ] as const)('%s: %j', (charset, text, notation) => {
    expect(written(text, charset)).toBe(shown(octets(notation)));
  });

  it('become entities in attribute values too, and make literal names impossible', () => {
    const root = { name: 'doc', attributes: [{ name: 'id', value: 'é' }] };
    expect(shown(encode({ root }, SAMPLE, { charset: 'us-ascii' }))).toBe('03 7E 03 00 85 05 02 81 69 01');
    expect(() => encode({ root: { name: 'é' } }, SAMPLE, { charset: 'us-ascii' })).toThrow('literal name');
  });
});

describe('encode', () => {
  it('writes parts as they are told', () => {
    const root = {
      name: 'doc',
      attributes: [
        { name: 'id', value: ['a', { kind: 'entity', code: 0x41 }, { kind: 'opaque', octets: octets('42') }] },
      ],
      children: [
        { kind: 'entity', code: 0x26 },
        { kind: 'opaque', octets: octets('FF') },
        { kind: 'extension', form: 'EXT_I', slot: 1, operand: 'v' },
        { kind: 'extension', form: 'EXT_T', slot: 2, operand: 0x80 },
        { kind: 'extension', form: 'EXT', slot: 0 },
        { kind: 'instruction', target: 'id', value: 'p' },
      ],
    } as const;
    expect(shown(encode({ root }, SAMPLE))).toBe(
      shown(
        octets(
          "03 7E 6A 00 C5 05 03 'a' 00 02 41 C3 01 42 01 02 26 C3 01 FF 41 'v' 00 82 81 00 C0 43 05 03 'p' 00 01 01",
        ),
      ),
    );
  });

  it('writes processing instructions around the root', () => {
    const pi = { kind: 'instruction', target: 'id', value: '' } as const;
    expect(shown(encode({ root: { name: 'doc' }, before: [pi], after: [pi, pi] }, SAMPLE))).toBe(
      '03 7E 6A 00 43 05 01 05 43 05 01 43 05 01',
    );
  });

  it('takes page and token of a name that has several or none', () => {
    const root = {
      name: 'doc',
      children: [
        { name: 'item', page: 1, token: 6 },
        { name: 'item', namespace: 'second' },
      ],
    };
    expect(shown(encode({ root }, SAMPLE))).toBe('03 7E 6A 00 45 00 01 06 06 01');
    const unknown = {
      name: 'unknown',
      page: 9,
      token: 0x11,
      attributes: [{ name: 'u', value: '', page: 0, token: 0x33 }],
    };
    expect(shown(encode({ root: unknown }, SAMPLE))).toBe('03 7E 6A 00 00 09 91 33 01');
  });

  it('does not take the token of another name', () => {
    expect(shown(encode({ root: { name: 'doc', page: 0, token: 6 } }, SAMPLE))).toBe('03 7E 6A 00 05');
  });

  it('needs no call stack for deep trees', () => {
    let root: Parameters<typeof encode>[0]['root'] = { name: 'doc' };
    for (let level = 1; level < 200_000; level++) root = { name: 'doc', children: [root] };
    expect(encode({ root }, SAMPLE)).toHaveLength(4 + 2 * 200_000 - 1);
  });
});

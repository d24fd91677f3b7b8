import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from './decode.ts';
import { type EncodableContent, type EncodableElement, encode, type TreeProfile } from './encode.ts';
import { WbxmlError } from './error.ts';
import type { Tables } from './tables.ts';
import { type PlainTables, tablesFrom } from './tables-from.ts';
import type { Content, Decoded } from './tree.ts';

const NAMES = ['doc', 'item', 'a', 'b-c', 'x:y', 'Ünicode', '名'];
const ATTRIBUTE_NAMES = ['id', 'href', 'xmlns', 'style'];
const VALUES = ['.com', '.com/', 'http', 'é', '/'];
const TEXTS = ['yes', 'no', 'http://', 'é'];

/** Some rows, each with a page and token of its own. */
function rows<T extends object>(
  items: readonly T[],
  tokens: readonly number[],
): fc.Arbitrary<(T & { page: number; token: number })[]> {
  const place = fc.record({ page: fc.constantFrom(0, 1, 7, 255), token: fc.constantFrom(...tokens) });
  return fc
    .uniqueArray(place, { maxLength: items.length, selector: ({ page, token }) => `${page}/${token}` })
    .map((places) => places.map((at, index) => ({ ...(items[index] as T), ...at })));
}

const plainTables: fc.Arbitrary<PlainTables> = fc.record({
  publicIds: fc.constantFrom([{ number: 0x7e }], [{ text: 'sample' }], []),
  tags: rows(
    NAMES.map((name) => ({ name })),
    [5, 6, 0x20, 0x3f],
  ),
  attributes: rows(
    ATTRIBUTE_NAMES.flatMap((name) => ['', 'http', 'http://'].map((prefix) => ({ name, prefix }))),
    [5, 6, 0x3f, 0x45, 0x7f],
  ),
  attributeValues: rows(
    VALUES.map((value) => ({ value })),
    [0x85, 0x90, 0xbf, 0xc5, 0xff],
  ),
  extT: fc
    .uniqueArray(fc.record({ slot: fc.constantFrom(0, 1, 2), value: fc.constantFrom(0, 0x7f, 0x80, 0xffff_ffff) }), {
      maxLength: TEXTS.length,
      selector: ({ slot, value }) => `${slot}/${value}`,
    })
    .map((all) => all.map((row, index) => ({ ...row, text: TEXTS[index] ?? '' }))),
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom(...TEXTS, '\0', 'a\0b', '\ufeffx', '\ufffe', 'x'.repeat(300), 'http://www.example.com/'),
);

const { element } = fc.letrec<{ element: EncodableElement; content: EncodableContent }>((tie) => ({
  element: fc.record({
    name: fc.constantFrom(...NAMES),
    attributes: fc.uniqueArray(
      fc.record({ name: fc.constantFrom(...ATTRIBUTE_NAMES), value: fc.oneof(text, fc.constant('')) }),
      { maxLength: 3, selector: ({ name }) => name },
    ),
    children: fc.array(tie('content'), { maxLength: 5, depthIdentifier: 'tree' }),
  }),
  content: fc.oneof(
    { depthIdentifier: 'tree', maxDepth: 5 },
    text,
    fc.record({ kind: fc.constant('opaque' as const), octets: fc.uint8Array({ maxLength: 40 }) }),
    fc.record({ kind: fc.constant('instruction' as const), target: fc.constantFrom('id', 'pi'), value: text }),
    tie('element'),
  ),
}));

const profile: fc.Arbitrary<TreeProfile> = fc.record({
  version: fc.constantFrom(1, 2, 3),
  charset: fc.constantFrom('utf-8', 'utf-16', 'utf-16be', 'utf-16le'),
  strings: fc.constantFrom('inline', 'table', 'repeated'),
  emptyContent: fc.boolean(),
  extensions: fc.constantFrom('whole-text', 'none'),
  attributes: fc.constantFrom('tokens', 'start-tokens', 'literal'),
});

/** The common part of both trees: names, values, text (neighbours joined) and octets. */
type Plain =
  | string
  | { name: string; attributes: [string, string][]; children: Plain[] }
  | { octets: number[] }
  | [string, string];

function plain(content: Content | EncodableContent): Plain {
  if (typeof content === 'string') return content;
  if (content.kind === 'text') return content.value;
  if (content.kind === 'opaque') return { octets: [...content.octets] };
  if (content.kind === 'instruction') return [content.target, content.value];
  if (content.kind === 'extension' || content.kind === 'entity') return content.kind;
  const children: Plain[] = [];
  for (const child of content.children ?? []) {
    const next = plain(child);
    const last = children[children.length - 1];
    if (typeof next === 'string' && typeof last === 'string') children[children.length - 1] = last + next;
    else children.push(next);
  }
  const attributes = (content.attributes ?? []).map(({ name, value }): [string, string] => [name, String(value)]);
  return { name: content.name, attributes, children };
}

describe('round trip', () => {
  it('a tree is the same after encoding and decoding, whatever the tables and the profile', () => {
    fc.assert(
      fc.property(plainTables, element, profile, (rowsOf, root, how) => {
        const tables = tablesFrom(rowsOf);
        const document = encode({ root }, tables, how);
        const decoded = decode(document, tables);
        expect(plain(decoded.root)).toEqual(plain(root));
        expect(decoded.header.charset).toBe(how.charset);
      }),
      { numRuns: 400 },
    );
  });

  it('also in character sets that need entities, where names fit', () => {
    const tables = tablesFrom({
      publicIds: [{ number: 2 }],
      tags: NAMES.map((name, index) => ({ page: 0, token: 5 + index, name })),
    });
    fc.assert(
      fc.property(
        element,
        fc.constantFrom('us-ascii', 'iso-8859-1'),
        fc.constantFrom('inline', 'table', 'repeated'),
        (root, charset, strings) => {
          expect(plain(decode(encode({ root }, tables, { charset, strings }), tables).root)).toEqual(plain(root));
        },
      ),
    );
  });

  it('what was decoded encodes to a document that decodes to the same', () => {
    fc.assert(
      fc.property(plainTables, plainTables, element, (written, read, root) => {
        const document = encode({ root }, tablesFrom(written), { publicId: 2 });
        const decoded = quietly(() => decode(document, tablesFrom(read), { mode: 'tolerant' }));
        if (decoded === undefined) return;
        const again = decode(encode(decoded, tablesFrom(read), { publicId: 2 }), tablesFrom(read), {
          mode: 'tolerant',
        });
        expect(plain(again.root)).toEqual(plain(decoded.root));
      }),
    );
  });
});

/** Undefined for WbxmlError, every other error is thrown on. */
function quietly(run: () => Decoded): Decoded | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof WbxmlError) return undefined;
    throw error;
  }
}

/** Reads in both modes, with and without annotations, and checks what must hold for any input. */
function survive(document: Uint8Array, tables: Tables): void {
  const strict = quietly(() => decode(document, tables));
  const tolerant = quietly(() => decode(document, tables, { mode: 'tolerant' }));
  if (strict !== undefined) {
    expect(strict.warnings).toEqual([]);
    expect(tolerant && plain(tolerant.root)).toEqual(plain(strict.root));
  }
  if (tolerant === undefined) return;
  const { annotations, root } = decode(document, tables, { mode: 'tolerant', annotate: true });
  expect(root).toEqual(tolerant.root);
  let end = 0;
  for (const annotation of annotations ?? []) {
    expect(annotation.start).toBe(end);
    end = annotation.end;
  }
  expect(end).toBe(document.length);
  spansNest(root, 0, document.length);
}

function spansNest(content: Content, from: number, to: number): void {
  expect(content.start).toBeGreaterThanOrEqual(from);
  expect(content.end).toBeLessThanOrEqual(to);
  if (content.kind !== 'element') return;
  let last = content.contentStart;
  for (const child of content.children) {
    spansNest(child, last, content.contentEnd);
    last = child.end;
  }
}

describe('hostile input', () => {
  const header = fc.record({ charset: fc.constantFrom(0x6a, 3, 4), table: fc.uint8Array({ maxLength: 20 }) });

  it('random octets give a tree or a WbxmlError', () => {
    fc.assert(
      fc.property(plainTables, fc.uint8Array({ maxLength: 200 }), (rowsOf, document) =>
        survive(document, tablesFrom(rowsOf)),
      ),
      { numRuns: 300 },
    );
  });

  it('random tokens behind a good header too', () => {
    const token = fc.oneof(
      fc.constantFrom(0, 1, 1, 1, 2, 3, 4, 0x40, 0x43, 0x44, 0x80, 0x83, 0x84, 0xc0, 0xc3, 0xc4),
      fc.constantFrom(5, 6, 0x20, 0x45, 0x46, 0x60, 0x85, 0xc5),
      fc.nat(255),
    );
    fc.assert(
      fc.property(plainTables, header, fc.array(token, { maxLength: 120 }), (rowsOf, { charset, table }, body) => {
        survive(Uint8Array.from([3, 2, charset, table.length, ...table, 0x45, ...body, 1]), tablesFrom(rowsOf));
      }),
      { numRuns: 600 },
    );
  });

  it('valid documents with octets changed, taken out, put in or cut off', () => {
    const change = fc.record({
      how: fc.constantFrom('set', 'insert', 'remove', 'cut'),
      at: fc.nat(2000),
      octet: fc.nat(255),
    });
    fc.assert(
      fc.property(
        plainTables,
        element,
        profile,
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (rowsOf, root, how, changes) => {
          const tables = tablesFrom(rowsOf);
          const document = [...encode({ root }, tables, how)];
          for (const { how: action, at, octet } of changes) {
            const place = at % (document.length + 1);
            if (action === 'set') document[Math.min(place, Math.max(0, document.length - 1))] = octet;
            else if (action === 'insert') document.splice(place, 0, octet);
            else if (action === 'remove') document.splice(place, 1);
            else document.length = place;
          }
          survive(Uint8Array.from(document), tables);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('every beginning of a valid document that is not all of it is refused', () => {
    fc.assert(
      fc.property(plainTables, element, profile, (rowsOf, root, how) => {
        const tables = tablesFrom(rowsOf);
        const document = encode({ root }, tables, how);
        for (let end = 0; end < Math.min(document.length, 150); end++) {
          expect(quietly(() => decode(document.subarray(0, end), tables, { mode: 'tolerant' }))).toBeUndefined();
        }
      }),
      { numRuns: 40 },
    );
  });
});

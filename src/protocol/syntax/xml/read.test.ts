import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { octetsOf, xmlWith } from '../../../testing/protocol/sample-messages.ts';
import { read, readTree } from '../index.ts';

const GOOD = xmlWith('<StopSearch-Request><SearchID>1</SearchID></StopSearch-Request>');
const WITH_TEXT = xmlWith('<CreateList-Request><ContactList>grün &amp; süß</ContactList></CreateList-Request>');

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

function utf16(text: string): Uint8Array {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return Uint8Array.from([0xff, 0xfe, ...units.flatMap((unit) => [unit & 0xff, unit >> 8])]);
}

function listOf(octets: Uint8Array): unknown {
  const { document } = read(octets, 'xml');
  return JSON.parse(JSON.stringify(document)).content.Session.Transaction[0].TransactionContent['CreateList-Request']
    .ContactList;
}

describe('encodings', () => {
  it.each([
    ['nothing declared', octetsOf(WITH_TEXT)],
    ['UTF-8 declared', octetsOf(`<?xml version="1.0" encoding="UTF-8"?>${WITH_TEXT}`)],
    ['a byte order mark', octetsOf(`\ufeff${WITH_TEXT}`)],
  ])('are fine with %s', (_what, octets) => {
    expect(read(octets, 'xml').findings).toEqual([]);
    expect(listOf(octets)).toBe('grün & süß');
  });

  it.each([
    ['ISO-8859-1', latin1(`<?xml version="1.0" encoding="ISO-8859-1"?>${WITH_TEXT}`)],
    ['UTF-16', utf16(WITH_TEXT)],
  ])('other than UTF-8 are read and reported: %s', (_what, octets) => {
    expect(read(octets, 'xml').findings.map((f) => [f.kind, f.severity])).toEqual([['prolog', 'deviation']]);
    expect(listOf(octets)).toBe('grün & süß');
  });

  it('that are unknown, or that the octets belie, are reported', () => {
    const unknown = read(octetsOf(`<?xml version="1.0" encoding="x-none"?>${GOOD}`), 'xml');
    expect(unknown.findings.map((f) => f.kind)).toEqual(['prolog']);
    const belied = read(octetsOf(`<?xml version="1.0" encoding="UTF-16"?>${GOOD}`), 'xml');
    expect(belied.findings.map((f) => f.kind)).toEqual(['prolog']);
    const invalid = read(latin1(WITH_TEXT), 'xml');
    expect(invalid.findings.map((f) => f.kind)).toEqual(['not-well-formed']);
    expect(listOf(latin1(WITH_TEXT))).toBe('gr\ufffdn & s\ufffd\ufffd');
  });
});

describe('the prolog', () => {
  const withDoctype = (doctype: string) => read(octetsOf(`<!DOCTYPE ${doctype}>${GOOD}`), 'xml').findings;

  it('may have a DOCTYPE with any public identifier of the version', () => {
    expect(withDoctype('WV-CSP-Message PUBLIC "-//OMA//DTD WV-CSP 1.2//EN" "http://x/y"')).toEqual([]);
    expect(withDoctype("WV-CSP-Message PUBLIC '-//OMA//DTD IMPS-CSP 1.2//EN' ''")).toEqual([]);
  });

  it.each([
    'WV-CSP-Message PUBLIC "-//OMA//DTD IMPS-CSP 1.3//EN" "x"',
    'WV-CSP-Message SYSTEM "x"',
    'Session PUBLIC "-//OMA//DTD WV-CSP 1.2//EN" "x"',
    'WV-CSP-Message PUBLIC "-//OMA//DTD WV-CSP 1.2//EN" "x" [<!ELEMENT a ANY>]',
  ])('is reported with the DOCTYPE %s', (doctype) => {
    expect(withDoctype(doctype).map((f) => [f.kind, f.severity])).toEqual([['prolog', 'deviation']]);
  });

  it('says the version where no namespace does', () => {
    const bare = GOOD.replace(/ xmlns="[^"]*"/g, '');
    const doctype = '<!DOCTYPE WV-CSP-Message PUBLIC "-//OMA//DTD IMPS-CSP 1.3//EN" "x">';
    expect(read(octetsOf(doctype + bare), 'xml').version).toBe('1.3');
  });
});

describe('a document that is not well-formed', () => {
  it.each([
    ['white space before the XML declaration', `\n<?xml version="1.0"?>${GOOD}`, 7],
    ['a bare ampersand', GOOD.replace('t1<', 'a & b<'), GOOD.indexOf('t1<') + 2],
    ['an end tag of another name', GOOD.replace('</Session>', '</session>'), undefined],
    ['an undefined entity', GOOD.replace('t1<', 'a&nbsp;b<'), undefined],
    ['text after the root', `${GOOD}bye`, undefined],
    ['a second root', `${GOOD}<x/>`, undefined],
  ])('is reported and read on: %s', (_what, xml, at) => {
    const result = read(octetsOf(xml), 'xml');
    expect(result.findings.map((f) => [f.kind, f.severity])).toEqual([['not-well-formed', 'error']]);
    expect(result.reader).toBe('lenient');
    expect(result.document?.content).toMatchObject({ Session: { SessionDescriptor: { SessionID: 's1' } } });
    if (at !== undefined) expect(result.findings[0]?.span?.start).toBe(at);
  });

  it('is not read on when that is not wanted', () => {
    const result = read(octetsOf(`${GOOD}bye`), 'xml', { lenient: false });
    expect(result.reader).toBe('strict');
    expect(result.valid).toBe(false);
  });

  it('is read as far as it goes when it is cut short', () => {
    for (let length = 0; length < GOOD.length; length += 7) {
      const result = read(octetsOf(GOOD.slice(0, length)), 'xml');
      expect(result.valid).toBe(false);
      expect(result.findings[0]?.kind).toBe('not-well-formed');
    }
    const most = read(octetsOf(GOOD.slice(0, -20)), 'xml');
    expect(most.document?.content).toMatchObject({ Session: { SessionDescriptor: { SessionID: 's1' } } });
  });
});

describe('hostile input', () => {
  const bounded: readonly (readonly [string, string])[] = [
    ['an entity bomb', `<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>${GOOD.replace('t1<', '&b;<')}`],
    ['depth without end', '<a>'.repeat(100_000)],
    ['depth with end', '<a>'.repeat(100_000) + '</a>'.repeat(100_000)],
    ['more elements than there may be', `<a>${'<b/>'.repeat(60_000)}</a>`],
  ];

  it.each(bounded)('%s passes a limit', (_what, xml) => {
    const result = read(octetsOf(xml), 'xml');
    expect(result.valid).toBe(false);
    expect(result.findings[0]?.kind).toBe('limit');
    expect(result.findings.length).toBeLessThanOrEqual(201);
  });

  it('a document larger than the limit is not looked at', () => {
    const result = read(octetsOf(GOOD), 'xml', { limits: { size: 100 } });
    expect(result.findings.map((f) => f.kind)).toEqual(['limit']);
    expect(result.tree).toBeUndefined();
  });

  it.each([
    ['ampersands', `<a>${'&'.repeat(200_000)}</a>`],
    ['comments', '<!--'.repeat(100_000)],
    ['DOCTYPE brackets', `<!DOCTYPE ${'['.repeat(200_000)}`],
    ['CDATA', `<a>${'<![CDATA['.repeat(50_000)}`],
    ['end tags', '</a>'.repeat(100_000)],
    ['quotes', `<a b=${'"'.repeat(200_000)}`],
    ['start of tags', '<a '.repeat(100_000)],
    ['NULs', '\0'.repeat(100_000)],
  ])('nothing but %s is refused', (_what, xml) => {
    expect(read(octetsOf(xml), 'xml').valid).toBe(false);
  });

  it('names of JavaScript are names like any other', () => {
    const xml = GOOD.replace(
      '<Session>',
      '<__proto__><polluted/></__proto__><constructor>x</constructor><Session>',
    ).replace('<SearchID>', '<SearchID __proto__="x" toString="y">');
    const result = read(octetsOf(xml), 'xml');
    expect(result.findings.map((f) => f.kind)).toEqual([
      'unknown-element',
      'unknown-element',
      'attribute',
      'attribute',
    ]);
    expect(result.document).toEqual(read(octetsOf(GOOD), 'xml').document);
    expect(Object.keys(Object.prototype)).toEqual([]);
    const lenient = read(octetsOf(`${xml}x`), 'xml');
    expect(lenient.document).toEqual(result.document);
  });

  it('random octets, and good ones with some changed, never make a reader throw', () => {
    const good = octetsOf(GOOD);
    const damaged = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
      .map((changes) => {
        const octets = good.slice();
        for (const [at, octet] of changes) octets[at] = octet;
        return octets;
      });
    const random = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(fc.oneof(damaged, random), (octets) => {
        const result = read(octets, 'xml');
        expect(result.valid).toBe(!result.findings.some((f) => f.severity === 'error'));
        expect(readTree(octets, 'xml').tree === undefined).toBe(result.tree === undefined);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the tree', () => {
  it('has the octets of every element and of its content', () => {
    const { tree } = readTree(octetsOf('<a xmlns="urn:x"><b c="1">ä</b><d/></a>'), 'xml');
    expect(tree).toMatchObject({
      name: 'a',
      namespace: 'urn:x',
      span: { start: 0, end: 40 },
      content: { start: 17, end: 36 },
    });
    expect(tree?.children.map((child) => [child.name, child.text, child.span, child.content])).toEqual([
      ['b', 'ä', { start: 17, end: 32 }, { start: 26, end: 28 }],
      ['d', '', { start: 32, end: 36 }, { start: 36, end: 36 }],
    ]);
    expect({ ...tree?.children[0]?.attributes }).toEqual({ c: '1' });
  });

  it('is there for a flawless message too, when asked for', () => {
    const result = read(octetsOf(GOOD), 'xml');
    expect(result.tree).toEqual(readTree(octetsOf(GOOD), 'xml').tree);
    expect(JSON.parse(JSON.stringify(result)).tree.name).toBe('WV-CSP-Message');
  });
});

describe('work', () => {
  /** Number of map entries set while a document is read; copied tables would show in it. */
  const settings = (xml: string): number => {
    const set = vi.spyOn(Map.prototype, 'set');
    try {
      read(octetsOf(xml), 'xml');
      return set.mock.calls.length;
    } finally {
      set.mockRestore();
    }
  };
  const nested = (depth: number) =>
    Array.from({ length: depth }, (_, i) => `<a xmlns:p${i}="u" xmlns:q${i}="u">`).join('') + '</a>'.repeat(depth);
  const beside = (count: number) =>
    `<a ${Array.from({ length: 60 }, (_, i) => `xmlns:p${i}="u"`).join(' ')}>${'<b xmlns:r="v"/>'.repeat(count)}</a>`;

  it.each([
    ['prefixes on nested elements', nested, 30],
    ['prefixes beside many others', beside, 500],
    ['the same, read leniently', (n: number) => `${beside(n)}bye`, 500],
  ] as const)('grows as the document does: %s', (_what, make, count) => {
    expect(settings(make(2 * count))).toBeLessThan(2.2 * settings(make(count)) + 20);
  });

  it('ends at an element with more attributes than any has', () => {
    const names = Array.from({ length: 9_000 }, (_, i) => `xmlns:p${i}=""`).join(' ');
    const result = read(octetsOf(`<WV-CSP-Message ${names}/>`), 'xml');
    expect(result.findings.map((f) => f.kind)).toEqual(['limit']);
  });
});

describe('characters that XML does not have', () => {
  it.each(['&#2;', '&#x0;', '&#xFFFE;', '&#xD800;', '\u0001', '\ufffe'])('are an error: %j', (character) => {
    for (const declaration of ['', '<?xml version="1.0"?>', '<?xml version="1.1"?>']) {
      const result = read(octetsOf(declaration + GOOD.replace('t1<', `a${character}b<`)), 'xml');
      expect(result.valid).toBe(false);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOGIN } from '../../../testing/protocol/sample-messages.ts';
import { primitive, seal, unseal } from '../../messages/envelope.ts';
import { type Document, read, readTree, write } from '../index.ts';

const GOOD = write(LOGIN, { syntax: 'wbxml' });

function octets(...parts: (string | number[])[]): Uint8Array {
  const text = new TextEncoder();
  return Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...text.encode(part)] : part)));
}

describe('reading WBXML', () => {
  it('gives the same message and the same tree as XML, offsets apart', () => {
    const xml = read(write(LOGIN, { syntax: 'xml' }), 'xml');
    const wbxml = read(GOOD, 'wbxml');
    expect(wbxml.document).toEqual(xml.document);
    expect(wbxml).toMatchObject({ syntax: 'wbxml', version: '1.2', valid: true, reader: 'strict' });
    const names = (node: typeof xml.tree): unknown => [
      node?.name,
      node?.namespace,
      node?.key,
      node?.children.map(names),
    ];
    expect(names(wbxml.tree)).toEqual(names(xml.tree));
  });

  it('reads version discovery, a root of its own', () => {
    const discovery = {
      version: '1.3',
      root: 'WV-CSP-VersionDiscovery-Request',
      content: { VersionList: { SessionNSName: ['http://www.openmobilealliance.org/DTD/IMPS-CSP1.3'] } },
    } as Document;
    expect(read(write(discovery, { syntax: 'wbxml' }), 'wbxml').document).toEqual(discovery);
    expect(read(write(discovery, { syntax: 'xml' }), 'xml').document).toEqual(discovery);
  });

  it('tells the octets of an element in findings', () => {
    const wrong = write({ ...LOGIN, content: wrongContent() } as Document, { syntax: 'wbxml' });
    const [finding] = read(wrong, 'wbxml').findings;
    expect(finding).toMatchObject({ kind: 'value', severity: 'error' });
    // TimeToLive 72 (32 with content), its text inline, END
    expect(wrong.subarray(finding?.span?.start, finding?.span?.end)).toEqual(
      octets([0x72, 0x03], 'soon', [0x00, 0x01]),
    );
  });

  function wrongContent(): unknown {
    return JSON.parse(JSON.stringify(LOGIN.content).replace('600', '"soon"'));
  }

  it('takes binary content as the base64 text it is in XML', () => {
    // WV-CSP-Message > ContentData (page 0, 0D) with octets that are no text
    const document = octets([0x03, 0x11, 0x6a, 0x00, 0x49, 0x4d, 0xc3, 0x03, 0xff, 0x00, 0x80, 0x01, 0x01]);
    expect(readTree(document, 'wbxml').tree?.children[0]?.text).toBe('/wCA');
  });

  const message = (data: readonly (number | string)[], encoding = 'None') => {
    const text = JSON.stringify(
      primitive('NewMessage', {
        MessageInfo: {
          MessageID: 'm',
          ContentType: 'image/png',
          ContentEncoding: encoding,
          ContentSize: 3,
          Recipient: { User: [{ UserID: 'a' }] },
          Sender: { User: { UserID: 'b' } },
          DateTime: '20260101T000000Z',
        },
        ContentData: 'XYZ',
      }).value,
    );
    const document = seal({
      version: '1.2',
      sessionType: 'Inband',
      sessionId: 's',
      transactions: [{ mode: 'Request', id: 't', primitive: { name: 'NewMessage', value: JSON.parse(text) } }],
    });
    const written = write(document, { syntax: 'wbxml' });
    // the content as STR_I "XYZ"
    const at = Buffer.from(written).indexOf(octets([0x03], 'XYZ', [0]));
    const whole = octets(
      [...written.subarray(0, at)],
      ...data.map((part) => (typeof part === 'string' ? part : [part])),
      [...written.subarray(at + 5)],
    );
    const result = read(whole, 'wbxml');
    const [transaction] = (result.document && unseal(result.document)?.transactions) ?? [];
    if (transaction === undefined) throw new Error('no message');
    const { MessageInfo, ContentData } = transaction.primitive.value as {
      MessageInfo: { ContentEncoding?: string };
      ContentData: string;
    };
    return { encoding: MessageInfo.ContentEncoding, data: ContentData, findings: result.findings };
  };

  it.each([
    ['opaque octets', [0xc3, 3, 0xff, 0x00, 0x01], 'BASE64', Buffer.from([0xff, 0x00, 0x01]).toString('base64')],
    ['octets that happen to be ASCII controls', [0xc3, 2, 0x00, 0x02], 'BASE64', 'AAI='],
    [
      'text and octets',
      [0x03, 'ab', 0x00, 0xc3, 2, 0xff, 0xfe],
      'BASE64',
      Buffer.from('6162fffe', 'hex').toString('base64'),
    ],
    ['opaque text', [0xc3, 3, 'abc'], 'None', 'abc'],
    ['text in parts', [0x03, 'a', 0x00, 0xc3, 1, 'b', 0x02, 0x63], 'None', 'abc'],
  ] as const)('%s are the content itself', (_what, data, encoding, expected) => {
    expect(message(data)).toEqual({ encoding, data: expected, findings: [] });
  });

  it('has nothing to undo in octets that came as they are, and undoes BASE64 text once', () => {
    expect(message([0xc3, 3, 0xff, 0x00, 0x01], 'BASE64')).toMatchObject({ encoding: 'BASE64', data: '/wAB' });
    expect(message([0xc3, 4, '/wAB'], 'BASE64')).toMatchObject({ encoding: 'BASE64', data: '/wAB' });
  });

  it('refuses a public identifier of 1.0 only as far as it must', () => {
    const early = GOOD.slice();
    early[1] = 0x0f;
    const { findings, document } = read(early, 'wbxml');
    expect(findings.map((f) => f.kind)).toEqual(['prolog']);
    expect(document).toEqual(LOGIN);
  });
});

describe('damaged WBXML', () => {
  it('cut short is refused, and read as far as it goes', () => {
    for (let length = 0; length < GOOD.length; length++) {
      const { valid, findings } = read(GOOD.subarray(0, length), 'wbxml');
      expect(valid).toBe(false);
      expect(findings[0]?.kind).toBe('not-well-formed');
    }
    const { document } = read(GOOD.subarray(0, GOOD.length - 3), 'wbxml');
    expect(document?.content).toMatchObject({ Session: { SessionDescriptor: { SessionType: 'Outband' } } });
  });

  it('passes limits of depth, size and lengths without harm', () => {
    const deep = octets([0x03, 0x11, 0x6a, 0x00], new Array<number>(100_000).fill(0x6d));
    expect(read(deep, 'wbxml').findings[0]?.kind).toBe('limit');
    expect(read(GOOD, 'wbxml', { limits: { size: 20 } }).findings.map((f) => f.kind)).toEqual(['limit']);
    const long = octets([0x03, 0x11, 0x6a, 0x00, 0x49, 0x4d, 0xc3, 0x8f, 0xff, 0xff, 0xff, 0x7f]);
    expect(read(long, 'wbxml').findings[0]?.kind).toBe('not-well-formed');
    const table = octets([0x03, 0x11, 0x6a, 0x8f, 0xff, 0xff, 0xff, 0x7f]);
    expect(read(table, 'wbxml').findings[0]?.kind).toBe('not-well-formed');
  });

  it('with names of JavaScript as literals pollutes nothing', () => {
    const document = octets(
      [0x03, 0x11, 0x6a, 0x0a],
      '__proto__\0',
      [0x49, 0x6d, 0x44, 0x00, 0x03],
      'x\0',
      [0x01, 0x01, 0x01],
    );
    const { tree, findings } = read(document, 'wbxml');
    expect(tree?.children[0]?.children[0]?.name).toBe('__proto__');
    expect(findings.map((f) => f.kind)).toContain('unknown-element');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('never makes the reader throw', () => {
    const changes = fc.array(fc.tuple(fc.nat(GOOD.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    const damaged = changes.map((all) => {
      const changed = GOOD.slice();
      for (const [at, octet] of all) changed[at] = octet;
      return changed;
    });
    const random = fc.uint8Array({ maxLength: 200 }).map((body) => octets([0x03, 0x12, 0x6a, 0x00], [...body]));
    fc.assert(
      fc.property(fc.oneof(damaged, random, fc.uint8Array({ maxLength: 60 })), (bytes) => {
        const result = read(bytes, 'wbxml');
        expect(result.valid).toBe(!result.findings.some((f) => f.severity === 'error'));
        expect(result.findings.length).toBeLessThanOrEqual(201 + 5);
      }),
      { numRuns: 1000 },
    );
  });
});

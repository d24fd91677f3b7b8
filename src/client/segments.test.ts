import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Primitive, type PrimitiveName, primitive, seal } from '../protocol/messages/envelope.ts';
import type { Value } from '../protocol/messages/infer.ts';
import { write } from '../protocol/syntax/index.ts';
import { type FakeAnswer, type FakeServer, fakeServer } from '../testing/client/fake-server.ts';
import { MARKUP } from '../testing/markup.ts';
import { createClient } from './client.ts';
import type { AnswerError } from './errors.ts';
import { joinSegments } from './segments.ts';
import type { Client } from './types.ts';

const TEXT = 'Grüße & <mehr> '.repeat(20);
const message = primitive('GetMessage-Response', {
  MessageInfo: {
    MessageID: 'm1',
    ContentType: 'text/plain',
    ContentSize: TEXT.length,
    Recipient: { User: [{ UserID: 'wv:bob' }] },
    Sender: { User: { UserID: 'wv:alice' } },
  },
  ContentData: TEXT,
} as Value<'GetMessage-Response'>);

const octetsIn = (syntax: 'xml' | 'wbxml') =>
  write(
    seal({
      version: '1.3',
      sessionType: 'Inband',
      sessionId: 's',
      transactions: [{ mode: 'Response', id: 't', primitive: message }],
    }),
    { syntax },
  );
const whole = new TextDecoder().decode(octetsIn('xml'));
const content = /<TransactionContent.*<\/TransactionContent>/s.exec(whole)?.[0] ?? '';
const alone = content.replace(/^<[^>]*>/, '').replace('</TransactionContent>', '');

/** In pieces of that many characters. */
function pieces(text: string, length: number): string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, n) => text.slice(n * length, (n + 1) * length));
}
const base64 = (octets: Uint8Array) => btoa(String.fromCharCode(...octets));
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('contents of segments', () => {
  it.each([
    ['the XML of the primitive', pieces(alone, 100)],
    ['the XML of its TransactionContent', pieces(content, 100)],
    ['the XML of the message', pieces(`<?xml version="1.0"?>\n${whole}`, 100)],
    ['the XML of the primitive in BASE64, encoded as a whole', pieces(base64(utf8(alone)), 99)],
    [
      'the XML of the primitive in BASE64, each piece for itself',
      pieces(alone.replaceAll('ü', 'u').replaceAll('ß', 's'), 100).map((p) => base64(utf8(p))),
    ],
    ['the binary message in BASE64', pieces(base64(octetsIn('wbxml')), 101)],
  ])('are %s', (what, contents) => {
    const joined = joinSegments(contents);
    const value = joined?.value as Value<'GetMessage-Response'> | undefined;
    const plain = what.endsWith('itself') ? TEXT.replaceAll('ü', 'u').replaceAll('ß', 's') : TEXT;
    expect([joined?.name, value?.ContentData]).toEqual(['GetMessage-Response', plain]);
  });

  it.each([
    ['nothing', []],
    ['half of a primitive', [alone.slice(0, -30)]],
    ['pieces in another order', pieces(alone, 400).reverse()],
    ['an element that is no primitive', ['<Unheard/>']],
    ['words', ['so ', 'what?']],
  ])('that are %s make none', (_what, contents) => {
    expect(joinSegments(contents)).toBeUndefined();
  });
});

describe.each(MARKUP)('an answer in segments, in %s', (syntax) => {
  let server: FakeServer;
  let client: Client;
  beforeEach(async () => {
    server = await fakeServer();
    client = createClient({ url: server.url, version: '1.3', syntax, userId: 'wv:bob', password: 'x', party: 'bob' });
    await client.login();
  });
  afterEach(async () => {
    await client.close();
    await server.close();
  });

  /** Announces the contents, numbered from `from` on; the first comes with the announcement or has to be fetched. */
  function announce(contents: readonly string[], from: number, carried: boolean): string[] {
    const asked: string[] = [];
    const segment = (n: number): Primitive => ({
      name: 'GetSegment-Response',
      value: { SegmentContent: contents[n] ?? '' },
    });
    server.on('GetMessage-Request', ({ id = '' }): FakeAnswer => {
      const segmentInfo = { SegmentCount: contents.length, SegmentID: { TransactionID: id, SegmentReference: from } };
      const first = carried ? segment(0) : ({ name: 'Status', value: { Result: { Code: 200 } } } as Primitive);
      return { transactions: [{ mode: 'Response', id, primitive: first, segmentInfo }] };
    });
    server.on('GetSegment-Request', (t) => {
      const { SegmentID } = t.primitive.value as Value<'GetSegment-Request'>;
      asked.push(`${SegmentID.TransactionID} ${SegmentID.SegmentReference}`);
      const n = SegmentID.SegmentReference - from;
      return n < contents.length
        ? segment(n)
        : ({ name: 'Status' as PrimitiveName, value: { Result: { Code: 404 } } } as Primitive);
    });
    return asked;
  }

  const get = () => client.request('GetMessage-Request', { MessageID: 'm1' });

  it.each([
    ['the first of which comes with the announcement', 1, true],
    ['which are numbered from 0', 0, true],
    ['all of which have to be fetched', 1, false],
  ])('%s, is fetched and put together', async (_what, from, carried) => {
    const contents = pieces(alone, 300);
    const asked = announce(contents, from, carried);
    const answer = await get();
    const joined = await client.whole(answer);
    expect(joined.as('GetMessage-Response').ContentData).toBe(TEXT);
    expect(joined.segments.map((segment) => segment.content)).toEqual(contents);
    const references = contents.map((_, n) => `${answer.transactionId} ${n + from}`);
    expect(asked).toEqual(carried ? references.slice(1) : references);
    expect(new Set(joined.segments.map((segment) => segment.exchange.number)).size).toBe(contents.length);
    expect([joined.transactionId, joined.exchange]).toEqual([answer.transactionId, answer.exchange]);
  });

  it('that came in one piece is what it was', async () => {
    server.on('GetMessage-Request', () => message);
    const joined = await client.whole(await get());
    expect([joined.as('GetMessage-Response').ContentData, joined.segments]).toEqual([TEXT, []]);
  });

  it('is an error where a segment is refused, or the pieces make no primitive', async () => {
    announce(pieces(alone, 300), 1, true);
    server.on('GetSegment-Request', () => ({ name: 'Status', value: { Result: { Code: 404 } } }));
    const refused = await client.whole(await get()).catch((error: unknown) => error as AnswerError);
    expect(refused).toMatchObject({ name: 'AnswerError', fault: 'refused', code: 404 });
    announce(['one', 'two'], 1, true);
    await expect(get().then((answer) => client.whole(answer))).rejects.toMatchObject({ fault: 'unreadable' });
  });

  it('is an error where it has no end', async () => {
    server.on('GetMessage-Request', ({ id = '' }): FakeAnswer => {
      const segmentInfo = { SegmentCount: 4_000_000_000, SegmentID: { TransactionID: id, SegmentReference: 1 } };
      return { transactions: [{ mode: 'Response', id, primitive: message, segmentInfo }] };
    });
    await expect(get().then((answer) => client.whole(answer))).rejects.toMatchObject({ fault: 'endless' });
  });
});

import { describe, expect, it } from 'vitest';
import { type EnvelopeTransaction, is, type Primitive } from '../../protocol/messages/envelope.ts';
import { MARKUP } from '../../testing/markup.ts';
import { codeOf, type TestClient } from '../../testing/server/client.ts';
import { ask, at, codeFor, received, stage } from '../../testing/server/stage.ts';

const LIMIT = 2_048;

/** Sends a request and puts the segments of its answer together; the text of the primitive, and how many there were. */
function whole(client: TestClient, name: 'GetMessage-Request' | 'Search-Request', value: object) {
  const request = { name, value } as unknown as Primitive;
  const reply = client.post([{ mode: 'Request', id: 'big', primitive: request }]);
  const [first] = (reply.envelope?.transactions ?? []) as readonly EnvelopeTransaction[];
  const info = first?.segmentInfo;
  if (info === undefined) return { count: 0, text: '', largest: reply.octets.length };
  const contentOf = (one: Primitive | undefined) => (is(one, 'GetSegment-Response') ? one.value.SegmentContent : '');
  let text = contentOf(first?.primitive);
  for (let SegmentReference = 2; SegmentReference <= info.SegmentCount; SegmentReference++) {
    text += contentOf(ask(client, 'GetSegment-Request', { SegmentID: { ...info.SegmentID, SegmentReference } }));
  }
  return { count: info.SegmentCount, text, largest: reply.octets.length };
}

describe.each(MARKUP)('large answers to a small 1.3 client, in %s', (syntax) => {
  it('come in segments: a message fetched (CSP-SEG-001 to 005)', () => {
    const { client } = stage();
    const capabilities = { ParserSize: LIMIT, InitialDeliveryMethod: 'N', AcceptedPullLength: 20_000 };
    const bob = client('bob', '1.3', { syntax, capabilities });
    const ContentData = 'Grüße & <mehr> '.repeat(500);
    const info = { Sender: { User: { UserID: at('alice') } }, Recipient: { User: [{ UserID: at('bob') }] } };
    const sent = codeFor(client('alice', '1.3'), 'SendMessage-Request', {
      DeliveryReport: false,
      MessageInfo: { ...info, ContentType: 'text/plain', ContentSize: ContentData.length },
      ContentData,
    });
    expect(sent).toBe(200);
    const [notified] = received(bob, 'MessageNotification');
    const { MessageID } = (notified?.MessageInfo ?? {}) as { MessageID?: string };
    const { count, text, largest } = whole(bob, 'GetMessage-Request', { MessageID });
    expect(count).toBeGreaterThan(3);
    expect(largest).toBeLessThanOrEqual(LIMIT);
    expect([text.slice(0, 21), text.slice(-22)]).toEqual(['<GetMessage-Response>', '</GetMessage-Response>']);
    expect(text.match(/Grüße &amp; &lt;mehr&gt; /g)).toHaveLength(500);
    const SegmentID = { TransactionID: 'big', SegmentReference: 1 };
    const drop = () => codeFor(bob, 'DropSegment-Request', { SegmentID });
    expect([drop(), codeFor(bob, 'GetSegment-Request', { SegmentID }), drop()]).toEqual([200, 404, 404]);
  });

  it('come in segments: a page of a search; without SGMNT they are refused', () => {
    const users = ['alice', ...Array.from({ length: 100 }, (_, n) => `user-number-${n}`)];
    const alice = stage({ users }).client('alice', '1.3', { syntax, capabilities: { ParserSize: LIMIT } });
    const SearchPairList = [{ SearchPair: [{ SearchElement: 'USER_ID', SearchString: 'user-number' }] }];
    const { count, text } = whole(alice, 'Search-Request', { SearchPairList });
    expect([count > 1, text.match(/<UserID>/g)?.length]).toEqual([true, 100]);
    alice.negotiate({ WVCSPFeat: { FundamentalFeat: { SearchFunc: {} } } }, { ParserSize: LIMIT });
    expect(codeOf(ask(alice, 'Search-Request', { SearchPairList }))).toBe(432);
    expect(codeFor(alice, 'Search-Request', { SearchPairList, SearchLimit: 10 })).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { type Primitive, primitive, seal } from '../protocol/messages/envelope.ts';
import type { Value } from '../protocol/messages/infer.ts';
import { VERSIONS, type Version } from '../protocol/version.ts';
import { codeOf, someCapabilities, TestClient } from '../testing/server/client.ts';
import { VirtualClock } from './clock.ts';
import { type Exchange, lineOf } from './exchange-log.ts';
import { type ProfileChanges, serverProfile } from './profile.ts';
import { createServer } from './server.ts';

function setUp(version: Version, changes: ProfileChanges = {}) {
  const told: Exchange[] = [];
  const server = createServer({
    clock: new VirtualClock(),
    accounts: [{ user: 'alice', password: 'secret' }],
    profile: serverProfile(changes),
    onExchange: (exchange) => void told.push(exchange),
  });
  return { server, told, client: new TestClient(server, { version, syntax: 'wbxml' }).start() };
}

function octetsOf(client: TestClient, request: Primitive): Uint8Array {
  return client.octetsOf(seal(client.envelope([{ mode: 'Request', id: 'x', primitive: request }])));
}

/** Inserts octets before the last five, which end the primitive and the elements around it. */
function withinPrimitive(octets: Uint8Array, more: readonly number[]): Uint8Array {
  return Uint8Array.from([...octets.slice(0, -5), ...more, ...octets.slice(-5)]);
}

const KEEP_ALIVE = primitive('KeepAlive-Request', { TimeToLive: 300 }) as Primitive;
/** An element of a page and token, with the text T; back to page 0. */
const strange = (page: number, token: number) => [0, page, token + 0x40, 3, 0x54, 0, 1, 0, 0];

describe.each(VERSIONS)('WBXML tokens the tables of %s do not have', (version) => {
  it.each([
    ['a tag', strange(8, 0x3f)],
    ['a page', strange(0x20, 5)],
  ])('%s is read past, and the request carried out (CSP-SES-035)', (_, more) => {
    const { client, told } = setUp(version);
    const reply = client.postOctets(withinPrimitive(octetsOf(client, KEEP_ALIVE), more));
    expect(reply.envelope?.transactions.map((t) => [t.id, t.primitive.name, codeOf(t.primitive)])).toEqual([
      ['x', 'KeepAlive-Response', 200],
    ]);
    expect(told.at(-1)?.findings[0]).toMatch(/^WV-CSP-Message\/Session\/Transaction\/.*KeepAlive-Request.*: tag/);
  });

  it('where unknown elements are refused, so are unknown tags', () => {
    const { client } = setUp(version, { unknownElements: 'refuse' });
    const reply = client.postOctets(withinPrimitive(octetsOf(client, KEEP_ALIVE), strange(8, 0x3f)));
    expect(reply.envelope?.transactions.map((t) => codeOf(t.primitive))).toEqual([400]);
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(200);
  });

  it('a value is refused by its name, and the session goes on', () => {
    const { client } = setUp(version);
    const list = { ...someCapabilities(version), SupportedCIRMethod: ['STCP'] };
    const own = version === '1.1' ? { ClientID: client.clientId } : {};
    const request = { ...own, CapabilityList: list } as unknown as Value<'ClientCapability-Request'>;
    const octets = [...octetsOf(client, primitive('ClientCapability-Request', request) as Primitive)];
    const at = octets.findIndex((octet, i) => octet === 0x80 && octets[i + 1] === 0x44);
    expect(at).toBeGreaterThan(0);
    const unknown = version === '1.1' ? [0x80, 0x81, 0x24] : [0x80, 0x81, 0x7f];
    octets.splice(at, 2, ...unknown);
    const reply = client.postOctets(Uint8Array.from(octets));
    const [answer] = reply.envelope?.transactions ?? [];
    expect([answer?.id, answer?.primitive.name]).toEqual(['x', 'Status']);
    expect(answer?.primitive.value).toMatchObject({
      Result: {
        Code: 402,
        Description: expect.stringMatching(
          version === '1.1' ? /^SupportedCIRMethod: .* A4.*SSMS/ : /^SupportedCIRMethod: .* FF/,
        ),
      },
    });
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(200);
  });
});

describe('DigestSchema in 1.1', () => {
  it('is read in one element and in several (AMB-028)', () => {
    const { server } = setUp('1.1');
    const client = new TestClient(server, { version: '1.1', syntax: 'xml' });
    const login = client.loginRequest({ Password: undefined, DigestSchema: 'MD6' });
    const text = new TextDecoder().decode(octetsOf(client, login));
    for (const wanted of ['<DigestSchema>MD6</DigestSchema><DigestSchema>SHA</DigestSchema>', 'MD6,SHA']) {
      const twice = wanted.startsWith('<')
        ? text.replace('<DigestSchema>MD6</DigestSchema>', wanted)
        : text.replace('MD6', wanted);
      const reply = client.postOctets(new TextEncoder().encode(twice));
      expect(reply.envelope?.transactions[0]?.primitive.value).toMatchObject({ DigestSchema: 'SHA' });
    }
  });
});

describe('a message that cannot be read', () => {
  const post = (server: ReturnType<typeof setUp>['server'], contentType: string | undefined, text: string) =>
    server.handle({ contentType, body: new TextEncoder().encode(text) });

  it.each([
    [undefined, '', 415, 'there is no Content-Type'],
    ['text/xml', '<a/>', 415, 'the Content-Type is text/xml'],
    ['application/vnd.wv.csp.xml', '<a', 400, ''],
    ['application/vnd.wv.csp.wbxml', '<a/>', 400, 'octet'],
  ])('%s: the reason is in the body and in the log', (contentType, text, status, reason) => {
    const { server, told } = setUp('1.2');
    const answer = post(server, contentType, text);
    const said = new TextDecoder().decode(answer.body).trim();
    expect([answer.status, said.includes(reason), said.length > 5]).toEqual([status, true, true]);
    expect(told.at(-1)).toMatchObject({ status, reason: said, answered: [] });
  });

  it('is answered in its session where the profile has it so', () => {
    const { server, client } = setUp('1.2', { unreadable: 'status-400' });
    const text = new TextDecoder().decode(
      new TestClient(server, { version: '1.2' }).octetsOf(seal(client.envelope([]))),
    );
    const reply = new TestClient(server, { version: '1.2' }).postOctets(new TextEncoder().encode(text));
    expect(reply.envelope).toMatchObject({ sessionType: 'Inband', sessionId: client.sessionId });
    expect(reply.envelope?.transactions.map((t) => codeOf(t.primitive))).toEqual([400]);
  });
});

describe('the log of exchanges', () => {
  it('has a line for each, with who asked what and what came of it', () => {
    const { client, told } = setUp('1.2');
    told.length = 0;
    client.request('KeepAlive-Request', {});
    client.request('GetMessage-Request', { MessageID: 'none' });
    client.poll();
    expect(told.map((exchange) => lineOf(exchange).replace(/^\S+ /, ''))).toEqual([
      'wv:alice@example.com 1.2 wbxml KeepAlive-Request -> KeepAlive-Response 200 Successful',
      'wv:alice@example.com 1.2 wbxml GetMessage-Request -> Status 426 Invalid message-ID',
      'wv:alice@example.com 1.2 wbxml Polling-Request -> nothing',
    ]);
  });
});

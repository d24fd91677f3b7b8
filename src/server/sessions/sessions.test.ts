import { describe, expect, it } from 'vitest';
import type { Document } from '../../protocol/messages/document.ts';
import {
  type Envelope,
  is,
  type Primitive,
  type PrimitiveName,
  primitive,
  seal,
} from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { write } from '../../protocol/syntax/index.ts';
import { VERSIONS } from '../../protocol/version.ts';
import { codeOf, FORMS, TestClient } from '../../testing/server/client.ts';
import { VirtualClock } from '../clock.ts';
import { type ProfileChanges, serverProfile } from '../profile.ts';
import { createServer } from '../server.ts';

function setUp(changes: ProfileChanges = {}) {
  const clock = new VirtualClock();
  const ended: string[] = [];
  const server = createServer({
    clock,
    accounts: [{ user: 'alice', password: 'secret' }],
    profile: serverProfile(changes),
    elements: [
      () => ({ name: 'witness', functions: [], handlers: {}, sessionClosed: (_session, why) => void ended.push(why) }),
    ],
    onFault: (error) => {
      throw error;
    },
  });
  return { clock, server, ended };
}

const keepAlive = (id: string, value: Value<'KeepAlive-Request'> = {}) =>
  ({ mode: 'Request', id, primitive: primitive('KeepAlive-Request', value) as Primitive }) as const;

describe.each(FORMS)('session, CSP %s in %s', (version, syntax) => {
  it.each(['IMApp01#12345@NOK5110', 'aB-1.x', 'ü<&>"'])(
    'answers under the TransactionID %s (CSP-SES-001, 003)',
    (id) => {
      const client = new TestClient(setUp().server, { version, syntax }).start();
      const { envelope } = client.post([keepAlive(id)]);
      expect(envelope?.transactions).toMatchObject([
        { mode: 'Response', id, primitive: { name: 'KeepAlive-Response' } },
      ]);
    },
  );

  it('answers Inband under the SessionID, in the version of the request (CSP-SES-004, 013)', () => {
    const client = new TestClient(setUp().server, { version, syntax }).start();
    const { envelope } = client.post([keepAlive('1')]);
    expect(envelope).toMatchObject({ version, sessionType: 'Inband', sessionId: client.sessionId });
  });

  it.each([
    'KeepAlive-Request',
    'Service-Request',
    'ClientCapability-Request',
    'Logout-Request',
    'Polling-Request',
  ] as const)(
    'refuses %s without a session, and in one never issued (CSP-SES-006, 007, POL-005, CAP-013, SVC-013)',
    (name) => {
      const { server } = setUp();
      const client = new TestClient(server, { version, syntax });
      for (const sessionId of [undefined, 'made-up']) {
        const { envelope } = client.post(
          [{ mode: 'Request', id: '7', primitive: { name, value: {} } as Primitive }],
          sessionId,
        );
        expect(envelope?.transactions).toHaveLength(1);
        expect(envelope?.transactions[0]).toMatchObject({ mode: 'Response', id: '7', primitive: { name: 'Status' } });
        expect(codeOf(envelope?.transactions[0]?.primitive ?? primitive('Polling-Request', {}))).toBe(604);
      }
      expect(codeOf(client.login())).toBe(200);
    },
  );

  it('answers each transaction of a message under its own ID (CSP-SES-023)', () => {
    const { server } = setUp();
    const client = new TestClient(server, { version, syntax }).start();
    client.negotiate(undefined, { MultiTrans: 3, ...(version === '1.3' ? { MultiTransPerMessage: 3 } : {}) });
    const info = { mode: 'Request', id: 'b', primitive: primitive('GetSPInfo-Request', {}) as Primitive } as const;
    const { envelope } = client.post([keepAlive('a'), info, keepAlive('c')]);
    expect(envelope?.transactions.map((t) => [t.id, t.primitive.name])).toEqual([
      ['a', 'KeepAlive-Response'],
      ['b', 'GetSPInfo-Response'],
      ['c', 'KeepAlive-Response'],
    ]);
  });

  it('hands answers beyond the agreed number out at the next polls (CSP-SES-022)', () => {
    const { server } = setUp();
    const client = new TestClient(server, { version, syntax }).start();
    const { envelope } = client.post([keepAlive('a'), keepAlive('b'), keepAlive('c')]);
    expect(envelope?.transactions.map((t) => t.id)).toEqual(['a']);
    expect(envelope?.poll).toBe(true);
    expect(client.poll().map((t) => [t.id, t.mode])).toEqual([['b', 'Response']]);
    expect(client.poll().map((t) => [t.id, t.mode])).toEqual([['c', 'Response']]);
    expect(client.poll()).toEqual([]);
  });

  it('keeps only so many answers for a client that never polls', () => {
    const { server } = setUp({ limits: { waiting: 3 } });
    const client = new TestClient(server, { version, syntax }).start();
    const session = server.access.session(client.sessionId ?? '');
    for (let i = 0; i < 5; i++) client.post(['a', 'b', 'c'].map((id) => keepAlive(`${id}${i}`)));
    expect(session === undefined ? undefined : server.access.waiting(session)).toBe(3);
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(200);
  });

  it('carries out only so many transactions of one message', () => {
    const { server } = setUp({ limits: { transactions: 2 } });
    const client = new TestClient(server, { version, syntax }).start();
    client.negotiate(undefined, { MultiTrans: 10, ...(version === '1.3' ? { MultiTransPerMessage: 10 } : {}) });
    const { envelope } = client.post([keepAlive('a'), keepAlive('b'), keepAlive('c')]);
    expect(envelope?.transactions.map((t) => codeOf(t.primitive))).toEqual([200, 200, 503]);
  });

  it.each(['SendMessage-Request', 'CreateGroup-Request', 'GetList-Request'] as const)(
    'refuses %s, which no element implements, with 501 or as the profile says (CSP-SES-010)',
    (name) => {
      const value = {} as Value<PrimitiveName>;
      for (const code of [501, 405, 506] as const) {
        const client = new TestClient(setUp({ notImplementedCode: code }).server, { version, syntax }).start();
        expect(codeOf(client.send({ name, value } as Primitive))).toBe(code);
      }
    },
  );

  it('refuses a request without TransactionID, and one with an endless ID', () => {
    const client = new TestClient(setUp().server, { version, syntax }).start();
    const codes = ['', 'x'.repeat(2000)].map((id) => {
      const { envelope } = client.post([keepAlive(id)]);
      const [answer] = envelope?.transactions ?? [];
      return [answer?.id === id, codeOf(answer?.primitive ?? primitive('Polling-Request', {}))];
    });
    expect(codes).toEqual([
      [true, 400],
      [true, 400],
    ]);
  });

  it('refuses a wrong structure with 400, a wrong value with 402, and the session survives (CSP-SES-011)', () => {
    const client = new TestClient(setUp().server, { version, syntax }).start();
    const raw = (name: string, value: object) => codeOf(client.send({ name, value } as unknown as Primitive));
    expect(raw('ClientCapability-Request', version === '1.1' ? { ClientID: client.clientId } : {})).toBe(400);
    expect(raw('KeepAlive-Request', { TimeToLive: 'soon' })).toBe(402);
    expect(raw('KeepAlive-Request', { UserID: 'x' })).toBe(400);
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(200);
  });

  it('refuses a namespace of another version with 505 (CSP-SES-012, SES-036)', () => {
    const { server } = setUp();
    const client = new TestClient(server, { version, syntax }).start();
    const document = seal(client.envelope([keepAlive('1')]));
    const literal = syntax === 'xml' ? { syntax } : ({ syntax, publicId: 1, xmlns: 'literal' } as const);
    const text = Buffer.from(write(document, literal)).toString('latin1');
    const reply = client.postOctets(Buffer.from(text.replace(/(CSP|TRC)1\.\d/g, '$11.9'), 'latin1'));
    expect(reply.envelope?.transactions.map((t) => [t.id, codeOf(t.primitive)])).toEqual([['1', 505]]);
    const stranger = new TestClient(server, { syntax, version: version === '1.3' ? '1.2' : '1.3' });
    const mixed = stranger.post([keepAlive('2')], client.sessionId);
    expect(mixed.envelope?.version).toBe(stranger.version);
    expect(mixed.envelope?.transactions.map((t) => [t.id, codeOf(t.primitive)])).toEqual([['2', 505]]);
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(200);
  });

  it('serves only the versions of the profile', () => {
    const others = VERSIONS.filter((other) => other !== version);
    const { server } = setUp({ versions: others });
    const answer = new TestClient(server, { version, syntax }).login();
    expect([answer.name, codeOf(answer)]).toEqual(['Status', 505]);
    expect(codeOf(new TestClient(server, { syntax, version: others[0] ?? version }).login())).toBe(200);
  });

  it('answers a repeated request alike without carrying it out again (CSP-SES-024)', () => {
    let carriedOut = 0;
    const { clock } = setUp();
    const server = createServer({
      clock,
      accounts: [{ user: 'alice', password: 'secret' }],
      elements: [
        () => ({
          name: 'x',
          functions: ['GCLI'],
          handlers: { 'GetList-Request': () => (++carriedOut > 1 ? 500 : 200) },
        }),
      ],
    });
    const client = new TestClient(server, { version, syntax }).start();
    const request = seal(
      client.envelope([{ mode: 'Request', id: 'same', primitive: primitive('GetList-Request', {}) as Primitive }]),
    );
    const answers = [client.postDocument(request), client.postDocument(request)];
    expect(
      answers.map((r) => codeOf(r.envelope?.transactions[0]?.primitive ?? primitive('Polling-Request', {}))),
    ).toEqual([200, 200]);
    expect(carriedOut).toBe(1);
    // The same ID over another request is another request; and memory fades.
    expect(codeOf(client.request('KeepAlive-Request', {}, 'same'))).toBe(200);
    clock.advance(400_000);
    client.postDocument(request);
    expect(carriedOut).toBe(2);
  });

  it('ends by logout, answered as the version wants it (CSP-OUT-001 to 003)', () => {
    const { server, ended } = setUp();
    const client = new TestClient(server, { version, syntax }).start();
    const answer = client.request('Logout-Request', {});
    expect([answer.name, codeOf(answer)]).toEqual([version === '1.1' ? 'Disconnect' : 'Status', 200]);
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(604);
    expect(ended).toEqual(['logout']);
    expect(codeOf(client.login())).toBe(200);
  });

  it('ends by the decision of the server (CSP-OUT-010 to 012)', () => {
    const { server, ended } = setUp();
    const client = new TestClient(server, { version, syntax }).start();
    expect(server.disconnect(client.sessionId ?? '')).toBe(true);
    expect(server.disconnect('made-up')).toBe(false);
    const [disconnect] = client.poll();
    expect(disconnect).toMatchObject({ mode: 'Request', primitive: { name: 'Disconnect' } });
    expect(codeOf(disconnect?.primitive ?? primitive('Polling-Request', {}))).toBe(601);
    expect(client.answer(disconnect?.id).envelope).toBeUndefined();
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(601);
    expect(ended).toEqual(['disconnect']);
    expect(codeOf(client.login())).toBe(200);
  });

  it('ends when nothing is heard for the time and its margin (CSP-KA-003, 005, 008, OUT-011)', () => {
    const { server, clock, ended } = setUp({ keepAlive: { margin: 0.5 } });
    const client = new TestClient(server, { version, syntax });
    client.login({ TimeToLive: 60 });
    clock.advance(89_000);
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(200);
    clock.advance(90_000);
    expect(ended).toEqual(['expired']);
    expect(server.sessionCount).toBe(0);
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(600);
    const [disconnect] = client.poll();
    expect(disconnect?.primitive.name).toBe('Disconnect');
    expect(codeOf(disconnect?.primitive ?? primitive('Polling-Request', {}))).toBe(600);
    expect(codeOf(client.login())).toBe(200);
  });

  it('lives on with any request, polls and answers included (CSP-KA-006, 007)', () => {
    const { server, clock } = setUp({ keepAlive: { margin: 0 } });
    const client = new TestClient(server, { version, syntax });
    client.login({ TimeToLive: 60 });
    const requests = [
      () => void client.poll(),
      () => void client.request('KeepAlive-Request', {}),
      () => void client.request('GetSPInfo-Request', {}),
      () => void client.answer('never-asked'),
    ];
    for (let i = 0; i < 12; i++) {
      clock.advance(59_000);
      requests[i % requests.length]?.();
    }
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(200);
    clock.advance(60_000);
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(600);
  });

  it('changes its time by KeepAlive-Request within the range (CSP-KA-001, 002, 004)', () => {
    const { server, clock } = setUp({ keepAlive: { minimum: 10, maximum: 1000, default: 100, margin: 0 } });
    const client = new TestClient(server, { version, syntax });
    client.login({ TimeToLive: 500 });
    const ask = (TimeToLive: number) => {
      const answer = client.request('KeepAlive-Request', { TimeToLive });
      return is(answer, 'KeepAlive-Response') ? [codeOf(answer), answer.value.KeepAliveTime] : [];
    };
    expect(ask(1)).toEqual([605, 500]);
    expect(ask(4_294_967_295)).toEqual([605, 500]);
    expect(ask(20)).toEqual([200, undefined]);
    // A shorter time is in force at once, although the timer was wound up for the longer one.
    clock.advance(20_000);
    expect(server.sessionCount).toBe(0);
  });

  it('grants the nearest time where the profile adjusts', () => {
    const { server } = setUp({ keepAlive: { minimum: 10, maximum: 1000, outOfRange: 'adjust' } });
    const client = new TestClient(server, { version, syntax });
    expect(client.login({ TimeToLive: 1 }).value).toMatchObject({ KeepAliveTime: 10 });
    expect(client.request('KeepAlive-Request', { TimeToLive: 5000 }).value).toMatchObject({
      Result: { Code: 200 },
      KeepAliveTime: 1000,
    });
    expect(client.login({ TimeToLive: undefined }).value).toMatchObject({ KeepAliveTime: 600 });
  });

  it('forgets ended sessions when there are too many, and then says 604', () => {
    const { server } = setUp({ limits: { endedSessions: 2 }, login: { secondLogin: 'both' } });
    const clients = [1, 2, 3].map((i) => new TestClient(server, { version, syntax, client: `http://${i}` }).start());
    for (const client of clients) server.disconnect(client.sessionId ?? '');
    expect(clients.map((client) => codeOf(client.request('KeepAlive-Request', {})))).toEqual([604, 601, 601]);
  });

  it('is forgotten by reset, with the accounts as at the start', () => {
    const { server, clock } = setUp();
    const client = new TestClient(server, { version, syntax }).start();
    server.accounts.remove('alice');
    server.reset();
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(604);
    expect(codeOf(client.login())).toBe(200);
    clock.advance(10);
  });

  it('tells about the provider with and without a session (CSP-SPI-001 to 004)', () => {
    const { server } = setUp({ provider: { name: 'Provider', description: 'D', url: 'http://p.example' } });
    const client = new TestClient(server, { version, syntax });
    const request = { ClientID: client.clientId };
    const outside = client.request('GetSPInfo-Request', request);
    client.start();
    const inside = client.request('GetSPInfo-Request', request);
    for (const answer of [outside, inside]) {
      expect(answer).toMatchObject({
        name: 'GetSPInfo-Response',
        value: {
          ClientID: client.clientId,
          Name: 'Provider',
          Description: 'D',
          URL: 'http://p.example',
          Logo: { ContentEncoding: 'BASE64' },
        },
      });
    }
    const without = new TestClient(setUp({ services: { withheld: ['GETSPI'] } }).server, { version, syntax });
    expect(codeOf(without.request('GetSPInfo-Request', request))).toBe(405);
    without.start();
    expect(codeOf(without.request('GetSPInfo-Request', request))).toBe(506);
  });
});

describe.each(['1.2', '1.3'] as const)('version discovery, CSP %s', (version) => {
  const discovery = (content: object, older = false) =>
    ({
      version,
      root: older ? 'WV-CSP-NSDiscovery-Request' : 'WV-CSP-VersionDiscovery-Request',
      content,
    }) as unknown as Document;

  it('names the namespaces offered and served, without a session (CSP-SES-026, 028)', () => {
    const { server } = setUp({ versions: ['1.1', '1.2'] });
    const client = new TestClient(server, { version });
    const known = ['http://www.wireless-village.org/CSP1.1', 'http://www.openmobilealliance.org/DTD/WV-CSP1.2'];
    const content = {
      VersionList: {
        SessionNSName: [...known, 'http://www.openmobilealliance.org/DTD/IMPS-CSP1.3', 'http://unknown.example/1'],
        TransactionNSName: ['http://www.openmobilealliance.org/DTD/WV-TRC1.2'],
      },
    };
    const response = client.server.handle({
      contentType: 'application/vnd.wv.csp.xml',
      body: client.octetsOf(discovery(content)),
    });
    const text = new TextDecoder().decode(response.body);
    expect(response.status).toBe(200);
    expect(text).toContain('<WV-CSP-VersionDiscovery-Response');
    expect([...text.matchAll(/<(\w+NSName)>([^<]*)</g)].map((m) => [m[1], m[2]])).toEqual([
      ['SessionNSName', known[0]],
      ['SessionNSName', known[1]],
      ['TransactionNSName', 'http://www.openmobilealliance.org/DTD/WV-TRC1.2'],
    ]);
    expect(text).not.toContain('SessionID');
  });

  it('takes the other name of the request in 1.2, and answers to no list with all it serves', () => {
    const { server } = setUp();
    const client = new TestClient(server, { version });
    const body = client.octetsOf(discovery({}));
    const older = new TextEncoder().encode(
      new TextDecoder().decode(body).replaceAll('VersionDiscovery', 'NSDiscovery'),
    );
    const answerTo = (octets: Uint8Array) =>
      new TextDecoder().decode(server.handle({ contentType: 'application/vnd.wv.csp.xml', body: octets }).body);
    expect(answerTo(older)).toContain(
      version === '1.2' ? 'WV-CSP-NSDiscovery-Response' : 'WV-CSP-VersionDiscovery-Response',
    );
    expect(answerTo(body).match(/<SessionNSName>/g)).toHaveLength(3);
  });

  it('names other servers, or is not supported, as the profile says (CSP-SES-027)', () => {
    const { server } = setUp({ discovery: { otherServers: ['http://other.example/'] } });
    const client = new TestClient(server, { version });
    const reply = server.handle({ contentType: 'application/vnd.wv.csp.xml', body: client.octetsOf(discovery({})) });
    expect(new TextDecoder().decode(reply.body)).toContain(
      '<OtherServer><URL>http://other.example/</URL></OtherServer>',
    );
    const silent = setUp({ discovery: { supported: false } }).server;
    expect(
      silent.handle({ contentType: 'application/vnd.wv.csp.xml', body: client.octetsOf(discovery({})) }).status,
    ).toBe(400);
  });
});

it('answers a private Extended-Request with 501 (CSP-SES-029)', () => {
  for (const version of ['1.2', '1.3'] as const) {
    const client = new TestClient(setUp().server, { version }).start();
    const answer = client.send({
      name: 'Extended-Request',
      value: [{ name: 'x', namespace: 'urn:private', content: 'y' }],
    } as unknown as Primitive);
    expect([answer.name, codeOf(answer)]).toEqual(['Status', 501]);
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(200);
  }
});

it('answers in its own version where the profile lets versions mix', () => {
  const { server } = setUp({ otherVersion: 'answer' });
  const client = new TestClient(server, { version: '1.2' }).start();
  const other = new TestClient(server, { version: '1.1' });
  const { envelope } = other.post([keepAlive('2')], client.sessionId) as { envelope: Envelope };
  expect([envelope.version, codeOf(envelope.transactions[0]?.primitive as Primitive)]).toEqual(['1.1', 200]);
});

import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Primitive, primitive, seal } from '../protocol/messages/envelope.ts';
import { type Document, read, write } from '../protocol/syntax/index.ts';
import { VERSIONS } from '../protocol/version.ts';
import { MARKUP } from '../testing/markup.ts';
import { codeOf, TestClient } from '../testing/server/client.ts';
import { VirtualClock } from './clock.ts';
import type { ElementFactory } from './elements.ts';
import type { Hooks } from './hooks.ts';
import { type ProfileChanges, serverProfile } from './profile.ts';
import { status } from './results.ts';
import { createServer } from './server.ts';

function setUp(changes: ProfileChanges = {}, more: { hooks?: Hooks | Hooks[]; elements?: ElementFactory[] } = {}) {
  const faults: unknown[] = [];
  const server = createServer({
    clock: new VirtualClock(),
    accounts: [{ user: 'alice', password: 'secret' }],
    profile: serverProfile(changes),
    elements: [],
    onFault: (error) => void faults.push(error),
    ...more,
  });
  return { server, faults };
}

const keepAliveOf = (client: TestClient, id = 'k') =>
  client.octetsOf(
    seal(client.envelope([{ mode: 'Request', id, primitive: primitive('KeepAlive-Request', {}) as Primitive }])),
  );

describe('the HTTP side of an answer', () => {
  it('repeats the media type of the request, in either spelling (TRN-HTTP-005, TRN-XML-003)', () => {
    const { server } = setUp();
    const client = new TestClient(server).start();
    for (const type of [
      'application/vnd.wv.csp.xml',
      'application/vnd.wv.csp+xml',
      'APPLICATION/vnd.wv.csp.XML; charset=utf-8',
    ]) {
      const response = server.handle({ contentType: type, body: keepAliveOf(client, type) });
      expect(response.status).toBe(200);
      expect(response.headers).toEqual([['Content-Type', type.split(';')[0]?.toLowerCase()]]);
    }
  });

  it.each([
    ['no media type', undefined, 'x', 415],
    ['a foreign media type', 'text/xml', 'x', 415],
    ['no XML', 'application/vnd.wv.csp.xml', 'hello', 400],
    ['nothing', 'application/vnd.wv.csp.xml', '', 400],
    [
      'half a message',
      'application/vnd.wv.csp.xml',
      '<WV-CSP-Message xmlns="http://www.wireless-village.org/CSP1.1"><Session>',
      400,
    ],
    ['two roots', 'application/vnd.wv.csp.xml', '<a/><b/>', 400],
    ['another root', 'application/vnd.wv.csp.xml', '<html/>', 400],
    [
      'an answer to version discovery',
      'application/vnd.wv.csp.xml',
      '<WV-CSP-VersionDiscovery-Response xmlns="http://www.openmobilealliance.org/DTD/WV-CSP1.2"/>',
      400,
    ],
    [
      'a message without transactions',
      'application/vnd.wv.csp.xml',
      '<WV-CSP-Message xmlns="http://www.openmobilealliance.org/DTD/WV-CSP1.2"><Session/></WV-CSP-Message>',
      400,
    ],
    ['a message beyond the limit', 'application/vnd.wv.csp.xml', `<x>${'y'.repeat(3000)}</x>`, 413],
  ])('refuses %s and goes on (TRN-HTTP-029, 030)', (_what, contentType, text, code) => {
    const { server, faults } = setUp({ limits: { messageOctets: 2000 } });
    const client = new TestClient(server).start();
    const refused = server.handle({ contentType, body: new TextEncoder().encode(text) });
    expect([refused.status, refused.headers]).toEqual([code, [['Content-Type', 'text/plain; charset=utf-8']]]);
    expect(new TextDecoder().decode(refused.body)).toMatch(/^[^\n]{10,}\n$/);
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(200);
    expect(faults).toEqual([]);
  });

  it('says Status 400 for what cannot be read where the profile wants it', () => {
    const { server } = setUp({ unreadable: 'status-400' });
    const client = new TestClient(server, { version: '1.3' });
    const reply = client.postOctets(new TextEncoder().encode('<oops'));
    expect(reply.envelope?.transactions.map((t) => codeOf(t.primitive))).toEqual([400]);
  });

  it('serves only the syntaxes of the profile', () => {
    const { server } = setUp({ syntaxes: ['wbxml'] });
    expect(server.handle({ contentType: 'application/vnd.wv.csp.xml', body: new Uint8Array() }).status).toBe(415);
  });

  it('takes a DOCTYPE and a declaration (TRN-XML-004, 005)', () => {
    const { server } = setUp();
    const client = new TestClient(server).start();
    const prolog =
      '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE WV-CSP-Message PUBLIC "-//OMA//DTD WV-CSP 1.2//EN" "x">';
    const text = prolog + new TextDecoder().decode(keepAliveOf(client));
    const reply = client.postOctets(new TextEncoder().encode(text));
    expect(reply.envelope?.transactions.map((t) => codeOf(t.primitive))).toEqual([200]);
  });
});

describe('the head of a WBXML answer', () => {
  it('repeats that of the request (TRN-WBXML-004 to 006)', () => {
    const { server } = setUp();
    for (const version of VERSIONS) {
      const client = new TestClient(server, { version, syntax: 'wbxml' }).start();
      const request = keepAliveOf(client);
      const registered = { '1.1': 0x10, '1.2': 0x11, '1.3': 0x12 }[version];
      const headOf = (octets: Uint8Array) => [...octets.slice(0, 3)];
      expect(headOf(client.postOctets(request).octets)).toEqual([3, registered, 0x6a]);
      const older = request.with(0, 1).with(1, 1);
      const body = server.handle({ contentType: 'application/vnd.wv.csp.wbxml', body: older }).body ?? new Uint8Array();
      expect(headOf(body)).toEqual([1, 1, 0x6a]);
      const { document, findings } = read(body, 'wbxml');
      expect(JSON.stringify(document)).toContain('"Code":200');
      expect(findings.map(({ kind }) => kind)).toEqual(['prolog']);
    }
  });

  it('needs no namespaces in the request where the public identifier says the version', () => {
    const { server } = setUp();
    const client = new TestClient(server, { version: '1.2', syntax: 'wbxml' }).start();
    const request = seal(
      client.envelope([{ mode: 'Request', id: 'n', primitive: primitive('KeepAlive-Request', {}) as Primitive }]),
    );
    const reply = client.postOctets(write(request, { syntax: 'wbxml', profile: 'libwbxml', publicId: 0x11 }));
    expect(reply.envelope?.transactions.map((t) => [t.id, codeOf(t.primitive)])).toEqual([['n', 200]]);
  });
});

describe('on HTTP', () => {
  let stop: (() => Promise<void>) | undefined;
  afterEach(async () => {
    await stop?.();
  });

  it('listens, answers, and stops', async () => {
    const { server } = setUp();
    const { url } = await server.start();
    stop = () => server.stop();
    const client = new TestClient(server).start();
    const post = (body: Uint8Array, type = 'application/vnd.wv.csp.xml') =>
      fetch(url, { method: 'POST', body: Buffer.from(body), headers: type === '' ? {} : { 'Content-Type': type } });
    const answer = await post(keepAliveOf(client));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/vnd.wv.csp.xml']);
    expect(await answer.text()).toContain('<Code>200</Code>');
    const poll = client.octetsOf(
      seal(client.envelope([{ mode: 'Request', id: '', primitive: primitive('Polling-Request', {}) as Primitive }])),
    );
    const idle = await post(poll);
    expect([idle.status, idle.headers.get('content-length'), await idle.text()]).toEqual([200, '0', '']);
    expect((await post(keepAliveOf(client), 'text/plain')).status).toBe(415);
    expect((await fetch(url)).status).toBe(405);
    await expect(server.start()).rejects.toThrow(/listens already/);
    await server.stop();
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('service elements', () => {
  it('are asked through their handlers, and their errors stay theirs', () => {
    const broken: ElementFactory = () => ({
      name: 'broken',
      functions: ['GCLI', 'SRCH'],
      handlers: {
        'GetList-Request': () => {
          throw new Error('a bug');
        },
      },
      sessionOpened: () => {
        throw new Error('another');
      },
      servicesAgreed: () => {
        throw new Error('a third');
      },
    });
    const { server, faults } = setUp({}, { elements: [broken] });
    const client = new TestClient(server).start();
    expect(codeOf(client.request('GetList-Request', {}))).toBe(500);
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(200);
    expect(faults.map(String)).toEqual(['Error: another', 'Error: a third', 'Error: a bug']);
  });

  it('may not claim the same primitive twice', () => {
    const one: ElementFactory = () => ({ name: 'one', functions: [], handlers: { 'GetList-Request': () => 200 } });
    const two: ElementFactory = () => ({ name: 'two', functions: [], handlers: { 'GetList-Request': () => 200 } });
    expect(() => setUp({}, { elements: [one, two] })).toThrow(/two elements handle GetList-Request.*'two'/);
  });

  it('find each other by name', () => {
    const found: (string | undefined)[] = [];
    const one: ElementFactory = (access) => ({
      name: 'one',
      functions: [],
      handlers: {},
      sessionOpened: () => void found.push(access.element('two')?.name, access.element('three')?.name),
    });
    const two: ElementFactory = () => ({ name: 'two', functions: [], handlers: {} });
    new TestClient(setUp({}, { elements: [one, two] }).server).login();
    expect(found).toEqual(['two', undefined]);
  });
});

describe('seams', () => {
  it('let every stage be replaced from outside', () => {
    const seen: string[] = [];
    const hooks: Hooks = {
      rules: (rules) => ({ ...rules, passwordFits: () => true }),
      access: (access) => ({ ...access, newId: () => 'always-the-same' }),
      handler: (name, inner) => (name === 'KeepAlive-Request' ? () => status(503) : inner),
      decode: (octets, syntax, options, next) => {
        seen.push('decode');
        return next(octets, syntax, options);
      },
      incoming: (document) => {
        seen.push('incoming');
        return document;
      },
      outgoing: (document, context) => {
        seen.push(`outgoing ${context.session?.user ?? 'nobody'} ${context.request?.root}`);
        return document;
      },
      encode: (document, context, next) => {
        seen.push('encode');
        return next(document, context);
      },
      response: (response) => ({ ...response, headers: [...(response.headers ?? []), ['X-Seen', 'yes']] }),
    };
    const ids: string[] = [];
    const one: ElementFactory = (access) => ({
      name: 'one',
      functions: ['GCLI'],
      handlers: {
        'GetList-Request': () => {
          ids.push(access.newId('x'));
          return 200;
        },
      },
    });
    const { server } = setUp({}, { hooks, elements: [one] });
    const client = new TestClient(server, { password: 'wrong' });
    expect(codeOf(client.login())).toBe(200);
    expect(seen).toEqual(['decode', 'incoming', 'outgoing wv:alice@example.com WV-CSP-Message', 'encode']);
    client.negotiate();
    expect(codeOf(client.request('GetList-Request', {}))).toBe(200);
    expect(ids).toEqual(['always-the-same']);
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(503);
    const response = server.handle({ contentType: 'application/vnd.wv.csp.xml', body: keepAliveOf(client) });
    expect(response.headers).toContainEqual(['X-Seen', 'yes']);
  });

  it('can be used by several at once, each seeing what the one before left', () => {
    const rename = (from: string, to: string): Hooks => ({
      outgoing: (document) => JSON.parse(JSON.stringify(document).replaceAll(from, to)) as Document,
    });
    const noFunctionCheck: Hooks = {
      rules: (rules) => ({ ...rules, checks: rules.checks.filter(({ name }) => name !== 'function') }),
    };
    const one: ElementFactory = () => ({
      name: 'one',
      functions: ['GCLI'],
      handlers: { 'GetList-Request': () => 700 },
    });
    const { server } = setUp(
      {},
      { hooks: [rename('700', '701'), rename('701', '702'), noFunctionCheck], elements: [one] },
    );
    const client = new TestClient(server);
    client.login();
    expect(codeOf(client.request('GetList-Request', {}))).toBe(702);
  });

  it('that throw cost the client an HTTP 500, not the server', () => {
    const hooks: Hooks = {
      outgoing: () => {
        throw new Error('hook');
      },
    };
    const { server, faults } = setUp({}, { hooks });
    const client = new TestClient(server);
    expect(server.handle({ contentType: 'application/vnd.wv.csp.xml', body: keepAliveOf(client) }).status).toBe(500);
    expect(faults.map(String)).toEqual(['Error: hook']);
  });
});

describe('the profile', () => {
  it('is merged section by section', () => {
    const profile = serverProfile({
      keepAlive: { default: 60 },
      homeDomains: ['a.example'],
      provider: { logo: undefined },
    });
    expect(profile.keepAlive).toMatchObject({ default: 60, minimum: 5 });
    expect(profile.homeDomains).toEqual(['a.example']);
    expect(profile.provider.logo).toBeUndefined();
  });

  it.each([
    [{ keepAlife: {} }, /no setting keepAlife; known here: homeDomains/],
    [{ login: { nonceSecond: 1 } }, /no setting login\.nonceSecond; known here: digestSchemas/],
    [{ homeDomains: [] }, /homeDomains needs/],
    [{ versions: [] }, /versions needs/],
    [{ keepAlive: { minimum: 700 } }, /minimum <= default/],
  ])('refuses %j', (changes, message) => {
    expect(() => serverProfile(changes as ProfileChanges)).toThrow(message);
  });
});

/** Octets that may be anything: noise, or a good message that was tampered with. */
function hostile(seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 0.9999, noNaN: true }),
    remove: fc.integer({ min: 0, max: 12 }),
    insert: fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc
        .constantFrom('<x/>', '&amp;', ']]>', '\0', '<!--', 'T', '9'.repeat(30), '<Session>', 'xmlns=""')
        .map((text) => new TextEncoder().encode(text)),
    ),
  });
  const mutated = fc.tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 6 })).map(([seed, edits]) =>
    edits.reduce((octets, { at, remove, insert }) => {
      const place = Math.floor(at * octets.length);
      return new Uint8Array([...octets.slice(0, place), ...insert, ...octets.slice(place + remove)]);
    }, seed),
  );
  return fc.oneof({ weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) }, { weight: 5, arbitrary: mutated });
}

describe.each(MARKUP)('whatever the octets, in %s', (syntax) => {
  it('there is an answer, never an error of the server, and the session lives', () => {
    const element: ElementFactory = () => ({
      name: 'sample',
      functions: ['GCLI', 'GETPR', 'PresenceFeat', 'IMFeat'],
      handlers: { 'GetList-Request': () => 200, 'GetPresence-Request': () => 200, 'SendMessage-Request': () => 531 },
    });
    const { server, faults } = setUp(
      { login: { secondLogin: 'both', userSessionLimit: 1000 } },
      { elements: [element] },
    );
    for (const version of VERSIONS) {
      const client = new TestClient(server, { version, syntax }).start();
      const request = (name: string, value: object) =>
        client.octetsOf(seal(client.envelope([{ mode: 'Request', id: 'f', primitive: { name, value } as Primitive }])));
      const seeds = [
        keepAliveOf(client),
        client.octetsOf(
          seal(client.envelope([{ mode: 'Request', id: 'l', primitive: client.loginRequest() }], undefined)),
        ),
        request('Service-Request', {
          ClientID: client.clientId,
          Functions: { WVCSPFeat: {} },
          AllFunctionsRequest: true,
        }),
        request('GetPresence-Request', { User: [{ UserID: 'wv:b' }], PresenceSubList: { OnlineStatus: {} } }),
        request('GetSegment-Request', { SegmentID: { TransactionID: 'x', SegmentReference: 1 } }),
        request('Polling-Request', {}),
        request('KeepAlive-Request', { TimeToLive: 100 }),
      ];
      const contentType = syntax === 'xml' ? 'application/vnd.wv.csp.xml' : 'application/vnd.wv.csp.wbxml';
      fc.assert(
        fc.property(hostile(seeds), (body) => {
          const response = server.handle({ contentType, body });
          expect([200, 400, 413]).toContain(response.status);
          expect(faults).toEqual([]);
        }),
        { numRuns: 300 },
      );
      expect(codeOf(client.request('KeepAlive-Request', {}, `after ${version}`))).toBe(200);
    }
  });
});

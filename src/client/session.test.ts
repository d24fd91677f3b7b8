import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leavesOf } from '../protocol/facts/service-tree.ts';
import type { Envelope, Primitive } from '../protocol/messages/envelope.ts';
import type { Value } from '../protocol/messages/infer.ts';
import { VERSION_FACTS, validate } from '../protocol/syntax/index.ts';
import { VERSIONS } from '../protocol/version.ts';
import { type FakeServer, fakeServer } from '../testing/client/fake-server.ts';
import { redact } from '../transport/redact.ts';
import { defaultCapabilities } from './capabilities.ts';
import { createClient } from './client.ts';
import { HarnessError } from './errors.ts';
import type { Client, ClientOptions } from './types.ts';

describe('session transactions', () => {
  let server: FakeServer;
  const clients: Client[] = [];

  beforeEach(async () => {
    server = await fakeServer();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
    await server.close();
  });

  function make(options: Partial<ClientOptions> = {}): Client {
    const client = createClient({
      url: server.url,
      version: '1.2',
      syntax: 'xml',
      userId: 'wv:alice',
      password: 'open sesame',
      party: 'alice',
      ...options,
    });
    clients.push(client);
    return client;
  }

  function sent(index: number): Primitive {
    const found = server.messages[index]?.envelope.transactions[0]?.primitive;
    if (found === undefined) throw new Error(`message ${index} was not sent`);
    return found;
  }
  const loginRequest = (index = 0) => sent(index).value as Value<'Login-Request', '1.3'>;
  const refusal = (code: number): Primitive => ({ name: 'Status', value: { Result: { Code: code } } });

  describe('two-way login', () => {
    it.each(VERSIONS)('of %s is valid, outside a session, and opens one', async (version) => {
      const client = make({ version });
      const outcome = await client.login();
      const message = server.messages[0];
      expect(message?.envelope).toMatchObject({ sessionType: 'Outband', sessionId: undefined });
      expect(message === undefined ? ['nothing sent'] : validate(message.document)).toEqual([]);
      expect(loginRequest()).toMatchObject({
        UserID: 'wv:alice',
        Password: 'open sesame',
        ClientID: client.clientId,
        TimeToLive: 1800,
      });
      expect(loginRequest().SessionCookie).toMatch(/^[A-Za-z0-9.]+$/);
      expect(outcome).toMatchObject({
        success: true,
        code: 200,
        sessionId: 's-1',
        keepAliveTime: 900,
        capabilityRequest: true,
      });
      expect(client.session).toMatchObject({
        sessionId: 's-1',
        keepAliveTime: 900,
        cookie: loginRequest().SessionCookie,
      });
    });

    it('that is refused, by either primitive, opens nothing and is no error', async () => {
      const client = make();
      server.on('Login-Request', () => refusal(531));
      expect(await client.login()).toMatchObject({
        success: false,
        code: 531,
        response: undefined,
        sessionId: undefined,
      });
      server.on('Login-Request', () => ({ name: 'Login-Response', value: { ClientID: {}, Result: { Code: 409 } } }));
      const outcome = await client.login({ password: 'wrong' });
      expect(outcome).toMatchObject({ success: false, code: 409, response: { Result: { Code: 409 } } });
      expect(client.session.sessionId).toBeUndefined();
    });

    it('that is refused leaves an open session as it is', async () => {
      const client = make();
      await client.login();
      server.on('Login-Request', () => refusal(603));
      expect((await client.login()).success).toBe(false);
      expect(client.session.sessionId).toBe('s-1');
    });

    it('can leave out what scenarios want left out', async () => {
      const client = make();
      await client.login({ userId: null, sessionCookie: null, timeToLive: null, password: null });
      expect(Object.keys(loginRequest())).toEqual(['ClientID']);
    });

    it('needs a user', async () => {
      await expect(createClient({ url: server.url, version: '1.2', syntax: 'xml' }).login()).rejects.toThrow(
        HarnessError,
      );
    });
  });

  describe('four-way login', () => {
    function challenge(schema: string, code: number) {
      server.on('Login-Request', (t) => {
        const { ClientID, DigestSchema } = t.primitive.value as Value<'Login-Request', '1.2'>;
        const value =
          DigestSchema === undefined || DigestSchema.length === 0
            ? { ClientID, Result: { Code: 200 }, SessionID: 's-4', KeepAliveTime: 60 }
            : { ClientID, Result: { Code: code }, Nonce: 'n0nce', DigestSchema: schema };
        return { name: 'Login-Response', value } as Primitive;
      });
    }

    it.each([
      ['MD5', 200, 'md5'],
      ['SHA', 401, 'sha1'],
    ])('with %s, challenged with %i, sends the digest and never the password', async (schema, code, hash) => {
      challenge(schema, code);
      const client = make();
      const outcome = await client.login({ method: 'four-way' });
      expect(loginRequest(0).DigestSchema).toEqual(['MD5', 'SHA', 'MD4']);
      expect(loginRequest(1).DigestBytes).toBe(createHash(hash).update('n0nceopen sesame').digest('base64'));
      expect([loginRequest(0).Password, loginRequest(1).Password]).toEqual([undefined, undefined]);
      expect(loginRequest(0).SessionCookie).toBe(loginRequest(1).SessionCookie);
      expect(outcome).toMatchObject({ success: true, sessionId: 's-4', digestSchema: schema });
      expect(outcome.answers.map((a) => a.code)).toEqual([code, 200]);
    });

    it('lists the schemas of 1.1 in one element', async () => {
      challenge('MD4', 200);
      await make({ version: '1.1' }).login({ method: 'four-way', digestSchemas: ['MD4', 'PWD'] });
      expect(loginRequest(0).DigestSchema).toBe('MD4,PWD');
      expect(loginRequest(1).DigestBytes).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    });

    it.each(['PWD', 'MD6'])('ends after the challenge when the server wants %s', async (schema) => {
      challenge(schema, 200);
      const outcome = await make().login({ method: 'four-way' });
      expect(outcome).toMatchObject({ success: false, digestSchema: schema });
      expect(server.messages.length).toBe(1);
    });

    it('can send a wrong digest', async () => {
      challenge('MD5', 200);
      await make().login({ method: 'four-way', digestBytes: 'AAAA' });
      expect(loginRequest(1).DigestBytes).toBe('AAAA');
    });

    it('that is refused at once has one answer', async () => {
      server.on('Login-Request', () => refusal(543));
      const outcome = await make().login({ method: 'four-way', digestSchemas: ['MD6'] });
      expect(outcome).toMatchObject({ success: false, code: 543 });
      expect(outcome.answers.length).toBe(1);
    });
  });

  describe('login of 1.3', () => {
    it('can name a session to be re-established, an application, capabilities and functions', async () => {
      server.on('Login-Request', (t) => ({
        name: 'Login-Response',
        value: {
          ClientID: (t.primitive.value as Value<'Login-Request'>).ClientID,
          Result: { Code: 200 },
          SessionID: 'old',
          CapabilityRequest: false,
          AgreedCapabilityList: { ServerPollMin: 7, MultiTrans: 2 },
        },
      }));
      const client = make({ version: '1.3', applicationId: 'app' });
      const capabilities = { ...defaultCapabilities('1.3'), MultiTrans: 3 };
      const outcome = await client.open({ reestablish: 'old', capabilities, functions: { WVCSPFeat: {} } });
      expect(loginRequest()).toMatchObject({
        SessionID: 'old',
        ApplicationID: 'app',
        CapabilityList: { MultiTrans: 3 },
        Functions: {},
      });
      expect(outcome.sessionId).toBe('old');
      expect(client.session).toMatchObject({ pollMinimum: 7_000, multiTrans: 2 });
      // Settled inside login: nothing is negotiated again.
      expect(server.messages.length).toBe(1);
    });

    it('without a user keeps the password that the server assigns a secret', async () => {
      server.on('Login-Request', () => ({
        name: 'Login-Response',
        value: { UserID: 'wv:new', ClientID: {}, Password: 'assigned-secret', Result: { Code: 200 }, SessionID: 's' },
      }));
      const client = make({ version: '1.3' });
      await client.login({ userId: null, password: null });
      const [exchange] = client.tap.exchanges;
      if (exchange === undefined) throw new Error('nothing was exchanged');
      expect(Buffer.from(redact(exchange, client.secrets).response?.body ?? []).toString()).not.toContain(
        'assigned-secret',
      );
    });
  });

  it('opening a session negotiates capabilities, then services, and every message of it is valid', async () => {
    for (const version of VERSIONS) {
      server.messages.length = 0;
      await make({ version }).open();
      expect(server.names()).toEqual(['Login-Request', 'ClientCapability-Request', 'Service-Request']);
      for (const { document } of server.messages) expect(validate(document)).toEqual([]);
      const withClientId = [1, 2].map((i) => 'ClientID' in (sent(i).value as object));
      expect(withClientId).toEqual(version === '1.1' ? [true, true] : [false, false]);
    }
  });

  it('opening a session fails when any part of it is refused', async () => {
    server.on('Service-Request', () => refusal(500));
    await expect(make().open()).rejects.toMatchObject({ fault: 'refused', code: 500 });
    server.on('Login-Request', () => refusal(403));
    await expect(make().open()).rejects.toThrow('Login-Request was answered by Status 403');
  });

  it('opening a session leaves out what is not wanted', async () => {
    await make().open({ capabilityList: false, services: false });
    expect(server.names()).toEqual(['Login-Request']);
  });

  describe('capability negotiation', () => {
    it.each([
      ['1.1', { ServerPollMin: 3 }],
      ['1.2', { ServerPollMin: 3 }],
    ] as const)('of %s takes over the poll minimum of the server', async (version, granted) => {
      server.on('ClientCapability-Request', (t, e: Envelope) => {
        const { CapabilityList, ClientID } = t.primitive.value as { CapabilityList: object; ClientID?: object };
        const value =
          e.version === '1.1'
            ? { ClientID, CapabilityList: { ...CapabilityList, ...granted } }
            : { AgreedCapabilityList: granted };
        return { name: 'ClientCapability-Response', value } as Primitive;
      });
      const client = make({ version });
      await client.login();
      const outcome = await client.negotiateCapabilities();
      expect(outcome).toMatchObject({ success: true, agreed: granted });
      expect(client.session.pollMinimum).toBe(3_000);
    });

    it('that is refused leaves everything as it was', async () => {
      const client = make();
      await client.login();
      server.on('ClientCapability-Request', () => refusal(400));
      expect(await client.negotiateCapabilities()).toMatchObject({ success: false, code: 400, agreed: undefined });
      expect(client.session).toMatchObject({ pollMinimum: 1_000, capabilities: undefined });
    });
  });

  describe('service negotiation', () => {
    it.each(VERSIONS)('asks in %s for every leaf alike, by feature and one by one', async (version) => {
      const client = make({ version });
      await client.login();
      const byFeature = await client.negotiateServices();
      const byLeaf = await client.negotiateServices({ want: 'leaves', all: true });
      expect([...byFeature.agreed].sort()).toEqual([...leavesOf(version)].sort());
      expect([...byLeaf.agreed].sort()).toEqual([...leavesOf(version)].sort());
      expect(sent(2).value).toMatchObject({
        AllFunctionsRequest: true,
        Functions: { WVCSPFeat: { IMFeat: { IMSendFunc: { FWMSG: {} } } } },
      });
      for (const { document } of server.messages) expect(validate(document)).toEqual([]);
    });

    it('tells what was refused, a branch for all its leaves, and what is on offer', async () => {
      server.on('Service-Request', () => ({
        name: 'Service-Response',
        value: {
          Functions: { WVCSPFeat: { FundamentalFeat: { SearchFunc: {} }, IMFeat: { IMSendFunc: { FWMSG: {} } } } },
          AllFunctions: { WVCSPFeat: { GroupFeat: { GroupMgmtFunc: { CREAG: {} } } } },
        },
      }));
      const client = make();
      await client.login();
      const outcome = await client.negotiateServices({ want: ['SRCH', 'FWMSG', 'MDELIV'] });
      expect([...outcome.refused].sort()).toEqual(['FWMSG', 'SRCH', 'STSRC']);
      expect([...outcome.agreed]).toEqual(['MDELIV']);
      expect([...(outcome.offered ?? [])]).toEqual(['CREAG']);
    });

    it('takes an empty tree in the answer for no refusal', async () => {
      server.on('Service-Request', () => ({ name: 'Service-Response', value: { Functions: { WVCSPFeat: {} } } }));
      const client = make();
      await client.login();
      const outcome = await client.negotiateServices({ want: ['SRCH'] });
      expect(outcome.refused.size).toBe(0);
      expect([...outcome.agreed]).toEqual(['SRCH']);
    });
  });

  it.each([
    ['Status', { name: 'Status', value: { Result: { Code: 200 } } }],
    ['Disconnect (1.1)', { name: 'Disconnect', value: { Result: { Code: 200 } } }],
  ] as const)('logout ends the session on %s', async (_, answer) => {
    const client = make({ version: '1.1' });
    await client.login();
    server.on('Logout-Request', () => answer);
    expect((await client.logout()).code).toBe(200);
    expect(client.session).toMatchObject({ sessionId: undefined, lastSessionId: 's-1', ended: undefined });
    await expect(client.keepAlive()).rejects.toThrow(HarnessError);
  });

  it('logout of another session leaves the own one open', async () => {
    const client = make();
    await client.login();
    await client.logout({ sessionId: 'other' });
    expect(client.session.sessionId).toBe('s-1');
  });

  it.each([
    [{ Result: { Code: 200 }, KeepAliveTime: 30 }, 30],
    [{ Result: { Code: 200 } }, 120],
    [{ Result: { Code: 605 } }, 900],
  ])('keep-alive answered %j leaves %i seconds', async (value, seconds) => {
    const client = make();
    await client.login();
    server.on('KeepAlive-Request', () => ({ name: 'KeepAlive-Response', value }));
    await client.keepAlive(120);
    expect(client.session.keepAliveTime).toBe(seconds);
  });

  it('service provider information is asked for outside a session before login, inside after it', async () => {
    const client = make();
    await client.getSPInfo();
    await client.login();
    await client.getSPInfo();
    expect([0, 2].map((i) => server.messages[i]?.envelope.sessionType)).toEqual(['Outband', 'Inband']);
  });

  describe('version discovery', () => {
    function answerDiscovery(rootName: string) {
      const texts: string[] = [];
      server.raw = (request) => {
        texts.push(Buffer.from(request.body).toString());
        const body = `<${rootName} xmlns="${VERSION_FACTS['1.2'].namespaces.CSP}"><VersionList><SessionNSName>${VERSION_FACTS['1.1'].namespaces.CSP}</SessionNSName><SessionNSName>${VERSION_FACTS['1.3'].namespaces.CSP}</SessionNSName><SessionNSName>http://other.example/</SessionNSName></VersionList></${rootName}>`;
        return { status: 200, headers: [['Content-Type', 'application/vnd.wv.csp.xml']], body: Buffer.from(body) };
      };
      return texts;
    }

    it.each(['VersionDiscovery', 'NSDiscovery'] as const)('asks and understands by the name %s', async (spelling) => {
      const texts = answerDiscovery(`WV-CSP-${spelling}-Response`);
      const outcome = await make().discoverVersions({ spelling });
      expect(texts[0]).toMatch(new RegExp(`^<WV-CSP-${spelling}-Request .*</WV-CSP-${spelling}-Request>$`));
      for (const version of VERSIONS)
        expect(texts[0]).toContain(`<SessionNSName>${VERSION_FACTS[version].namespaces.CSP}</SessionNSName>`);
      expect(outcome.versions).toEqual(['1.1', '1.3']);
    });

    it('answered by something else has no response', async () => {
      server.raw = () => ({ status: 400 });
      expect(await make().discoverVersions()).toMatchObject({
        versions: [],
        response: undefined,
        reply: { response: { status: 400 } },
      });
    });
  });

  it('keeps passwords and digests of a session out of redacted transcripts', async () => {
    server.on('Login-Request', () => ({
      name: 'Login-Response',
      value: { ClientID: {}, Result: { Code: 401 }, Nonce: 'n', DigestSchema: 'MD5' },
    }));
    const client = make();
    await client.login();
    await client.login({ method: 'four-way' });
    const digest = createHash('md5').update('nopen sesame').digest('base64');
    const text = (e: (typeof client.tap.exchanges)[number]) => Buffer.from(e.request.body).toString();
    expect(client.tap.exchanges.map(text).join()).toContain(digest);
    const cleaned = client.tap.exchanges.map((e) => text(redact(e, client.secrets)));
    expect(cleaned.join()).not.toMatch(/open sesame/);
    expect(cleaned.join()).not.toContain(digest);
  });
});

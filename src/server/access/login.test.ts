import { describe, expect, it } from 'vitest';
import { is, type Primitive } from '../../protocol/messages/envelope.ts';
import { MARKUP } from '../../testing/markup.ts';
import { codeOf, FORMS, TestClient } from '../../testing/server/client.ts';
import type { DigestSchema } from '../access-profile.ts';
import { VirtualClock } from '../clock.ts';
import { type ProfileChanges, serverProfile } from '../profile.ts';
import { createServer } from '../server.ts';
import { digestOf } from '../sessions/digest.ts';

const ACCOUNTS = [
  { user: 'alice', password: 'secret' },
  { user: 'barred', password: 'secret', barred: true },
];

function setUp(changes: ProfileChanges = {}) {
  const clock = new VirtualClock();
  const server = createServer({
    clock,
    accounts: ACCOUNTS,
    profile: serverProfile(changes),
    onFault: (error) => {
      throw error;
    },
  });
  return { clock, server };
}

function loginResponse(answer: Primitive) {
  if (!is(answer, 'Login-Response')) throw new Error(`${answer.name} with ${codeOf(answer)}`);
  return answer.value as {
    readonly ClientID?: { readonly URL?: string };
    readonly SessionID?: string;
    readonly Nonce?: string;
    readonly DigestSchema?: DigestSchema;
    readonly KeepAliveTime?: number;
    readonly CapabilityRequest?: boolean;
    readonly UserID?: string;
    readonly Password?: string;
    readonly Functions?: { readonly WVCSPFeat?: object };
    readonly AgreedCapabilityList?: object;
  };
}

describe.each(FORMS)('login, CSP %s in %s', (version, syntax) => {
  it('with the password opens a session and returns the ClientID (CSP-LOG-001, 002, 016, 017)', () => {
    const client = new TestClient(setUp().server, { version, syntax });
    const response = loginResponse(client.login());
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(200);
    expect(response.ClientID).toEqual(client.clientId);
    expect(response).toMatchObject({ KeepAliveTime: 600, CapabilityRequest: true });
  });

  it('gives every session an ID of its own (CSP-LOG-003)', () => {
    const { server } = setUp();
    const ids = Array.from({ length: 5 }, (_, i) => {
      const client = new TestClient(server, { version, syntax, client: `http://c${i}` });
      client.login();
      return client.sessionId;
    });
    expect(new Set(ids).size).toBe(5);
    expect(ids.every((id) => id !== undefined && id.length <= 50)).toBe(true);
  });

  it.each(['MD5', 'SHA', 'MD4', 'PWD'] as const)('with a digest, schema %s (CSP-LOG-004, 005, 008)', (schema) => {
    const { server } = setUp();
    const client = new TestClient(server, { version, syntax });
    const offered = version === '1.1' ? `MD6,${schema}` : ['MD6', schema];
    const challenge = () => loginResponse(client.login({ Password: undefined, DigestSchema: offered }));
    const first = challenge();
    expect(first.SessionID).toBeUndefined();
    expect(first.DigestSchema).toBe(schema);
    const wrong = client.login({ Password: undefined, DigestBytes: digestOf(schema, first.Nonce ?? '', 'wrong') });
    expect(codeOf(wrong)).toBe(409);
    const right = (nonce = '') => ({ Password: undefined, DigestBytes: digestOf(schema, nonce, 'secret') });
    // The nonce was good for one try.
    expect(codeOf(client.login(right(first.Nonce)))).toBe(409);
    const second = challenge();
    expect(second.Nonce).not.toBe(first.Nonce);
    expect(codeOf(client.login(right(second.Nonce)))).toBe(200);
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(200);
  });

  it('chooses the server favourite among the schemas offered', () => {
    const { server } = setUp({ login: { digestSchemas: ['SHA', 'MD5'], challengeCode: 401 } });
    const client = new TestClient(server, { version, syntax });
    const offered = version === '1.1' ? 'MD5, SHA' : ['MD5', 'SHA'];
    const answer = client.login({ Password: undefined, DigestSchema: offered });
    expect(codeOf(answer)).toBe(401);
    expect(loginResponse(answer).DigestSchema).toBe('SHA');
  });

  it('refuses a nonce that is too old', () => {
    const { server, clock } = setUp({ login: { nonceSeconds: 30 } });
    const client = new TestClient(server, { version, syntax });
    const { Nonce } = loginResponse(
      client.login({ Password: undefined, DigestSchema: version === '1.1' ? 'MD5' : ['MD5'] }),
    );
    clock.advance(31_000);
    expect(codeOf(client.login({ Password: undefined, DigestBytes: digestOf('MD5', Nonce ?? '', 'secret') }))).toBe(
      409,
    );
  });

  it.each([
    ['a wrong password', { Password: 'wrong' }, 409],
    ['an empty password', { Password: '' }, 409],
    ['a digest nobody asked for', { Password: undefined, DigestBytes: 'AAAA' }, 409],
    ['neither password nor digest', { Password: undefined }, 401],
    ['an unknown user', { UserID: 'wv:nobody@example.com' }, 531],
    ['no UserID', { UserID: undefined }, 531],
    ['a foreign domain', { UserID: 'wv:alice@unserved.invalid' }, 516],
    ['a barred account', { UserID: 'wv:barred@example.com' }, 403],
    ['a barred account and a wrong password', { UserID: 'wv:barred@example.com', Password: 'x' }, 409],
    [
      'no common schema',
      { Password: undefined, DigestSchema: version === '1.1' ? 'XXX' : ['MD6'] },
      version === '1.1' ? 405 : 543,
    ],
    ['an address that is none', { UserID: 'wv:@@' }, version === '1.1' ? 402 : 901],
    ['an empty ClientID', { ClientID: {} }, 400],
    ['no ClientID', { ClientID: undefined }, 400],
    ['a ClientID beyond measure', { ClientID: { URL: `http://${'x'.repeat(5000)}` } }, 402],
  ])('with %s is refused (CSP-LOG-007 to 014)', (_what, change, code) => {
    const { server } = setUp();
    const client = new TestClient(server, { version, syntax });
    expect(codeOf(client.login(change))).toBe(code);
    expect(client.sessionId).toBeUndefined();
    expect(server.sessionCount).toBe(0);
    expect(codeOf(client.login())).toBe(200);
  });

  it.each(['wv:alice@example.com', 'alice@example.com', 'wv:alice', 'alice', 'WV:Alice@EXAMPLE.com'])(
    'takes %s for the same user (CSP-LOG-027, 028)',
    (user) => {
      const client = new TestClient(setUp().server, { version, syntax, user });
      expect(codeOf(client.login())).toBe(200);
    },
  );

  it('of the same client replaces the old session, or is refused, as the profile says (CSP-LOG-015)', () => {
    const twice = (secondLogin: 'replace' | 'refuse' | 'both') => {
      const { server } = setUp({ login: { secondLogin } });
      const first = new TestClient(server, { version, syntax }).start();
      const code = codeOf(new TestClient(server, { version, syntax }).login());
      return [code, codeOf(first.request('KeepAlive-Request', {})), server.sessionCount];
    };
    expect(twice('replace')).toEqual([200, 601, 1]);
    expect(twice('refuse')).toEqual([603, 200, 1]);
    expect(twice('both')).toEqual([200, 200, 2]);
  });

  it('tells a replaced session by Disconnect 601 when it polls', () => {
    const { server } = setUp();
    const first = new TestClient(server, { version, syntax }).start();
    new TestClient(server, { version, syntax }).login();
    const [disconnect] = first.poll();
    expect(disconnect).toMatchObject({ mode: 'Request', primitive: { name: 'Disconnect' } });
    expect(disconnect === undefined ? undefined : codeOf(disconnect.primitive)).toBe(601);
    const [again] = first.poll();
    expect(again === undefined ? undefined : [again.primitive.name, codeOf(again.primitive)]).toEqual(['Status', 601]);
  });

  it('keeps to the limit of sessions a user may have (CSP-MUL-001)', () => {
    const logins = (secondLogin: 'replace' | 'refuse') => {
      const { server } = setUp({ login: { secondLogin, userSessionLimit: 2 } });
      const clients = [1, 2, 3].map((i) => new TestClient(server, { version, syntax, client: `http://c${i}` }));
      return clients
        .map((client) => codeOf(client.login()))
        .concat(clients.map((client) => codeOf(client.request('KeepAlive-Request', {}))));
    };
    expect(logins('refuse')).toEqual([200, 200, 603, 200, 200, 604]);
    expect(logins('replace')).toEqual([200, 200, 200, 601, 200, 200]);
  });

  it('is refused with 503 when the server is full', () => {
    const { server } = setUp({ limits: { sessions: 1 }, login: { secondLogin: 'both' } });
    expect(codeOf(new TestClient(server, { version, syntax }).login())).toBe(200);
    expect(codeOf(new TestClient(server, { version, syntax, client: 'http://2' }).login())).toBe(503);
  });
});

describe.each(MARKUP)('login, CSP 1.3 only, in %s', (syntax) => {
  const version = '1.3';

  it('negotiates capabilities and functions inside (CSP-LOG-023, 024)', () => {
    const client = new TestClient(setUp().server, { version, syntax });
    const response = loginResponse(
      client.login({
        CapabilityList: { ClientType: 'PDA', MultiTrans: 99, MultiTransPerMessage: 3, ParserSize: 5000 },
        Functions: { WVCSPFeat: { FundamentalFeat: { ServiceFunc: { GETSPI: {}, GETMAP: {} } } } },
      }),
    );
    expect(response.CapabilityRequest).toBe(false);
    expect(response.AgreedCapabilityList).toMatchObject({ MultiTrans: 10, MultiTransPerMessage: 3 });
    expect(response.Functions).toEqual({ WVCSPFeat: { FundamentalFeat: { ServiceFunc: { GETMAP: {} } } } });
    expect(client.request('GetSPInfo-Request', {}).name).toBe('GetSPInfo-Response');
  });

  it('leaves negotiation to its own transactions where the profile says so', () => {
    const client = new TestClient(setUp({ login: { negotiationInLogin: false } }).server, { version, syntax });
    const response = loginResponse(client.login({ CapabilityList: { ClientType: 'PDA' } }));
    expect(response.AgreedCapabilityList).toBeUndefined();
    expect(response.CapabilityRequest).toBe(true);
  });

  it('takes a live session up again, named in either place (CSP-LOG-018; AMB-165)', () => {
    const { server } = setUp();
    const client = new TestClient(server, { version, syntax }).start();
    const id = client.sessionId;
    expect(loginResponse(client.login({ SessionID: id })).SessionID).toBe(id);
    const reply = client.post([{ mode: 'Request', id: 'x', primitive: client.loginRequest() }], id);
    const [answer] = reply.envelope?.transactions ?? [];
    expect(answer === undefined ? undefined : loginResponse(answer.primitive).SessionID).toBe(id);
    expect(server.sessionCount).toBe(1);
    // What was agreed still holds.
    expect(client.request('GetSPInfo-Request', {}).name).toBe('GetSPInfo-Response');
  });

  it.each([
    ['another client', { ClientID: { URL: 'http://else' } }, 422],
    ['another cookie', { SessionCookie: 'else' }, 422],
    ['a session never issued', { SessionID: 'made-up' }, 502],
    ['a wrong password', { Password: 'x' }, 409],
  ])('does not take it up for %s (CSP-LOG-019, 020)', (_what, change, code) => {
    const { server } = setUp();
    const client = new TestClient(server, { version, syntax }).start();
    const id = client.sessionId;
    expect(codeOf(client.login({ SessionID: id, ...change }))).toBe(code);
    expect(client.sessionId).toBeUndefined();
    client.sessionId = id;
    expect(codeOf(client.request('KeepAlive-Request', {}))).toBe(200);
  });

  it('registers unknown users only where the profile allows it (CSP-REG-001, 002, 005)', () => {
    const open = setUp({ login: { autoRegistration: true }, limits: { registrations: 2 } }).server;
    const named = new TestClient(open, { version, syntax, user: 'wv:new@example.com', password: 'p' });
    expect(codeOf(named.login())).toBe(200);
    expect(codeOf(new TestClient(open, { version, syntax, user: 'new', password: 'wrong' }).login())).toBe(409);
    const nameless = loginResponse(
      new TestClient(open, { version, syntax }).login({ UserID: undefined, Password: undefined }),
    );
    const again = new TestClient(open, {
      version,
      syntax,
      user: nameless.UserID ?? '',
      password: nameless.Password ?? '',
    });
    expect(codeOf(again.login())).toBe(200);
    expect(codeOf(new TestClient(open, { version, syntax, user: 'wv:third@example.com' }).login())).toBe(503);

    const closed = setUp().server;
    expect(codeOf(new TestClient(closed, { version, syntax, user: 'wv:new@example.com' }).login())).toBe(531);
    expect([...closed.accounts.all()]).toHaveLength(2);
    expect(
      codeOf(new TestClient(closed, { version, syntax }).login({ UserID: undefined, ClientID: { MSISDN: '+491234' } })),
    ).toBe(920);
  });
});

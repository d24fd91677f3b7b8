import { describe, expect, it } from 'vitest';
import { type Primitive, seal, unseal } from '../../protocol/messages/envelope.ts';
import { contentTypeFor, read } from '../../protocol/syntax/index.ts';
import type { Version } from '../../protocol/version.ts';
import { MARKUP } from '../../testing/markup.ts';
import { codeOf, TestClient } from '../../testing/server/client.ts';
import { stage } from '../../testing/server/stage.ts';

const HEADER = 'X-Up-Calling-Line-Id';
const NUMBER = '+358401234567';

interface Said {
  readonly vouched?: string;
  readonly version?: Version;
  readonly login: Readonly<Record<string, unknown>>;
}

describe.each(MARKUP)('automatic login, in %s', (syntax) => {
  function behindGateway({ gateway = true, autoRegistration = false } = {}) {
    const { server } = stage({
      profile: { login: { numberHeader: gateway ? HEADER : undefined, autoRegistration } },
      accounts: [
        { user: 'frank', password: 'secret', publicData: { mobileNumber: NUMBER } },
        { user: 'mallory', password: 'secret', barred: true, publicData: { mobileNumber: '+358400000666' } },
      ],
    });
    /** Logs in with what the gateway says of the number; without UserID and Password unless they are given. */
    return {
      server,
      logIn({ vouched, login, version = '1.3' }: Said): Primitive {
        const client = new TestClient(server, { version, syntax });
        const request = client.loginRequest({ UserID: undefined, Password: undefined, ...login });
        const transactions = [{ mode: 'Request', id: 't1', primitive: request }] as const;
        const body = client.octetsOf(seal(client.envelope(transactions)));
        const headers = vouched === undefined ? [] : ([[HEADER, vouched]] as const);
        const response = server.handle({ contentType: contentTypeFor(version, syntax), headers, body });
        const { document } = read(response.body ?? new Uint8Array(), syntax);
        const answer = document === undefined ? undefined : unseal(document)?.transactions[0]?.primitive;
        if (answer === undefined) throw new Error(`no answer (HTTP ${response.status})`);
        return answer;
      },
    };
  }
  const usersOf = (server: ReturnType<typeof behindGateway>['server']) =>
    [...server.accounts.all()].map(({ user }) => user);

  it('lets in whom the network vouches for, however the number is spelled (CSP-REG-003)', () => {
    const { server, logIn } = behindGateway();
    const answer = logIn({ vouched: '358401234567', login: { ClientID: { MSISDN: '+358 40 1234567' } } });
    expect(codeOf(answer)).toBe(200);
    expect(server.access.sessionsOf('wv:frank@example.com')).toHaveLength(1);
    expect(codeOf(logIn({ vouched: NUMBER, login: {} }))).toBe(200);
    expect(codeOf(logIn({ vouched: NUMBER, login: { UserID: 'wv:frank@example.com' } }))).toBe(200);
  });

  it('does not take the number for anything else (CSP-REG-004)', () => {
    const { logIn } = behindGateway();
    const codes = [
      // Nobody vouches; for another number; for nobody's number; for a barred user.
      logIn({ login: { ClientID: { MSISDN: NUMBER } } }),
      logIn({ vouched: '358409999999', login: { ClientID: { MSISDN: NUMBER } } }),
      logIn({ vouched: '358409999999', login: {} }),
      logIn({ vouched: '358400000666', login: {} }),
      // Of one user for another; a password that is wrong all the same; a version without automatic login.
      logIn({ vouched: NUMBER, login: { UserID: 'wv:alice@example.com' } }),
      logIn({ vouched: NUMBER, login: { UserID: 'wv:frank@example.com', Password: 'wrong' } }),
      logIn({ vouched: NUMBER, login: { UserID: 'wv:frank@example.com' }, version: '1.2' }),
    ].map(codeOf);
    expect(codes).toEqual([920, 920, 920, 403, 401, 409, 401]);
  });

  it('believes no header unless there is a gateway', () => {
    const { logIn } = behindGateway({ gateway: false });
    expect(codeOf(logIn({ vouched: NUMBER, login: { ClientID: { MSISDN: NUMBER } } }))).toBe(920);
    expect(codeOf(logIn({ vouched: NUMBER, login: { UserID: 'wv:frank@example.com' } }))).toBe(401);
  });

  it('registers a number nobody has, once, where that is allowed (CSP-REG-001, 002)', () => {
    const { server, logIn } = behindGateway({ autoRegistration: true });
    const before = usersOf(server);
    const answer = logIn({ vouched: '358401111111', login: {} });
    expect(answer.value).toMatchObject({ UserID: expect.any(String), Password: expect.any(String) });
    const [made] = usersOf(server).filter((user) => !before.includes(user));
    expect(codeOf(logIn({ vouched: '358401111111', login: {} }))).toBe(200);
    expect(usersOf(server)).toHaveLength(before.length + 1);
    expect(server.access.sessionsOf(made ?? '')).toHaveLength(1);
    expect(codeOf(logIn({ login: { ClientID: { MSISDN: '+358402222222' } } }))).toBe(920);
    expect(usersOf(server)).toHaveLength(before.length + 1);
  });
});

describe.each(MARKUP)('a login of an unknown user, in %s', (syntax) => {
  it.each(['two-way', 'four-way'] as const)('creates nothing where nobody allowed it, %s (CSP-REG-005)', (way) => {
    const { server } = stage();
    const client = new TestClient(server, { version: '1.3', syntax, user: 'wv:stranger@example.com' });
    const more = way === 'two-way' ? {} : { Password: undefined, DigestSchema: ['MD5'] };
    const before = server.accounts.size;
    expect([codeOf(client.login(more)), codeOf(client.login(more))]).toEqual([531, 531]);
    expect(server.accounts.size).toBe(before);
    expect(client.sessionId).toBeUndefined();
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from '../client/client.ts';
import { catalogue } from '../conformance/catalogue/catalogue.ts';
import { readClaims } from '../conformance/claims/claims.ts';
import { readIut } from '../conformance/ics/load.ts';
import { writeIut } from '../conformance/ics/write.ts';
import { serverProfile } from '../server/profile.ts';
import { claimsOf } from './claims.ts';
import { describeServed, type EmbeddedIut, embeddedIut, embeddedServerOptions } from './iut.ts';

const started: EmbeddedIut[] = [];
afterEach(async () => {
  for (const iut of started.splice(0)) await iut.stop();
});
async function start(iut = embeddedIut()) {
  started.push(iut);
  const { ics, ixit } = await iut.start();
  const client = (account: { user: string; password: string }, party = 'x') =>
    createClient({
      url: ixit.address,
      version: '1.2',
      syntax: 'xml',
      party,
      userId: account.user,
      password: account.password,
    });
  return { iut, ics, ixit, client };
}

describe('the reference server as implementation under test', () => {
  it('lets its users in and keeps the barred one out', async () => {
    const { ixit, client } = await start();
    const alice = client(ixit.accounts.alice);
    expect((await alice.login()).success).toBe(true);
    const barred = ixit.specialAccounts.barred;
    if (barred === undefined) throw new Error('no barred account');
    expect((await client(barred, 'y').login()).code).toBe(403);
    await alice.close();
  });

  it('claims what it does: functions it negotiates and nothing else', async () => {
    const { ics, ixit, client } = await start();
    const alice = client(ixit.accounts.alice);
    await alice.login();
    const { agreed } = await alice.negotiateServices({ want: 'leaves' });
    const claimed = readClaims(catalogue, ics)
      .functions('1.2')
      .filter((code) => !/^M[FPMG]$/.test(code));
    expect([...agreed].sort()).toEqual([...claimed].sort());
    await alice.close();
  });

  it('lives in a time that is let pass', async () => {
    const { iut, ixit, client } = await start();
    const alice = client(ixit.accounts.alice);
    await alice.login({ timeToLive: 60 });
    await iut.advanceClock?.(30_000);
    expect((await alice.keepAlive()).code).toBe(200);
    await iut.advanceClock?.(600_000);
    expect([600, 604]).toContain((await alice.keepAlive()).code);
    await alice.close();
  });

  it('can be made to end a session, to create an account, to forget everything', async () => {
    const { iut, ixit, client } = await start();
    const alice = client(ixit.accounts.alice);
    await alice.login();
    await iut.disconnect?.(ixit.accounts.alice.user);
    expect([601, 604]).toContain((await alice.keepAlive()).code);
    const grace = await iut.createAccount?.({ user: 'wv:grace@example.com', password: 'grace-password' });
    if (grace === undefined) throw new Error('no account');
    expect((await client(grace, 'y').login()).success).toBe(true);
    await iut.reset?.();
    expect((await client(grace, 'z').login()).code).toBe(531);
    await alice.close();
  });

  it('can be made to send system messages, and to hold up a login with one', async () => {
    const { iut, ixit } = await start();
    const { user, password } = ixit.accounts.alice;
    const options = { url: ixit.address, version: '1.3', syntax: 'xml', party: 'a', userId: user, password } as const;
    const alice = createClient(options);
    await iut.loginMessage?.(user, { text: 'Terms?', options: ['Accept'], key: 'k' });
    const refused = await alice.login();
    expect(refused.success).toBe(false);
    expect(JSON.stringify(refused.answer.result)).toContain('Terms?');
    await iut.loginMessage?.(user, undefined);
    expect((await alice.login()).success).toBe(true);
    await iut.systemMessage?.(user, 'Hello', []);
    await alice.drain();
    expect(JSON.stringify(alice.inbox.of('SystemMessage-Request').map(({ value }) => value))).toContain('Hello');
    await alice.close();
  });

  it('can be another server by a change from outside, with the same claims', async () => {
    const options = {
      change: (o: ReturnType<typeof embeddedServerOptions>) => ({
        ...o,
        profile: serverProfile({ ...o.profile, services: { withheld: ['GETSPI'] } }),
      }),
    };
    const { ics } = await start(embeddedIut(options));
    expect(ics.claimed.map((c) => c.item)).toContain('IMPS-CSP-S-GETSPI');
  });

  it('is described for a run over the network with the same claims', async () => {
    const { ics, ixit } = await start();
    const described = describeServed('http://127.0.0.1:1/');
    const read = readIut(writeIut(described.ics, described.ixit, 'served'), 'served.yaml');
    const [embedded, served] = [readClaims(catalogue, ics), readClaims(catalogue, read.ics)];
    // The short-message centre is in the process of a run alone.
    const items = catalogue.items.filter(({ id }) => id !== 'IMPS-CSPT-S-SMS' && id !== 'IMPS-SMS-S-BINDING');
    const of = (claims: typeof embedded) => items.map((i) => ics.versions.map((v) => claims.claimed(i.id, v)));
    expect(of(served)).toEqual(of(embedded));
    expect(read.ixit.accounts).toEqual(ixit.accounts);
  });

  it('does not claim what its profile leaves out', () => {
    const items = (changes: Parameters<typeof serverProfile>[0]) =>
      claimsOf(catalogue, { ...embeddedServerOptions(), profile: serverProfile(changes) }).map((c) => c.item);
    expect(items({})).toContain('IMPS-CSP-S-VERDISC');
    expect(items({ discovery: { supported: false } })).not.toContain('IMPS-CSP-S-VERDISC');
    expect(items({ services: { withheld: ['GETSPI'] } })).not.toContain('IMPS-CSP-S-GETSPI');
  });
});

/** Review on the wire and probe, against the reference server on a port of loopback. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedIut } from '../../embedded/iut.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import { readClaims } from '../claims/claims.ts';
import { knownTo } from '../ics/known.ts';
import { readIut } from '../ics/load.ts';
import type { Ics, Ixit } from '../ics/types.ts';
import { connect } from './connect.ts';
import { filledTemplate } from './filled.ts';
import { probe } from './probe.ts';
import { review } from './review.ts';

const adapter = embeddedIut();
let served: { readonly ics: Ics; readonly ixit: Ixit };
beforeAll(async () => {
  served = await adapter.start();
});
afterAll(() => adapter.stop());

const configurations = [
  { id: '1.2-xml', version: '1.2', syntax: 'xml', bearer: 'http' },
  { id: '1.3-wbxml', version: '1.3', syntax: 'wbxml', bearer: 'http' },
] as const;
const connected = (ics: Ics, ixit: Ixit) =>
  connect({
    ...{ ics, ixit, catalogue, configurations, scenarios: 100, seconds: 25, lanes: 1 },
    claims: readClaims(catalogue, ics),
  });
const withoutServer = (ixit: Ixit): Ixit => ({ ...ixit, address: 'http://127.0.0.1:9/', addresses: {} });

describe('the review on the wire', () => {
  it('logs every account in and finds no difference where there is none', async () => {
    const { reached, logins, findings, offered, seconds } = await connected(served.ics, served.ixit);
    expect(reached).toBe(true);
    expect(logins.filter(({ refused }) => refused !== undefined).map(({ account }) => account)).toEqual([
      'accounts.barred',
    ]);
    expect(findings.filter(({ fatal }) => fatal)).toEqual([]);
    expect(offered['1.3-wbxml']).toContain('SGMNT');
    expect(offered['1.2-xml']).not.toContain('SGMNT');
    expect(seconds).toBeGreaterThanOrEqual(25);
  });

  it('names accounts that cannot log in, and functions claimed or offered alone', async () => {
    const { ics, ixit } = served;
    const bob = { ...ixit.accounts.bob, password: 'no-such-word' };
    const claimed = [
      ...ics.claimed.filter(({ item }) => item !== 'IMPS-CSP-S-SRCH'),
      { item: 'IMPS-CSP-S-GETMAP', versions: ['1.3'] as const },
    ];
    const wrong = { ...ixit, accounts: { ...ixit.accounts, bob }, secrets: [...ixit.secrets, 'no-such-word'] };
    const { findings } = await connected({ ...ics, claimed }, wrong);
    const told = findings.map(({ configuration, message, fatal }) => `${configuration} ${fatal} ${message}`);
    expect(told).toContainEqual(expect.stringMatching(/^1.2-xml true ixit.accounts.bob: \S+ cannot log in: .*409/));
    expect(told).toContain(
      '1.3-wbxml true claimed, and not offered in service negotiation: GETMAP (IMPS-CSP-S-GETMAP)',
    );
    expect(told).toContain('1.2-xml false offered in service negotiation, and not claimed: SRCH (IMPS-CSP-S-SRCH)');
    expect(JSON.stringify(findings)).not.toContain('no-such-word');
  });

  it('says that nothing answers after one attempt', async () => {
    const { reached, logins, offered } = await connected(served.ics, withoutServer(served.ixit));
    expect([reached, logins.length, offered]).toEqual([false, 1, {}]);
    expect(logins[0]?.refused).toContain('connection refused');
  });
});

describe('a probe', () => {
  it('claims what is offered, in a file without contradictions', async () => {
    const probed = await probe(served.ixit, catalogue);
    expect(probed).toMatchObject({ reached: true, versions: ['1.1', '1.2', '1.3'], refused: [] });
    expect(probed.claimed).toContainEqual({ item: 'IMPS-CSP-S-SGMNT', versions: ['1.3'] });
    const address = 'http://127.0.0.1:8080/';
    const text = filledTemplate({ address, accounts: [{ user: 'wv:a@b.example', password: 'text:x-pass' }], probed });
    const { ics, ixit } = readIut(text, 'probed.yaml', knownTo(catalogue));
    expect([ixit.domain, ixit.accounts.alice.user]).toEqual(['b.example', 'wv:a@b.example']);
    const features = { scenarios: [], problems: [] };
    const { objections } = review({ catalogue, ics, ixit, features, monitored: new Set() });
    expect(objections.filter(({ fatal }) => fatal)).toEqual([]);
    const claims = readClaims(catalogue, served.ics);
    for (const { item, versions } of probed.claimed) {
      for (const version of versions) expect(claims.claimed(item, version), `${item} ${version}`).toBe(true);
    }
  });

  it('tries a wrong password once, and an address without a server once', async () => {
    const { ixit } = served;
    const alice = { ...ixit.accounts.alice, password: 'wrong' };
    const refused = await probe({ ...ixit, accounts: { ...ixit.accounts, alice } }, catalogue);
    expect(refused).toMatchObject({ reached: true, versions: [] });
    expect(refused.refused).toHaveLength(1);
    expect(await probe(withoutServer(ixit), catalogue)).toMatchObject({ reached: false, versions: [] });
  });
});

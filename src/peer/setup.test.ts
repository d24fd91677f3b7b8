import { afterEach, describe, expect, it } from 'vitest';
import type { Dialect } from '../protocol/ssp/dialect.ts';
import { type SspSetupEnvelope, sspStep } from '../protocol/ssp/envelope.ts';
import { createPeers, until } from '../testing/peer/peers.ts';
import { defaultDialect } from '../transport/ssp/dialects.ts';
import type { Peer } from './peer.ts';

const ALPHA = 'alpha.example';
const BETA = 'beta.example';

/** Steps that reached a peer: mode, name, identifier. */
function steps(peer: Peer): string[] {
  return peer.arrivals.flatMap(({ envelope }) =>
    envelope?.kind === 'setup' ? [`${envelope.mode} ${envelope.step?.name} ${envelope.id}`] : [],
  );
}

function altered(change: (dialect: Dialect) => Dialect): Dialect {
  return change(defaultDialect());
}

describe('the set-up of a session', () => {
  const peers = createPeers();
  afterEach(() => peers.stop());

  it('takes six steps, each a POST, and opens one session with two halves', async () => {
    const alpha = await peers.start(ALPHA);
    const beta = await peers.start(BETA);
    const [mine, theirs] = await Promise.all([alpha.open(BETA), beta.waitForSession(ALPHA)]);
    expect(steps(beta)).toEqual(['Request SendSecretToken t1', 'Request LoginRequest t1', 'Request LoginResponse t1']);
    expect(steps(alpha)).toEqual([
      'Response SendSecretToken t1',
      'Response LoginRequest t1',
      'Response LoginResponse t1',
    ]);
    expect(mine.ownHalf).toMatch(/^[0-9a-f]{24}@alpha\.example$/);
    expect(theirs).toMatchObject({ ownHalf: mine.peerHalf, peerHalf: mine.ownHalf, role: 'provider' });
    expect(mine.timeToLive).toBe(86_400);
    expect(alpha.arrivals.every((arrival) => arrival.read.findings.length === 0)).toBe(true);
    for (const exchange of [...alpha.tap.exchanges, ...beta.tap.exchanges]) {
      expect(exchange.response).toMatchObject({ status: 200, body: { length: 0 } });
    }
  });

  it('is one for all who ask at the same time, and the session is used again', async () => {
    const alpha = await peers.start(ALPHA);
    await peers.start(BETA);
    const [one, two] = await Promise.all([alpha.open(BETA), alpha.open('Beta.Example')]);
    expect(two).toBe(one);
    expect(await alpha.open(BETA)).toBe(one);
  });

  it('started by both at the same time gives both a session', async () => {
    const alpha = await peers.start(ALPHA);
    const beta = await peers.start(BETA);
    await Promise.all([alpha.open(BETA), beta.open(ALPHA)]);
    const answers = await Promise.all([alpha.keepAlive(BETA), beta.keepAlive(ALPHA)]);
    expect(answers.map((answer) => answer.code)).toEqual([200, 200]);
  });

  it('makes new secrets for every attempt', async () => {
    const alpha = await peers.start(ALPHA);
    const beta = await peers.start(BETA);
    await alpha.open(BETA);
    alpha.forget(BETA);
    await alpha.open(BETA);
    expect(alpha.secrets.size).toBe(4);
    expect([...beta.secrets].sort()).toEqual([...alpha.secrets].sort());
  });

  it('sends no secret to a domain whose address nobody knows', async () => {
    const beta = await peers.start(BETA);
    const gamma = await peers.start('gamma.example', { addresses: { [BETA]: beta.url }, timers: { setup: 300 } });
    // gamma claims a domain that beta cannot find
    gamma.changeSteps((envelope) => ({
      ...envelope,
      step: { ...envelope.step, value: { ...envelope.step?.value, serviceID: 'wv:@delta.example' } } as never,
    }));
    await expect(gamma.open(BETA)).rejects.toMatchObject({ fault: 'transport' });
    expect(beta.secrets.size).toBe(1);
    expect(beta.arrivals[0]?.refused).toMatch(/no address/);
    expect(beta.tap.exchanges).toEqual([]);
  });

  it('sends the secret to the address that it finds, wherever the token came from', async () => {
    const alpha = await peers.start(ALPHA);
    const beta = await peers.start(BETA);
    const mallory = await peers.start('mallory.example');
    mallory.changeSteps((envelope) => ({
      ...envelope,
      step: { ...envelope.step, value: { ...envelope.step?.value, serviceID: 'wv:@alpha.example' } } as never,
    }));
    mallory.open(BETA).catch(() => {});
    await until(() => alpha.arrivals.length > 0);
    expect(mallory.arrivals).toEqual([]);
    // alpha asked for nothing and goes no further
    expect(alpha.arrivals[0]?.refused).toMatch(/no set-up/);
    await until(() => beta.setups.length === 0);
    expect(beta.sessions).toEqual([]);
  });

  it.each([
    ['a wrong digest', 'LoginRequest', (e: SspSetupEnvelope) => proof(e, 'AAAAAAAAAAAAAAAAAAAAAA==')],
    ['an identifier that belongs to no set-up', 'LoginRequest', (e: SspSetupEnvelope) => ({ ...e, id: 'other' })],
    [
      'the session before the proof',
      'LoginRequest',
      (e: SspSetupEnvelope) => ({
        ...e,
        step: sspStep('LoginResponse', { sessionID: `1@${ALPHA}`, timeToLive: 60, Status: { code: 200 } }),
      }),
    ],
  ])('ends with %s, and nothing of it remains', async (_, name, change) => {
    const alpha = await peers.start(ALPHA, { timers: { setup: 2_000 } });
    const beta = await peers.start(BETA, { timers: { setup: 2_000 } });
    alpha.changeSteps((envelope, { role }) =>
      role === 'requestor' && envelope.step?.name === name ? change(envelope) : envelope,
    );
    await expect(alpha.open(BETA)).rejects.toMatchObject({ fault: 'transport' });
    expect(beta.arrivals.at(-1)?.refused).toBeDefined();
    expect(beta.sessions).toEqual([]);
    alpha.changeSteps(undefined);
    await expect(alpha.open(BETA)).resolves.toMatchObject({ domain: BETA });
  });

  it('refuses the digest of the own secret, which a mirror would send', async () => {
    const alpha = await peers.start(ALPHA);
    const beta = await peers.start(BETA);
    let seen = '';
    beta.changeSteps((envelope) => {
      // beta gives back what alpha proved
      if (envelope.step?.name === 'LoginRequest') return proof(envelope, seen);
      return envelope;
    });
    alpha.changeSteps((envelope) => {
      if (envelope.step?.name === 'LoginRequest') {
        seen = (envelope.step.value as { PasswordDigest: { value: string } }).PasswordDigest.value;
      }
      return envelope;
    });
    await expect(alpha.open(BETA)).rejects.toMatchObject({ fault: 'setup', message: /wrong digest/ });
    expect(alpha.sessions).toEqual([]);
  });

  it('ends with a session that is refused with a Status', async () => {
    const alpha = await peers.start(ALPHA);
    const beta = await peers.start(BETA);
    beta.changeSteps((envelope) =>
      envelope.step?.name === 'LoginResponse'
        ? { ...envelope, step: sspStep('LoginResponse', { timeToLive: 60, Status: { code: 503 } }) }
        : envelope,
    );
    await expect(alpha.open(BETA)).rejects.toMatchObject({ fault: 'setup', code: 503 });
  });

  it('that the other server leaves off ends when its time is up', async () => {
    const alpha = await peers.start(ALPHA, { timers: { setup: 50 } });
    const beta = await peers.start(BETA);
    beta.changeSteps(() => null);
    await expect(alpha.open(BETA)).rejects.toMatchObject({ fault: 'timeout', message: /timers\.setup/ });
    expect(alpha.setups).toEqual([]);
  });

  it('does not start again by a step that comes twice', async () => {
    const alpha = await peers.start(ALPHA);
    const beta = await peers.start(BETA);
    alpha.changeSteps((envelope) => (envelope.step?.name === 'SendSecretToken' ? envelope : [envelope, envelope]));
    alpha.open(BETA).catch(() => {});
    await until(() => beta.arrivals.filter((a) => a.refused !== undefined).length >= 1);
    expect(beta.sessions.length).toBeLessThanOrEqual(1);
  });

  it('goes on at another address where it is sent, and no further than three times', async () => {
    const there = await peers.start(BETA);
    const alpha = await peers.start(ALPHA, { addresses: (of) => (of === BETA ? front.url : undefined) });
    const front = await peers.start(BETA, { redirectTo: [there.url], addresses: { [ALPHA]: alpha.url } });
    await expect(alpha.open(BETA)).resolves.toMatchObject({ url: there.url });
    const round: string[] = [];
    const delta = await peers.start('delta.example', { redirectTo: round });
    round.push(delta.url);
    const lost = await peers.start('gamma.example');
    await expect(lost.open('delta.example')).rejects.toMatchObject({ fault: 'setup', code: 503 });
    expect(
      delta.arrivals.filter((a) => a.envelope?.kind === 'setup' && a.envelope.step?.name === 'SendSecretToken').length,
    ).toBe(4);
  });

  describe('in another dialect', () => {
    it.each([
      [
        'the identifier of the provider echoes',
        (d: Dialect) => withSetup(d, { providerTransaction: { value: 'echo', confidence: 'low' } }),
      ],
      [
        'the proof of the provider is a request',
        (d: Dialect) => withSetup(d, { providerLogin: { value: 'Request', confidence: 'low' } }),
      ],
      ['digests are SHA', (d: Dialect) => withSetup(d, { digest: { value: 'SHA', confidence: 'low' } })],
      [
        'the half of the receiver is written',
        (d: Dialect) => ({ ...d, sessionHalf: { value: 'receiver', confidence: 'low' } }) as Dialect,
      ],
      [
        'answers come in the HTTP response',
        (d: Dialect) =>
          ({ ...d, answers: { ...d.answers, carriedBy: { value: 'http-response', confidence: 'low' } } }) as Dialect,
      ],
    ])('%s: both understand each other', async (_, change) => {
      const dialect = altered(change);
      const alpha = await peers.start(ALPHA, { dialect });
      await peers.start(BETA, { dialect });
      await alpha.open(BETA);
      expect(await alpha.keepAlive(BETA, 600)).toMatchObject({ code: 200 });
      expect(alpha.sessions[0]?.timeToLive).toBe(600);
    });

    it('a refusal is a Status or HTTP 400, as the dialect has it', async () => {
      for (const [value, fault] of [
        ['status', { fault: 'setup', code: 409 }],
        ['http', { fault: 'transport', message: /HTTP 400/ }],
      ] as const) {
        const dialect = altered((d) => withSetup(d, { refusal: { value, confidence: 'low' } }));
        const alpha = await peers.start(ALPHA, { dialect });
        await peers.start(BETA, { dialect });
        alpha.changeSteps((e) => (e.step?.name === 'LoginRequest' ? proof(e, 'AAAA') : e));
        await expect(alpha.open(BETA)).rejects.toMatchObject(fault);
        await peers.stop();
      }
    });
  });
});

function withSetup(dialect: Dialect, setup: Partial<Dialect['setup']>): Dialect {
  return { ...dialect, setup: { ...dialect.setup, ...setup } };
}

function proof(envelope: SspSetupEnvelope, value: string): SspSetupEnvelope {
  const before = envelope.step?.value as { serviceID: string };
  const PasswordDigest = { encoding: 'base64', value } as const;
  return {
    ...envelope,
    step: sspStep('LoginRequest', { serviceID: before.serviceID, timeToLive: 60, PasswordDigest }),
  };
}

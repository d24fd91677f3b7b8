/** Set-ups that go wrong on purpose, and what the server made of them. */

import { digestOf } from '../../src/peer/secrets.ts';
import type { Arrival } from '../../src/peer/types.ts';
import { isStep, type SspEnvelope, type SspSetupEnvelope, sspStep } from '../../src/protocol/ssp/envelope.ts';
import type { Place } from '../../src/results/results.ts';
import { changesStep, marked, postLoosely, tries, wrong } from '../support/peers.ts';
import type { PeerActor, World } from '../support/world.ts';

/** The first document since the mark. A server that was refused may wait before it tries again. */
export async function firstDocument(world: World, peer: PeerActor): Promise<Arrival> {
  const since = marked(world);
  const first = await peer.arrival(({ number }) => number > since, peer.ssp.timers.retry);
  return (
    first ??
    world.fail('a document at the peer', `none within ${peer.ssp.timers.retry / 1000} s (IXIT ssp.timers.retry)`)
  );
}

/** Keeps the secret that the peer would send, until a script wants it sent. */
export function holdSecretBack(world: World, { peer }: PeerActor): void {
  peer.changeSteps((envelope, { role }) => {
    if (role !== 'provider' || !isStep(envelope.step, 'SendSecretToken')) return envelope;
    world.keep('setup:held', envelope);
    return null;
  });
}

export async function sendSecretAfterAll(world: World, peer: PeerActor): Promise<void> {
  peer.peer.changeSteps(undefined);
  await postLoosely(peer, world.kept<SspSetupEnvelope>('setup:held'));
}

/** A secret in mode Response that answers nothing. */
export function strangeSecret({ domain, ssp, version }: PeerActor): SspEnvelope {
  const step = sspStep('SendSecretToken', {
    serviceID: `wv:@${domain}`,
    protocol: ssp.dialect.protocol.value,
    protocolVersion: ssp.dialect.versions[version].protocolVersion.value,
    SecretToken: { value: 'a-secret-that-nobody-asked-for' },
  });
  return { kind: 'setup', version, mode: 'Response', id: 'nobody-waits-for-this', step };
}

/** Begins a set-up that lacks something. It must come to nothing. */
export async function beginWithout(peer: PeerActor, what: string): Promise<void> {
  changesStep(peer, 'SendSecretToken', (value) => {
    switch (what) {
      case 'a domain':
        return wrong({ ...value, serviceID: undefined });
      case 'an @':
        return { ...value, serviceID: `wv:${peer.domain}` };
      case 'a secret':
        return wrong({ ...value, SecretToken: undefined });
      default:
        return { ...value, serviceID: `wv:@nobody-${peer.domain}` };
    }
  });
  await tries(peer);
  peer.peer.changeSteps(undefined);
  await peer.end();
}

/** Sets up with a digest of something else than the secret of the server. */
export async function logInWrongly(world: World, peer: PeerActor, what: 'another' | 'own'): Promise<void> {
  changesStep(peer, 'LoginRequest', (value, envelope) => {
    noteRefused(world, envelope);
    world.keep('setup:right', envelope);
    const secret = what === 'own' ? (peer.ownSecrets.at(-1) ?? '') : 'something else';
    const digest = digestOf(Buffer.from(secret, 'utf8'), peer.ssp.dialect);
    return { ...value, PasswordDigest: { encoding: 'base64' as const, value: digest } };
  });
  await tries(peer);
  peer.peer.changeSteps(undefined);
}

export async function logInWithUnknown(world: World, peer: PeerActor, what: 'identifier' | 'domain'): Promise<void> {
  peer.peer.changeSteps((envelope) => {
    const { step } = envelope;
    if (!isStep(step, 'LoginRequest')) return envelope;
    noteRefused(world, envelope);
    if (what === 'domain') {
      const value = { ...step.value, serviceID: `wv:@nobody-${peer.domain}` };
      return { ...envelope, step: { name: 'LoginRequest', value } };
    }
    const id = `unknown-${envelope.id}`;
    noteRefused(world, { ...envelope, id });
    return { ...envelope, id };
  });
  await tries(peer);
  peer.peer.changeSteps(undefined);
}

/** Sends LoginResponse in the place of LoginRequest. */
export async function confirmEarly(world: World, peer: PeerActor): Promise<void> {
  peer.peer.changeSteps((envelope) => {
    if (!isStep(envelope.step, 'LoginRequest')) return envelope;
    noteRefused(world, envelope);
    const sessionID = `early@${peer.domain}`;
    world.keep('setup:made-up', sessionID);
    const step = sspStep('LoginResponse', { sessionID, timeToLive: 600, Status: { code: 200 } });
    return { ...envelope, step };
  });
  await tries(peer);
  peer.peer.changeSteps(undefined);
}

/** Remembers a set-up that has to be refused, and that nothing of it may come from now on. */
function noteRefused(world: World, { id }: SspSetupEnvelope): void {
  world.recall<string[]>('setup:refused', () => []).push(id ?? '');
}

/** Steps that came for refused set-ups: a login, or a confirmation with success. */
export function refusedSteps(world: World, { peer }: PeerActor): readonly Arrival[] {
  const refused = world.kept<string[]>('setup:refused');
  return peer.arrivals.slice(marked(world)).filter(({ envelope }) => {
    if (envelope?.kind !== 'setup' || !refused.includes(envelope.id ?? '')) return false;
    const { step } = envelope;
    return isStep(step, 'LoginRequest') || (isStep(step, 'LoginResponse') && (step.value.Status?.code ?? 200) < 300);
  });
}

/** The place of an HTTP answer of the server that holds a secret. */
export function secretsInAnswers(world: World): Place | undefined {
  const found = world.run.tap.exchanges.find(
    ({ ssp, response }) => ssp === 'sent' && Buffer.from(response?.body ?? []).includes('SecretToken'),
  );
  return found && { exchange: found.number, side: 'response' };
}

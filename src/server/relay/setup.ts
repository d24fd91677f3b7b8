/**
 * Opening sessions with other domains (ssp, section 4), for both roles. A secret goes to the address in the domain table and
 * nowhere else; whoever proves to have got it controls that address.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { domainOfService, issuerOf, serviceId, sessionHalf } from '../../protocol/ssp/addresses.ts';
import type { Dialect } from '../../protocol/ssp/dialect.ts';
import { isStep, type SspMode, type SspSetupEnvelope, type SspStep, sspStep } from '../../protocol/ssp/envelope.ts';
import type { SspVersion } from '../../protocol/ssp/types.ts';
import type { Clock } from '../clock.ts';
import type { Handshake, Link, SspSession } from './link.ts';
import type { Posted, Served } from './wire.ts';

export interface SetupParts {
  readonly domain: string;
  readonly version: SspVersion;
  readonly dialect: Dialect;
  readonly clock: Clock;
  /** Milliseconds for each step. */
  readonly bound: number;
  readonly linkOf: (domain: string) => Link | undefined;
  readonly links: () => Iterable<Link>;
  readonly freshId: () => string;
  readonly post: (link: Link, envelope: SspSetupEnvelope) => Promise<Posted>;
  readonly opened: (link: Link) => void;
  readonly failed: (link: Link) => void;
}

export interface Setup {
  /** Begins as requestor, unless a set-up is under way. */
  start(link: Link): void;
  /** Takes a step of another server; undefined: it is not served. */
  take(envelope: SspSetupEnvelope): Served;
}

/** Set-ups begun in the name of one domain that are kept at the same time; the oldest goes first. */
const MOST_ASKED = 8;

type Side = 'asking' | 'asked';
type Part<T> = { readonly [K in keyof T]?: T[K] | undefined };

const ALGORITHMS = { MD5: 'md5', SHA: 'sha1' } as const;

export function createSetup(parts: SetupParts): Setup {
  const { dialect, clock, version } = parts;
  const timeToLive = dialect.timers.timeToLive.value;

  const digest = (secret: Uint8Array): string =>
    createHash(ALGORITHMS[dialect.setup.digest.value]).update(secret).digest('base64');

  const of = (link: Link, side: Side, id: string | undefined): Handshake | undefined => {
    if (side === 'asked') return link.asked.get(id ?? '');
    return link.asking?.id === id ? link.asking : undefined;
  };

  function end(link: Link, side: Side, handshake: Handshake, failed: boolean): void {
    if (of(link, side, handshake.id) !== handshake) return;
    handshake.stop();
    if (side === 'asked') link.asked.delete(handshake.id);
    else {
      link.asking = undefined;
      if (failed) parts.failed(link);
    }
  }

  /** The next state of a side, with the time for the step that has to follow. */
  function enter(link: Link, side: Side, state: Omit<Handshake, 'stop'>): Handshake {
    of(link, side, state.id)?.stop();
    const handshake: Handshake = { ...state, stop: clock.after(parts.bound, () => end(link, side, handshake, true)) };
    if (side === 'asking') link.asking = handshake;
    else link.asked.set(handshake.id, handshake);
    const [oldest] = link.asked.values();
    if (link.asked.size > MOST_ASKED && oldest !== undefined) end(link, 'asked', oldest, true);
    return handshake;
  }

  /** Sends a step, `id` being that of the set-up unless the step has one of its own. */
  async function send(
    link: Link,
    side: Side,
    mode: SspMode,
    own: Handshake,
    step: SspStep,
    id = own.id,
  ): Promise<void> {
    const posted = await parts.post(link, { kind: 'setup', version, mode, id, step });
    if (posted !== 'taken') end(link, side, of(link, side, own.id) ?? own, true);
  }

  const secretOf = (secret: string): SspStep =>
    sspStep('SendSecretToken', {
      serviceID: serviceId(parts.domain),
      protocol: dialect.protocol.value,
      protocolVersion: dialect.versions[version].protocolVersion.value,
      SecretToken: { value: secret },
    });
  const proofOf = (theirs: Uint8Array | undefined): SspStep =>
    sspStep('LoginRequest', {
      serviceID: serviceId(parts.domain),
      timeToLive,
      PasswordDigest: { encoding: 'base64', value: digest(theirs ?? new Uint8Array()) },
    });
  const halfOf = (sessionID: string): SspStep =>
    sspStep('LoginResponse', { sessionID, timeToLive, Status: { code: 200 } });
  const newHalf = (): string => sessionHalf(randomBytes(12).toString('hex'), parts.domain);
  const newSecret = (): string => randomBytes(24).toString('base64url');

  function takeSecret({ mode, id, version: theirVersion }: SspSetupEnvelope, step: SspStep<'SendSecretToken'>): Served {
    const { serviceID, SecretToken, protocolVersion }: Part<typeof step.value> = step.value;
    const link = parts.linkOf(domainOfService(serviceID ?? '') ?? '');
    if (link === undefined || SecretToken?.value === undefined || id === undefined) return undefined;
    const text = SecretToken.value.trim();
    const theirs = Buffer.from(text, SecretToken.encoding === 'base64' ? 'base64' : 'utf8');
    if (mode === 'Response') {
      const own = link.asking;
      if (own?.sent !== 'secret') return undefined;
      enter(link, 'asking', { ...own, theirs, sent: 'proof' });
      return () => void send(link, 'asking', 'Request', own, proofOf(theirs));
    }
    const spoken = dialect.versions[version].protocolVersion.value;
    if (theirVersion !== version || (protocolVersion ?? spoken) !== spoken) return undefined;
    const secret = newSecret();
    const asked = enter(link, 'asked', { id, secret, theirs, sent: 'secret', ownHalf: undefined });
    const own = dialect.setup.providerTransaction.value === 'own' ? parts.freshId() : id;
    return () => void send(link, 'asked', 'Response', asked, secretOf(secret), own);
  }

  function takeProof({ mode, id }: SspSetupEnvelope, step: SspStep<'LoginRequest'>): Served {
    const { serviceID, PasswordDigest }: Part<typeof step.value> = step.value;
    const link = parts.linkOf(domainOfService(serviceID ?? '') ?? '');
    if (link === undefined) return undefined;
    const sides: readonly Side[] = mode === 'Response' ? ['asking'] : ['asked', 'asking'];
    const side = sides.find((s) => of(link, s, id)?.sent === (s === 'asked' ? 'secret' : 'proof'));
    const own = side === undefined ? undefined : of(link, side, id);
    if (side === undefined || own === undefined) return undefined;
    if (!same(PasswordDigest?.value.trim() ?? '', digest(Buffer.from(own.secret, 'utf8')))) {
      end(link, side, own, true);
      return undefined;
    }
    if (side === 'asked') {
      enter(link, side, { ...own, sent: 'proof' });
      return () => void send(link, side, dialect.setup.providerLogin.value, own, proofOf(own.theirs));
    }
    const ownHalf = newHalf();
    enter(link, side, { ...own, sent: 'half', ownHalf });
    return () => void send(link, side, 'Request', own, halfOf(ownHalf));
  }

  function takeHalf({ mode, id }: SspSetupEnvelope, step: SspStep<'LoginResponse'>): Served {
    const { sessionID, Status }: Part<typeof step.value> = step.value;
    const side: Side = mode === 'Request' ? 'asked' : 'asking';
    const issuer = issuerOf(sessionID ?? '');
    const link = [...parts.links()].find((l) => of(l, side, id) && (issuer === undefined || issuer === l.domain));
    const own = link === undefined ? undefined : of(link, side, id);
    if (link === undefined || own === undefined) return undefined;
    const inTurn = own.sent === (side === 'asked' ? 'proof' : 'half');
    const code = Status?.code ?? 0;
    if (!inTurn || code < 200 || code > 299 || sessionID === undefined || issuer === undefined) {
      end(link, side, own, true);
      return inTurn ? () => undefined : undefined;
    }
    const ownHalf = own.ownHalf ?? newHalf();
    end(link, side, own, false);
    const session: SspSession = { ownHalf, peerHalf: sessionID };
    // what came under the last session may still be on its way
    link.sessions = [...link.sessions.slice(-1), session];
    return () => {
      const told = side === 'asked' ? send(link, side, 'Response', own, halfOf(ownHalf)) : Promise.resolve();
      void told.then(() => parts.opened(link));
      return undefined;
    };
  }

  return {
    start(link) {
      // one under way for the other server is no obstacle: anybody can begin one in its name
      if (link.asking !== undefined) return;
      // who could guess it could put a half of its own in the place of the other server's
      const id = `${parts.domain}-${randomBytes(12).toString('base64url')}`;
      const secret = newSecret();
      const asking = enter(link, 'asking', { id, secret, theirs: undefined, sent: 'secret', ownHalf: undefined });
      void send(link, 'asking', 'Request', asking, secretOf(secret));
    },
    take(envelope) {
      const { step } = envelope;
      if (isStep(step, 'SendSecretToken')) return takeSecret(envelope, step);
      if (isStep(step, 'LoginRequest')) return takeProof(envelope, step);
      if (isStep(step, 'LoginResponse')) return takeHalf(envelope, step);
      const refused = [...parts.links()].find((link) => link.asking?.id === envelope.id);
      const own = refused?.asking;
      if (!isStep(step, 'Status') || refused === undefined || own === undefined) return undefined;
      end(refused, 'asking', own, true);
      return () => undefined;
    },
  };
}

/** Compares texts in a time that does not tell where they differ. */
function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

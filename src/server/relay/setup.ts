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

type Side = 'asking' | 'asked';
type Part<T> = { readonly [K in keyof T]?: T[K] | undefined };

const ALGORITHMS = { MD5: 'md5', SHA: 'sha1' } as const;

export function createSetup(parts: SetupParts): Setup {
  const { dialect, clock, version } = parts;
  const timeToLive = dialect.timers.timeToLive.value;

  const digest = (secret: Uint8Array): string =>
    createHash(ALGORITHMS[dialect.setup.digest.value]).update(secret).digest('base64');

  function end(link: Link, side: Side, failed: boolean): void {
    const handshake = link[side];
    handshake?.stop();
    link[side] = undefined;
    if (failed && side === 'asking' && handshake !== undefined) parts.failed(link);
  }

  /** The next state of a side, with the time for the step that has to follow. */
  function enter(link: Link, side: Side, state: Omit<Handshake, 'stop'>): Handshake {
    link[side]?.stop();
    const handshake: Handshake = { ...state, stop: clock.after(parts.bound, () => end(link, side, true)) };
    link[side] = handshake;
    return handshake;
  }

  async function send(link: Link, side: Side, mode: SspMode, id: string, step: SspStep): Promise<void> {
    const posted = await parts.post(link, { kind: 'setup', version, mode, id, step });
    if (posted !== 'taken') end(link, side, true);
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
      return () => void send(link, 'asking', 'Request', own.id, proofOf(theirs));
    }
    const spoken = dialect.versions[version].protocolVersion.value;
    if (theirVersion !== version || (protocolVersion ?? spoken) !== spoken) return undefined;
    const secret = newSecret();
    enter(link, 'asked', { id, secret, theirs, sent: 'secret', ownHalf: undefined });
    const own = dialect.setup.providerTransaction.value === 'own' ? parts.freshId() : id;
    return () => void send(link, 'asked', 'Response', own, secretOf(secret));
  }

  function takeProof({ mode, id }: SspSetupEnvelope, step: SspStep<'LoginRequest'>): Served {
    const { serviceID, PasswordDigest }: Part<typeof step.value> = step.value;
    const link = parts.linkOf(domainOfService(serviceID ?? '') ?? '');
    if (link === undefined) return undefined;
    const sides: readonly Side[] = mode === 'Response' ? ['asking'] : ['asked', 'asking'];
    const side = sides.find((s) => link[s]?.id === id && link[s]?.sent === (s === 'asked' ? 'secret' : 'proof'));
    const own = side === undefined ? undefined : link[side];
    if (side === undefined || own === undefined) return undefined;
    if (!same(PasswordDigest?.value.trim() ?? '', digest(Buffer.from(own.secret, 'utf8')))) {
      end(link, side, true);
      return undefined;
    }
    if (side === 'asked') {
      enter(link, side, { ...own, sent: 'proof' });
      return () => void send(link, side, dialect.setup.providerLogin.value, own.id, proofOf(own.theirs));
    }
    const ownHalf = newHalf();
    enter(link, side, { ...own, sent: 'half', ownHalf });
    return () => void send(link, side, 'Request', own.id, halfOf(ownHalf));
  }

  function takeHalf({ mode, id }: SspSetupEnvelope, step: SspStep<'LoginResponse'>): Served {
    const { sessionID, Status }: Part<typeof step.value> = step.value;
    const side: Side = mode === 'Request' ? 'asked' : 'asking';
    const issuer = issuerOf(sessionID ?? '');
    const link = [...parts.links()].find((l) => l[side]?.id === id && (issuer === undefined || issuer === l.domain));
    const own = link?.[side];
    if (link === undefined || own === undefined) return undefined;
    const inTurn = own.sent === (side === 'asked' ? 'proof' : 'half');
    const code = Status?.code ?? 0;
    if (!inTurn || code < 200 || code > 299 || sessionID === undefined || issuer === undefined) {
      end(link, side, true);
      return inTurn ? () => {} : undefined;
    }
    const ownHalf = own.ownHalf ?? newHalf();
    end(link, side, false);
    const session: SspSession = { ownHalf, peerHalf: sessionID };
    // what came under the last session may still be on its way
    link.sessions = [...link.sessions.slice(-1), session];
    return () => {
      const told = side === 'asked' ? send(link, side, 'Response', own.id, halfOf(ownHalf)) : Promise.resolve();
      void told.then(() => parts.opened(link));
    };
  }

  return {
    start(link) {
      // one under way for the other server is no obstacle: anybody can begin one in its name
      if (link.asking !== undefined) return;
      const id = parts.freshId();
      const secret = newSecret();
      enter(link, 'asking', { id, secret, theirs: undefined, sent: 'secret', ownHalf: undefined });
      void send(link, 'asking', 'Request', id, secretOf(secret));
    },
    take(envelope) {
      const { step } = envelope;
      if (isStep(step, 'SendSecretToken')) return takeSecret(envelope, step);
      if (isStep(step, 'LoginRequest')) return takeProof(envelope, step);
      if (isStep(step, 'LoginResponse')) return takeHalf(envelope, step);
      const refused = [...parts.links()].find((link) => link.asking?.id === envelope.id);
      if (!isStep(step, 'Status') || refused === undefined) return undefined;
      end(refused, 'asking', true);
      return () => {};
    },
  };
}

/** Compares texts in a time that does not tell where they differ. */
function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

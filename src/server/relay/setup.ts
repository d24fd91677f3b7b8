/**
 * Opening sessions with other domains (ssp, section 4), for both roles. A secret goes to the address of the domain as it was
 * configured or looked up, and nowhere else; whoever proves to have got it controls that address.
 */
import { domainOfService, issuerOf } from '../../protocol/ssp/addresses.ts';
import type { Dialect } from '../../protocol/ssp/dialect.ts';
import { isStep, type SspMode, type SspSetupEnvelope, type SspStep } from '../../protocol/ssp/envelope.ts';
import type { SspVersion } from '../../protocol/ssp/types.ts';
import type { Clock } from '../clock.ts';
import { createHandshakes, type Side } from './handshakes.ts';
import type { Handshake, Link, SspSession } from './link.ts';
import type { Routes } from './routes.ts';
import { createSteps } from './steps.ts';
import type { Posted, Served } from './wire.ts';

export interface SetupParts {
  readonly domain: string;
  readonly version: SspVersion;
  readonly dialect: Dialect;
  readonly clock: Clock;
  /** Milliseconds for each step. */
  readonly bound: number;
  readonly routes: Pick<Routes, 'neighbour' | 'all'>;
  readonly redirectTo: readonly string[];
  readonly freshId: () => string;
  /** In the place of the comparison of digests. */
  readonly proves?: ((digest: string, wanted: string) => boolean) | undefined;
  readonly post: (link: Link, envelope: SspSetupEnvelope) => Promise<Posted>;
  readonly opened: (link: Link, session: Pick<SspSession, 'ownHalf' | 'peerHalf' | 'timeToLive'>) => void;
  /** Requests that wait for a session may go. */
  readonly ready: (link: Link) => void;
  readonly failed: (link: Link) => void;
}

export interface Setup {
  /** Begins as requestor, unless a set-up is under way. */
  start(link: Link): void;
  /** Takes a step of another server; undefined: it is not served. */
  take(envelope: SspSetupEnvelope): Served;
  /** Drops everything under way. */
  stop(link: Link): void;
}

/** Redirections in a row that are followed. */
const MOST_MOVES = 3;

type Part<T> = { readonly [K in keyof T]?: T[K] | undefined };

const positive = (seconds: number | undefined): number | undefined =>
  seconds !== undefined && seconds > 0 ? seconds : undefined;

export function createSetup(parts: SetupParts): Setup {
  const { dialect, version, routes } = parts;
  const steps = createSteps(parts.domain, version, dialect, parts.proves);
  const handshakes = createHandshakes(parts.clock, parts.bound, (link) => {
    link.movedTo = undefined;
    link.moves = 0;
    parts.failed(link);
  });
  const { of, enter, end } = handshakes;
  const own = dialect.timers.timeToLive.value;
  const claimant = (serviceID: string | undefined) => routes.neighbour(domainOfService(serviceID ?? '') ?? '');

  /** Sends a step, `id` being that of the set-up unless the step has one of its own. */
  async function send(link: Link, side: Side, mode: SspMode, state: Handshake, step: SspStep, id = state.id) {
    const posted = await parts.post(link, { kind: 'setup', version, mode, id, step });
    if (posted !== 'taken') end(link, side, of(link, side, state.id) ?? state, true);
  }

  function takeSecret({ mode, id, version: theirVersion }: SspSetupEnvelope, step: SspStep<'SendSecretToken'>): Served {
    const { serviceID, SecretToken, protocolVersion }: Part<typeof step.value> = step.value;
    if (SecretToken?.value === undefined || id === undefined) return undefined;
    const link = claimant(serviceID);
    if (link === undefined) return undefined;
    const theirs = Buffer.from(SecretToken.value.trim(), SecretToken.encoding === 'base64' ? 'base64' : 'utf8');
    if (mode === 'Response') {
      if (link.asking?.sent !== 'secret') return undefined;
      const asking = enter(link, 'asking', { ...link.asking, theirs, sent: 'proof' });
      return () => void send(link, 'asking', 'Request', asking, steps.proof(asking));
    }
    const spoken = dialect.versions[version].protocolVersion.value;
    if (theirVersion !== version || (protocolVersion ?? spoken) !== spoken) return undefined;
    const secret = steps.newSecret();
    const state = { id, secret, theirs, sent: 'secret', ownHalf: undefined, timeToLive: own } as const;
    const asked = enter(link, 'asked', state);
    const stepId = dialect.setup.providerTransaction.value === 'own' ? parts.freshId() : id;
    return () => void send(link, 'asked', 'Response', asked, steps.secret(secret), stepId);
  }

  function takeProof({ mode, id }: SspSetupEnvelope, step: SspStep<'LoginRequest'>): Served {
    const { serviceID, PasswordDigest, timeToLive }: Part<typeof step.value> = step.value;
    const link = claimant(serviceID);
    if (link === undefined) return undefined;
    const sides: readonly Side[] = mode === 'Response' ? ['asking'] : ['asked', 'asking'];
    const side = sides.find((s) => of(link, s, id)?.sent === (s === 'asked' ? 'secret' : 'proof'));
    const state = side === undefined ? undefined : of(link, side, id);
    if (side === undefined || state === undefined) return undefined;
    if (!steps.proves(PasswordDigest?.value, state.secret)) {
      end(link, side, state, true);
      return undefined;
    }
    const seconds = Math.min(state.timeToLive, positive(timeToLive) ?? own);
    if (side === 'asked') {
      const asked = enter(link, side, { ...state, timeToLive: seconds, sent: 'proof' });
      return () => void send(link, side, dialect.setup.providerLogin.value, asked, steps.proof(asked));
    }
    const ownHalf = steps.newHalf();
    const asking = enter(link, side, { ...state, timeToLive: seconds, sent: 'half', ownHalf });
    return () => void send(link, side, 'Request', asking, steps.half(ownHalf, seconds));
  }

  function takeHalf({ mode, id }: SspSetupEnvelope, step: SspStep<'LoginResponse'>): Served {
    const { sessionID, Status, timeToLive, RedirectList }: Part<typeof step.value> = step.value;
    const side: Side = mode === 'Request' ? 'asked' : 'asking';
    const issuer = issuerOf(sessionID ?? '');
    const link = [...routes.all()].find((l) => of(l, side, id) && (issuer === undefined || issuer === l.domain));
    const state = link === undefined ? undefined : of(link, side, id);
    if (link === undefined || state === undefined) return undefined;
    const inTurn = state.sent === (side === 'asked' ? 'proof' : 'half');
    const moved = RedirectList?.RedirectAddress?.[0]?.url;
    if (side === 'asking' && inTurn && moved !== undefined) return move(link, state, moved);
    const code = Status?.code ?? 0;
    if (!inTurn || code < 200 || code > 299 || sessionID === undefined || issuer === undefined) {
      end(link, side, state, true);
      return inTurn ? () => undefined : undefined;
    }
    end(link, side, state, false);
    if (side === 'asked' && parts.redirectTo.length > 0) {
      return () => void send(link, side, 'Response', state, steps.redirect(parts.redirectTo, state.timeToLive));
    }
    return finish(link, side, state, sessionID, Math.min(state.timeToLive, positive(timeToLive) ?? own));
  }

  function finish(link: Link, side: Side, state: Handshake, peerHalf: string, timeToLive: number): Served {
    const ownHalf = state.ownHalf ?? steps.newHalf();
    parts.opened(link, { ownHalf, peerHalf, timeToLive });
    return () => {
      const half = steps.half(ownHalf, timeToLive);
      const told = side === 'asked' ? send(link, side, 'Response', state, half) : Promise.resolve();
      void told.then(() => parts.ready(link));
      return undefined;
    };
  }

  /** The provider has proved who it is, so it may name another address of its domain; the set-up begins anew there. */
  function move(link: Link, state: Handshake, url: string): Served {
    const followed = /^https?:\/\//i.test(url) && URL.canParse(url) && link.moves < MOST_MOVES;
    end(link, 'asking', state, !followed);
    if (!followed) return () => undefined;
    link.moves += 1;
    link.movedTo = url;
    return () => void start(link);
  }

  function start(link: Link): void {
    // one under way for the other server is no obstacle: anybody can begin one in its name
    if (link.asking !== undefined) return;
    const secret = steps.newSecret();
    const state = { theirs: undefined, sent: 'secret', ownHalf: undefined, timeToLive: own } as const;
    const asking = enter(link, 'asking', { ...state, id: steps.newId(), secret });
    void send(link, 'asking', 'Request', asking, steps.secret(secret));
  }

  /** A refusal in words, of a set-up that this server began. */
  function takeRefusal(id: string | undefined): Served {
    const link = [...routes.all()].find(({ asking }) => asking?.id === id);
    if (link?.asking === undefined) return undefined;
    end(link, 'asking', link.asking, true);
    return () => undefined;
  }

  return {
    start,
    take(envelope) {
      const { step } = envelope;
      if (isStep(step, 'SendSecretToken')) return takeSecret(envelope, step);
      if (isStep(step, 'LoginRequest')) return takeProof(envelope, step);
      if (isStep(step, 'LoginResponse')) return takeHalf(envelope, step);
      return isStep(step, 'Status') ? takeRefusal(envelope.id) : undefined;
    },
    stop(link) {
      link.asking?.stop();
      link.asking = undefined;
      for (const state of link.asked.values()) state.stop();
      link.asked.clear();
    },
  };
}

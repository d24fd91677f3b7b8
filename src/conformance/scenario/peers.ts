/**
 * The tester's servers in a scenario: `the peer` and, where the IXIT has them, a second and a third one. Each is a simulated
 * peer server with users Z and Y of its own; what it exchanges stands in the transcript of the scenario.
 */
import { PeerError } from '../../peer/errors.ts';
import type { WaitOptions } from '../../peer/inbox.ts';
import { createPeer, type Peer } from '../../peer/peer.ts';
import { unguessable } from '../../peer/secrets.ts';
import type { Arrival, PeerAnswer, PeerSession, Received, RequestOptions } from '../../peer/types.ts';
import type { PeerUser } from '../../peer/users.ts';
import type { SspPrimitiveName } from '../../protocol/ssp/envelope.ts';
import type { SspValue, SspVersion } from '../../protocol/ssp/types.ts';
import type { Place } from '../../results/results.ts';
import { createHttpClient } from '../../transport/http/client.ts';
import type { ServerRequest, ServerResponse } from '../../transport/http/server.ts';
import type { Exchange, Tap } from '../../transport/types.ts';
import type { SspIxit } from '../ics/ssp.ts';
import type { RunContext } from './context.ts';
import type { Outside } from './outside.ts';
import { createPeerClock, type DrivenClock } from './peer-clock.ts';
import { endSession } from './peer-host.ts';
import type { ScenarioRun } from './scenario.ts';
import { ConformanceFailure, Inconclusive } from './signals.ts';

/** 1 is the peer, 2 and 3 the others. */
export type PeerNumber = 1 | 2 | 3;

const WORDS: Readonly<Record<PeerNumber, string>> = { 1: 'a peer domain', 2: 'a second peer', 3: 'three peer domains' };

/** The users of each peer, by the letter steps call them. */
const USERS = { Z: 'zoe', Y: 'yan' } as const;
export type StrangerLetter = keyof typeof USERS;

/** Requirements to look at when there is no session. */
const ROOTS = { requestor: 'SSP-SET-021', provider: 'SSP-SET-022' } as const;

export interface PeerActor {
  readonly domain: string;
  /** The domain of the implementation. */
  readonly home: string;
  readonly version: SspVersion;
  readonly peer: Peer;
  readonly ssp: SspIxit;
  /** Secrets that the peer made, the newest last. */
  readonly ownSecrets: readonly string[];
  /** The address of one of its users. */
  user(letter: StrangerLetter): string;
  /** The session with the implementation; opened by the peer where there is none. A failure points at the set-up. */
  session(): Promise<PeerSession>;
  /** Sends a request and waits for its answer; none within the bound is a failure. */
  request<N extends SspPrimitiveName>(name: N, value: SspValue<N>, options?: RequestOptions): Promise<PeerAnswer>;
  /** Something the implementation begins; a failure if it does not come within the bound. */
  receives<N extends SspPrimitiveName>(name: N, options?: WaitOptions<N>): Promise<Received<N>>;
  /** Waits, letting time pass where it is not real. */
  until<T>(promise: Promise<T>): Promise<T>;
  /** A document that fits, as soon as it has come; undefined if none does within the bound, milliseconds. */
  arrival(fits: (arrival: Arrival) => boolean, bound?: number): Promise<Arrival | undefined>;
  /** Waits until nothing is on its way. */
  settle(): Promise<void>;
  /** The place of a document in the transcript. */
  place(arrival: Arrival, path?: string): Place | undefined;
  /** Ends all sessions with the implementation. */
  end(): Promise<void>;
}

export interface Peers {
  of(number: PeerNumber): Promise<PeerActor>;
}

export function createPeers(context: RunContext, scenario: ScenarioRun, outside: Pick<Outside, 'channel'>): Peers {
  const { ixit, adapter, host } = context;
  const actors = new Map<PeerNumber, Promise<PeerActor>>();
  const tap = marked(scenario.tap);
  let moved = 0;
  const clock = createPeerClock(adapter, () => moved + scenario.tap.exchanges.length);

  async function make(number: PeerNumber): Promise<PeerActor> {
    const { ssp } = ixit;
    const own = ssp?.peers[number - 1];
    const { version } = scenario.scheduled.configuration;
    if (ssp === undefined || own === undefined || version === '1.1') {
      throw Inconclusive.untestable(
        `ixit.ssp.peers[${number - 1}]`,
        `${WORDS[number]} is needed, which the IXIT does not give`,
      );
    }
    outside.channel('the server-server protocol');
    try {
      await host.open();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw Inconclusive.untestable('ixit.ssp.peers', `the tester cannot listen for its domains: ${why}`);
    }
    const ownSecrets: string[] = [];
    const transport = createHttpClient({ tap, headers: ssp.headers, timers: { ...ixit.timers, body: undefined } });
    const peer = createPeer({
      domain: own.domain,
      version,
      dialect: ssp.dialect,
      addresses: (domain) => (domain === ixit.domain.toLowerCase() ? ssp.address : host.urlOf(domain)),
      party: own.domain,
      transport,
      timers: ssp.timers,
      timeToLive: ssp.timeToLive,
      clock,
      tolerant: true,
      ids: `${context.runId}-${scenario.index}-`,
      random: {
        secret() {
          const secret = unguessable.secret();
          ownSecrets.push(secret);
          return secret;
        },
      },
      users: usersOf(own.domain),
    });
    scenario.secrets.push(peer.secrets);
    const url = host.urlOf(own.domain) ?? '';
    const serve = peer.attach(url);
    await host.take(
      own.domain,
      recording(serve, { tap: scenario.tap, url, party: own.domain, moves: () => moved++ }),
      version,
    );
    const actor = actorOf({ peer, ssp, ownSecrets, home: ixit.domain, version, clock, tap: scenario.tap });
    scenario.bringBack(`end the sessions with ${own.domain}`, async () => {
      peer.changeSteps(undefined);
      // a set-up of the server may still be under way
      for (await clock.settle(); peer.sessions.length > 0; await clock.settle()) {
        if (!(await clock.until(endSession(peer, ixit.domain)))) host.stale.add(own.domain);
      }
    });
    scenario.atEnd(() => {
      host.release(own.domain);
      void peer.stop();
      transport.close();
    });
    return actor;
  }

  return {
    of(number) {
      const known = actors.get(number) ?? make(number);
      actors.set(number, known);
      return known;
    },
  };
}

interface Parts {
  readonly peer: Peer;
  readonly ssp: SspIxit;
  readonly ownSecrets: readonly string[];
  readonly home: string;
  readonly version: SspVersion;
  readonly clock: DrivenClock;
  readonly tap: Tap;
}

function actorOf({ peer, ssp, ownSecrets, home, version, clock, tap }: Parts): PeerActor {
  const until = clock.until;
  const place = (arrival: Arrival, path?: string): Place | undefined => placeIn(tap.exchanges, arrival.body, path);

  /** The failure that a fault of the peer is; what is our own fault stays an error. */
  async function judged<T>(expected: string, root: string | undefined, call: () => Promise<T>): Promise<T> {
    try {
      return await until(call());
    } catch (error) {
      const own = !(error instanceof PeerError) || error.fault === 'no-address' || error.fault === 'stopped';
      throw own ? error : new ConformanceFailure(expected, error.message, undefined, root);
    }
  }

  const actor: PeerActor = {
    domain: peer.domain,
    home,
    version,
    peer,
    ssp,
    ownSecrets,
    user: (letter) => `wv:${USERS[letter]}@${peer.domain}`,
    session: () => judged('a session set up by the peer', ROOTS.provider, () => peer.open(home)),
    async request(name, value, options) {
      await actor.session();
      return judged(`an answer to ${name}`, undefined, () => peer.request(home, name, value, options));
    },
    receives: (name, options) =>
      judged(`${name} at ${peer.domain}`, undefined, () => peer.waitFor(name, { from: home, ...options })),
    until,
    async arrival(fits, bound = ssp.timers.response) {
      const found = () => peer.arrivals.find(fits);
      let late = false;
      const cancel = clock.after(bound, () => {
        late = true;
      });
      const came = async () => {
        while (found() === undefined && !late) await new Promise((resolve) => setImmediate(resolve));
      };
      await until(came());
      cancel();
      return found();
    },
    settle: clock.settle,
    place,
    async end() {
      while (peer.sessions.length > 0) await until(endSession(peer, home));
    },
  };
  return actor;
}

/** The exchange whose request or answer has this body. */
function placeIn(exchanges: readonly Exchange[], body: Uint8Array, path: string | undefined): Place | undefined {
  const found = exchanges.find(({ request, response }) => request.body === body || response?.body === body);
  if (found === undefined) return undefined;
  return { exchange: found.number, side: found.request.body === body ? 'request' : 'response', path };
}

function usersOf(domain: string): PeerUser[] {
  return Object.values(USERS).map((name) => ({ id: `wv:${name}@${domain}` }));
}

/** Marks what is recorded as sent to the implementation by a server. */
function marked(tap: Tap): Tap {
  return {
    exchanges: tap.exchanges,
    now: tap.now,
    nextNumber: tap.nextNumber,
    onExchange: tap.onExchange,
    record: (exchange) => tap.record({ ...exchange, ssp: 'sent' }),
  };
}

interface Recording {
  readonly tap: Tap;
  readonly url: string;
  readonly party: string;
  readonly moves: () => void;
}

/** Serves, and records what came with the answer to it. */
function recording(
  serve: (request: ServerRequest) => Promise<ServerResponse>,
  { tap, url, party, moves }: Recording,
): (request: ServerRequest) => Promise<ServerResponse> {
  return async (request) => {
    moves();
    const sentAt = tap.now();
    const response = await serve(request);
    const { method, headers, body } = request;
    const silent = response.raw !== undefined;
    tap.record({
      number: tap.nextNumber(),
      party,
      bearer: 'http',
      ssp: 'received',
      request: { method, url, headers, body },
      response: silent
        ? undefined
        : {
            status: response.status,
            reason: '',
            headers: response.headers ?? [],
            body: response.body ?? new Uint8Array(),
          },
      failure: silent ? { cause: 'closed', message: 'the peer closes the connection without an answer' } : undefined,
      sentAt,
      answeredAt: silent ? undefined : tap.now(),
      connection: undefined,
    });
    return response;
  };
}

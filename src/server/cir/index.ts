/**
 * Communication initiation: the server asks a client to poll, over a channel beside that of the data (transport
 * reference, 6). A CIR goes out when something begins to wait for a session that nobody told of it; then the server is
 * silent until the client is heard, except for one repetition.
 */

import type { Version } from '../../protocol/version.ts';
import { createDatagramSender } from '../../transport/cir/datagrams.ts';
import type { Clock } from '../clock.ts';
import type { CapabilityOffer, CirReach } from '../sessions/capabilities.ts';
import type { SessionRecord, Sessions } from '../sessions/sessions.ts';
import type { CirPort } from '../transactions/core.ts';
import { createHttpCir } from './http.ts';
import { CIR_LIMITS, CIR_TIMERS, type CirEvent, type CirOptions } from './options.ts';
import type { CirRules } from './rules.ts';
import { createTcpCir } from './tcp.ts';

export interface CirSetting {
  readonly clock: Clock;
  readonly sessions: Sessions;
  /** The telephone number of a user, where it is known. */
  readonly numberOf: (user: string) => string | undefined;
  /** Methods the operator allows. */
  readonly methods: readonly string[];
  /** Addresses served elsewhere. */
  readonly told: { readonly tcp: CirReach['tcp']; readonly httpUrl: string | undefined };
  readonly rules: CirRules;
  /** Undefined: the server runs no channels of its own. */
  readonly options: CirOptions | undefined;
  readonly tell: (event: CirEvent) => void;
  readonly fault: (error: unknown, where: string) => void;
}

export interface Cir extends CirPort {
  /** Listens beside HTTP, which is at that address. */
  listen(host: string, httpUrl: string): Promise<void>;
  /** The status of a GET; undefined where the path is none of a CIR. */
  status(path: string): number | undefined;
  reset(): void;
  close(): Promise<void>;
}

/** Up to 1.1 the client must name its port: the default was registered later (CSP-CAP-040). */
function fitsUdp({ UDPPort: port }: CapabilityOffer, version: Version): boolean {
  return port === undefined ? version !== '1.1' : port >= 1 && port <= 65_535;
}

export function createCir(setting: CirSetting): Cir {
  const { clock, sessions, rules, options, tell } = setting;
  const timers = { ...CIR_TIMERS, ...options?.timers };
  const limits = { ...CIR_LIMITS, ...options?.limits };
  const repeats = new Map<string, () => void>();
  let host = '127.0.0.1';
  let httpUrl: string | undefined;
  const datagrams = createDatagramSender((error) => setting.fault(error, 'cir'));

  const tcp = createTcpCir({
    clock,
    rules,
    timers,
    limits,
    sessionOf: (id) => sessions.get(id),
    waits: ({ outbox }) => outbox.waiting() > 0,
    called: (session) => noteCall(session),
    bound(session) {
      if (session.cir !== undefined) session.cir = rules.flag(true);
    },
    lost(session) {
      session.cir = rules.flag(false);
      if (rules.endsWithConnection(session)) sessions.close(session, 'disconnect');
    },
    tell,
    fault: (error) => setting.fault(error, 'cir'),
  });

  const http = createHttpCir(rules, (session, waits) => {
    if (waits) noteCall(session);
  });

  function numberOf(session: SessionRecord): string | undefined {
    return options?.carrier === undefined ? undefined : (session.clientId.MSISDN ?? setting.numberOf(session.user));
  }

  function told(session: SessionRecord, method: string, detail: string): true {
    tell({ kind: 'called', session: session.id, user: session.user, method, detail });
    return true;
  }

  function sendDatagram(session: SessionRecord, method: string, make: CirRules['datagram']): boolean {
    if (session.address === undefined) return false;
    const { octets, host: to, port } = make.call(rules, session, session.address);
    datagrams.send(octets, to, port);
    return told(session, method, `${to}:${port}`);
  }

  function sendShortMessage(session: SessionRecord, method: string, make: CirRules['shortMessage']): boolean {
    const number = numberOf(session);
    if (number === undefined) return false;
    options?.carrier?.send(make.call(rules, session, number));
    return told(session, method, number);
  }

  /** The channels by method: each sends a CIR, or says that it cannot. A client of SHTTP asks by itself. */
  const channels: Readonly<Record<string, (session: SessionRecord) => boolean>> = {
    STCP: (session) => tcp.call(session),
    SUDP: (session) => sendDatagram(session, 'SUDP', rules.datagram),
    WAPUDP: (session) => sendDatagram(session, 'WAPUDP', rules.wapPush),
    SSMS: (session) => sendShortMessage(session, 'SSMS', rules.shortMessage),
    WAPSMS: (session) => sendShortMessage(session, 'WAPSMS', rules.wapShortMessage),
  };

  function reaches(method: string, offer: CapabilityOffer, session: SessionRecord): boolean {
    if (options === undefined) return false;
    if (method === 'SUDP') return session.address !== undefined && fitsUdp(offer, session.version);
    if (method === 'WAPUDP') return session.address !== undefined;
    if (method === 'SSMS' && session.version !== '1.3') return false;
    return (method === 'SSMS' || method === 'WAPSMS') && numberOf(session) !== undefined;
  }

  /** A connection that stands goes first, then what the client likes best. */
  function methodsFor(session: SessionRecord): readonly string[] {
    const agreed = session.capabilities.cirMethods.filter((method) => channels[method] !== undefined);
    return tcp.isBound(session) ? ['STCP', ...agreed.filter((method) => method !== 'STCP')] : agreed;
  }

  function noteCall(session: SessionRecord): void {
    session.untold = false;
    session.called = true;
    session.pollInvited = true;
  }

  function call(session: SessionRecord, attempt: number): void {
    const methods = methodsFor(session);
    // A repetition begins with another method, where there is one.
    const from = attempt % Math.max(1, methods.length);
    const ordered = [...methods.slice(from), ...methods.slice(0, from)];
    if (!ordered.some((method) => channels[method]?.(session))) return;
    noteCall(session);
    if (attempt > 0) return;
    const again = () => {
      repeats.delete(session.id);
      if (session.alive && session.called && session.outbox.waiting() > 0) call(session, attempt + 1);
    };
    repeats.get(session.id)?.();
    repeats.set(session.id, clock.after(timers.repeat * 1_000, again));
  }

  function settle(session: SessionRecord): void {
    if (!session.alive || !session.untold || session.called || session.outbox.waiting() === 0) return;
    try {
      if (rules.calls(session)) call(session, 0);
    } catch (error) {
      setting.fault(error, 'cir');
    }
  }

  function reachOf(session: SessionRecord): CirReach {
    const { port } = tcp;
    const own = session.version === '1.1' || httpUrl === undefined ? undefined : httpUrl;
    return {
      tcp: setting.told.tcp ?? (port === undefined ? undefined : { address: options?.address ?? host, port }),
      httpUrl: session.version === '1.1' ? undefined : (setting.told.httpUrl ?? (own && own + http.pathFor(session))),
      reaches: (method, offer) => reaches(method, offer, session),
    };
  }

  return {
    reach: reachOf,
    waiting(session) {
      if (options === undefined || session.capabilities.cirMethods.length === 0) return;
      // The answer to a message of this very client may tell it: that goes out first.
      queueMicrotask(() => settle(session));
    },
    closed(session) {
      repeats.get(session.id)?.();
      repeats.delete(session.id);
      tcp.release(session);
      http.release(session);
    },
    async listen(at, url) {
      if (options === undefined) return;
      host = at;
      const base = new URL(url);
      if (options.address !== undefined) base.hostname = options.address;
      httpUrl = base.origin;
      if (setting.methods.includes('STCP')) await tcp.listen(at, options.tcpPort ?? 0);
    },
    status: (path) => http.status(path),
    reset() {
      for (const cancel of repeats.values()) cancel();
      repeats.clear();
      tcp.reset();
      http.reset();
    },
    close() {
      datagrams.close();
      return tcp.close();
    },
  };
}

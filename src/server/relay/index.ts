/**
 * The relay: the server's access point towards other servers (ssp). It is a service element like any other, so that those
 * that have something for another domain find it, and it takes what other servers post.
 */
import { domainOfService, issuerOf } from '../../protocol/ssp/addresses.ts';
import {
  type SspEnvelope,
  type SspPrimitive,
  type SspSessionEnvelope,
  type SspSetupEnvelope,
  type SspTransaction,
  sspPrimitive,
  sspStep,
} from '../../protocol/ssp/envelope.ts';
import type { ServerRequest, ServerResponse } from '../../transport/http/server.ts';
import type { AccessPoint, ServiceElement } from '../element.ts';
import type { RemoteDomains } from '../messaging/remote-port.ts';
import { type Link, newLink, type SspSession } from './link.ts';
import { createRelayedMessages } from './messages.ts';
import { RELAY_LIMITS, RELAY_TIMERS, type RelayOptions } from './options.ts';
import { createQueue } from './queue.ts';
import { answerRequest } from './requests.ts';
import { createSetup } from './setup.ts';
import { createRelayWire, type Served } from './wire.ts';

/** A domain of the table, for an operator. */
interface RelayState {
  readonly domain: string;
  /** There is a session. */
  readonly open: boolean;
  /** Requests that have not ended, and those of them that the other server has acknowledged. */
  readonly queued: number;
  readonly unanswered: number;
}

export interface Relay extends ServiceElement, RemoteDomains {
  /** Media type of what `handle` takes. */
  readonly contentType: string;
  handle(request: ServerRequest): Promise<ServerResponse>;
  readonly links: readonly RelayState[];
  /** Sets the address of a domain, for servers that learn where they listen only when they do. */
  route(domain: string, url: string): void;
  close(): void;
}

/** The answer to a request that could not be carried out. */
function broken(valid: boolean): SspPrimitive {
  return sspPrimitive('Status', { code: valid ? 500 : 400 });
}

export function createRelay(point: AccessPoint, options: RelayOptions, fault: (error: unknown) => void): Relay {
  const { dialect, version = '1.3' } = options;
  const { clock } = point;
  const domain = (point.profile.homeDomains[0] ?? '').toLowerCase();
  const limits = { ...RELAY_LIMITS, ...options.limits };
  const timers = { ...RELAY_TIMERS, ...options.timers };
  const links = new Map<string, Link>();
  let last = 0;
  const freshId = (): string => `${domain}-${++last}`;

  function route(to: string, url: string): void {
    const name = to.toLowerCase();
    if (!point.accounts.isHome(`x@${name}`)) links.set(name, newLink(name, url));
  }
  for (const [to, url] of Object.entries(options.domains)) route(to, url);

  const wire = createRelayWire(dialect, version, serve);

  const halfFor = ({ ownHalf, peerHalf }: SspSession): string =>
    dialect.sessionHalf.value === 'sender' ? ownHalf : peerHalf;

  async function post(link: Link, transactions: readonly SspTransaction[], session = link.sessions.at(-1)) {
    if (session === undefined) return 'refused';
    return wire.post(link.url, { kind: 'session', version, sessionId: halfFor(session), transactions });
  }

  const queue = createQueue({ clock, limits, timers, freshId, start: (link) => setup.start(link), post });

  const setup = createSetup({
    domain,
    version,
    dialect,
    clock,
    bound: timers.setup * 1_000,
    linkOf: (name) => links.get(name),
    links: () => links.values(),
    freshId,
    post: (link, envelope) => wire.post(link.url, envelope),
    opened: (link) => queue.ready(link),
    failed: (link) => queue.failed(link),
  });

  const messages = createRelayedMessages({
    point,
    domain,
    unreported: limits.unreported,
    queue(to, primitive, about) {
      const link = links.get(to);
      if (link === undefined || !queue.hasRoom(link, about.length)) about.ended({ code: 503 });
      else queue.put(link, primitive, about);
    },
  });

  function serve(envelope: SspEnvelope, valid: boolean): Served {
    if (envelope.kind === 'session') return serveSession(envelope, valid);
    return setup.take(envelope) ?? refusal(envelope);
  }

  /** A refusal in words, in a dialect that has them: to the address in the table, as every step. */
  function refusal({ id, step }: SspSetupEnvelope): Served {
    const claimed = (step?.value as { serviceID?: string } | undefined)?.serviceID;
    const link = links.get(domainOfService(claimed ?? '') ?? '');
    if (dialect.setup.refusal.value !== 'status' || link === undefined) return undefined;
    const refused = sspStep('Status', { code: 401 });
    return () => {
      void wire.post(link.url, { kind: 'setup', version, mode: 'Response', id, step: refused }).catch(fault);
      return undefined;
    };
  }

  /** The session that a half addresses: that of the sender, or, in a dialect that has it so, the own one. */
  function addressed(half: string): { link: Link; session: SspSession } | undefined {
    const sender = dialect.sessionHalf.value === 'sender';
    for (const link of sender ? [links.get(issuerOf(half) ?? '')] : links.values()) {
      const session = link?.sessions.find((s) => (sender ? s.peerHalf : s.ownHalf) === half);
      if (link !== undefined && session !== undefined) return { link, session };
    }
    return undefined;
  }

  function serveSession({ sessionId, transactions }: SspSessionEnvelope, valid: boolean): Served {
    const found = sessionId === undefined ? undefined : addressed(sessionId);
    if (found === undefined) return undefined;
    const { link, session } = found;
    const answers: SspTransaction[] = [];
    let over = false;
    return (inResponse) => {
      for (const transaction of transactions) {
        const { id, primitive, mode } = transaction;
        if (mode === 'Response') {
          if (id !== undefined && primitive !== undefined) queue.answer(link, id, primitive);
          continue;
        }
        try {
          const answer = answerRequest(transaction, link, {
            messages,
            answered: limits.answered,
            timeToLive: dialect.timers.timeToLive.value,
            over: () => {
              over = true;
            },
          });
          if (answer !== undefined) answers.push({ mode: 'Response', id, primitive: answer });
        } catch (error) {
          // what a broken document lacks cannot be carried out; anything else is a fault of this server
          if (valid) fault(error);
          if (id !== undefined) answers.push({ mode: 'Response', id, primitive: broken(valid) });
        }
      }
      if (over) link.sessions = link.sessions.filter((other) => other !== session);
      if (answers.length === 0) return undefined;
      if (inResponse) return { kind: 'session', version, sessionId: halfFor(session), transactions: answers };
      void post(link, answers, session).catch(fault);
      return undefined;
    };
  }

  return {
    name: 'relay',
    functions: [],
    handlers: {},
    contentType: dialect.transport.contentType.value,
    handle: (request) => wire.handle(request),
    reaches: (to) => links.has(to),
    hasRoom(to, length) {
      const link = links.get(to);
      return link !== undefined && queue.hasRoom(link, length);
    },
    send: (message, to, users) => messages.send(message, to, users),
    get links() {
      return [...links.values()].map((link) => ({
        domain: link.domain,
        open: link.sessions.length > 0,
        queued: link.queue.size,
        unanswered: [...link.queue.values()].filter((entry) => entry.handedOver).length,
      }));
    },
    route,
    reset() {
      messages.clear();
      for (const link of links.values()) {
        queue.clear(link);
        link.asking?.stop();
        for (const handshake of link.asked.values()) handshake.stop();
        links.set(link.domain, newLink(link.domain, link.url));
      }
    },
    close: () => wire.close(),
  };
}

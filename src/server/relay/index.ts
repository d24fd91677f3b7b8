/**
 * The relay: the server's access point towards other servers (ssp). It is a service element like any other, so that those
 * that have something for another domain find it, and it takes what other servers post.
 */
import type { ServerRequest, ServerResponse } from '../../transport/http/server.ts';
import type { AccessPoint, Outside, ServiceElement } from '../element.ts';
import type { RemoteDomains } from '../messaging/remote-port.ts';
import { status } from '../results.ts';
import { GROUP_REQUESTS } from './groups.ts';
import type { RelayOptions } from './options.ts';
import { createRelayParts, type RelayParts } from './parts.ts';
import { createServing } from './serving.ts';

/** A neighbour of the table, for an operator. */
interface RelayState {
  readonly domain: string;
  /** There is a session. */
  readonly open: boolean;
  /** Requests that have not ended, and those of them that the other server has acknowledged. */
  readonly queued: number;
  readonly unanswered: number;
}

export interface Relay extends ServiceElement, RemoteDomains {
  readonly outside: Outside;
  /** Media type of what `handle` takes. */
  readonly contentType: string;
  handle(request: ServerRequest): Promise<ServerResponse>;
  readonly links: readonly RelayState[];
  /** Users of other domains who are known here. */
  readonly visitors: number;
  /** Sets the address of a domain, for servers that learn where they listen only when they do. */
  route(domain: string, url: string): void;
  /** Ends the sessions with a domain, or with all. */
  logout(domain?: string): void;
  close(): void;
}

/** The interface for the access point. */
function outsideOf({ routes, visitors, translator, queue, groups, notices, timers }: RelayParts): Outside {
  return {
    reaches: (domain) => routes.next(domain) !== undefined,
    visitorsOf: (user) => visitors.of(user),
    visitor: (id) => visitors.get(id),
    send(session, primitive, options) {
      const visitor = visitors.get(session.id);
      return visitor === undefined ? 'closed' : notices(visitor, primitive, options);
    },
    before: (name, handler) => groups.before(name, handler),
    ask({ domain, user, request, version }, ended) {
      const made = translator.toSsp(request, version, { user });
      const link = routes.next(domain);
      if (made === undefined || link === undefined) return ended(status(made === undefined ? 501 : 516));
      const length = JSON.stringify(made.value).length;
      if (!queue.hasRoom(link, length)) return ended(status(503));
      queue.put(link, made, {
        length,
        validity: timers.notice * 1_000,
        ended: (end) => ended('answer' in end ? translator.answer(end.answer, version) : status(end.code)),
      });
    },
  };
}

export function createRelay(point: AccessPoint, options: RelayOptions, fault: (error: unknown) => void): Relay {
  const parts = createRelayParts(point, options, fault, (envelope, valid) => serving(envelope, valid));
  const { routes, queue, messages, groups, wire, sessions, setup } = parts;
  const serving = createServing(parts, options.dialect);
  const provided = options.services?.GroupFeat !== undefined;

  return {
    name: 'relay',
    functions: provided
      ? [
          ...(['GroupFeat', 'CREAG', 'DELGR', 'GETGP', 'SETGP', 'SUBGCN', 'GRCHN'] as const),
          ...(['GETGM', 'ADDGM', 'RMVGM', 'MBRAC', 'REJEC', 'GETJU'] as const),
        ]
      : [],
    handlers: provided ? Object.fromEntries(GROUP_REQUESTS.map((name) => [name, groups.handler(name)])) : {},
    outside: outsideOf(parts),
    contentType: options.dialect.transport.contentType.value,
    handle: (request) => wire.handle(request),
    reaches: (to) => routes.next(to) !== undefined,
    serverOf: (group) => parts.serverOf(group),
    screenNameOf: (group, session) => parts.memberships.membership(group, session)?.screenName,
    hasRoom(to, length) {
      const link = routes.next(to);
      return link !== undefined && queue.hasRoom(link, length);
    },
    send: (message, to, targets, ended) => messages.send(message, to, targets, ended),
    sessionClosed: (session) => groups.sessionClosed(session),
    get links() {
      return [...routes.all()].map((link) => ({
        domain: link.domain,
        open: link.sessions.length > 0,
        queued: link.queue.size,
        unanswered: [...link.queue.values()].filter((entry) => entry.handedOver).length,
      }));
    },
    get visitors() {
      return parts.visitors.size;
    },
    route: (domain, url) => routes.set(domain, url),
    logout(domain) {
      for (const link of routes.all()) if (domain === undefined || link.domain === domain) parts.logout(link);
    },
    reset() {
      messages.clear();
      parts.visitors.clear();
      parts.memberships.clear();
      parts.hops.clear();
      for (const link of routes.all()) {
        queue.clear(link);
        setup.stop(link);
        sessions.dropAll(link);
      }
      routes.renew();
    },
    close: () => wire.close(),
  };
}

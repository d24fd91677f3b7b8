/** The parts of the relay, tied together once. */
import { domainOfAddress } from '../../protocol/ssp/addresses.ts';
import {
  type SspEnvelope,
  type SspPrimitive,
  type SspSetupEnvelope,
  type SspTransaction,
  sspPrimitive,
} from '../../protocol/ssp/envelope.ts';
import type { SspVersion } from '../../protocol/ssp/types.ts';
import type { AccessPoint } from '../element.ts';
import { defaultCapabilities } from '../sessions/capabilities.ts';
import { createCarrying } from './answers.ts';
import { createRelayedGroups, type RelayedGroups } from './groups.ts';
import { createHops, type Hops } from './hops.ts';
import type { Link, SspSession } from './link.ts';
import { createMemberships, type Memberships } from './memberships.ts';
import { createRelayedMessages, type RelayedMessages } from './messages.ts';
import { createNotices, type SendToVisitor } from './notices.ts';
import { RELAY_LIMITS, RELAY_TIMERS, type RelayOptions, type RelayTimers, type SspFeature } from './options.ts';
import { createQueue, type Queue, type Queued } from './queue.ts';
import { createRequests, type Requests } from './requests.ts';
import { createRoutes, type Routes } from './routes.ts';
import { ALL_FEATURES, createAgreements } from './services.ts';
import { createSspSessions, type SspSessions } from './sessions.ts';
import { createSetup, type Setup } from './setup.ts';
import { createTranslator, type Translator } from './translate.ts';
import { createVisitors, type Visitor, type Visitors } from './visitors.ts';
import { createRelayWire, type Posted, type RelayWire, type Served } from './wire.ts';

export interface RelayParts {
  readonly version: SspVersion;
  readonly timers: RelayTimers;
  readonly fault: (error: unknown) => void;
  readonly routes: Routes;
  readonly sessions: SspSessions;
  readonly queue: Queue;
  readonly setup: Setup;
  readonly wire: RelayWire;
  readonly translator: Translator;
  readonly visitors: Visitors;
  readonly memberships: Memberships;
  readonly messages: RelayedMessages;
  readonly groups: RelayedGroups;
  readonly notices: SendToVisitor;
  readonly hops: Hops;
  readonly requests: Requests;
  readonly halfFor: (session: SspSession) => string;
  post(link: Link, transactions: readonly SspTransaction[], session?: SspSession): Promise<Posted>;
  postStep(link: Link, envelope: SspSetupEnvelope): Promise<Posted>;
  serverOf(group: string): string | undefined;
  logout(link: Link): void;
}

/** The element that realizes each feature. */
const ELEMENTS: Readonly<Record<SspFeature, string>> = {
  FundamentalFeat: 'invitation',
  PresenceFeat: 'presence',
  IMFeat: 'messaging',
  GroupFeat: 'groups',
};

type Serve = (envelope: SspEnvelope, valid: boolean) => Served;

export function createRelayParts(
  point: AccessPoint,
  options: RelayOptions,
  fault: (error: unknown) => void,
  serve: Serve,
): RelayParts {
  const { dialect, version = '1.3' } = options;
  const domain = (point.profile.homeDomains[0] ?? '').toLowerCase();
  const limits = { ...RELAY_LIMITS, ...options.limits };
  const timers = { ...RELAY_TIMERS, ...options.timers };
  const { clock } = point;
  const isHome = (name: string) => point.accounts.isHome(`x@${name}`);
  // The parts know each other only when they are called, so the object they share may be filled piece by piece.
  const parts = {} as RelayParts;
  let last = 0;
  const freshId = (): string => `${domain}-${++last}`;
  const has = (feature: SspFeature) => point.element(ELEMENTS[feature]) !== undefined;

  const routes = createRoutes({
    options,
    most: limits.domains,
    isHome,
    dropped: (link) => parts.sessions.dropAll(link),
  });
  const visitors = createVisitors({
    capabilities: defaultCapabilities(point.profile.capability),
    most: limits.visitors,
    wayTo: (name) => routes.next(name)?.domain,
    left: (visitor) => leave(point, visitor),
  });
  const translator = createTranslator(domain, () => clock.now());
  const memberships = createMemberships();

  /** Queues for the neighbour on the way to a domain. */
  function toDomain(name: string, primitive: SspPrimitive, about: Queued): void {
    const link = routes.next(name);
    if (link === undefined) about.ended({ code: 516 });
    else if (!queue.hasRoom(link, about.length)) about.ended({ code: 503 });
    else queue.put(link, primitive, about);
  }

  const sessions = createSspSessions({
    clock,
    quiet(link, session) {
      const isUsed = link.queue.size > 0 || visitors.any(link.domain);
      if (!isUsed) return;
      const ended = () => undefined;
      const request = sspPrimitive('KeepAliveRequest', { timeToLive: session.timeToLive });
      queue.put(link, request, { length: 0, validity: session.timeToLive * 500, ended });
    },
  });
  const queue = createQueue({
    clock,
    limits,
    timers,
    freshId,
    start: (link) => parts.setup.start(link),
    post: (link, transactions) => parts.post(link, transactions),
    lost: (link, session) => sessions.drop(link, session),
  });
  const serverOf = (group: string): string | undefined => {
    const name = domainOfAddress(group) ?? '';
    if (isHome(name)) return has('GroupFeat') ? undefined : options.services?.GroupFeat;
    if (options.serves?.GroupFeat?.includes(name) === true) return undefined;
    return routes.next(name) === undefined ? undefined : name;
  };
  const isHere = (name: string) => isHome(name) || options.serves?.GroupFeat?.includes(name) === true;
  const groups = createRelayedGroups({
    point,
    translator,
    memberships,
    serverOf,
    providerFor: (user) => options.assigned?.[user]?.GroupFeat,
    isHere,
  });
  const messages = createRelayedMessages({
    point,
    translator,
    visitors,
    memberships,
    unreported: limits.unreported,
    validity: timers.message * 1_000,
    queue: toDomain,
    speaksFor: (link, name) => {
      const provider = options.services?.GroupFeat;
      return routes.speaksFor(link, name) || (provider !== undefined && isHome(name) && routes.next(provider) === link);
    },
  });
  const hops = createHops({ queue, most: limits.relayed, validity: (request) => validityOf(request, timers) });
  const carryOut = createCarrying({
    point,
    translator,
    visitors,
    messages,
    groups,
    timeToLive: dialect.timers.timeToLive.value,
  });
  const offered = () => ALL_FEATURES.filter((feature) => has(feature) || options.services?.[feature] !== undefined);
  const agreements = createAgreements({ offered, grants: options.grants ?? {} });
  const requests = createRequests({
    options,
    domain,
    isHome,
    has,
    routes,
    agreements,
    hops,
    hooks: options.hooks ?? {},
    answered: limits.answered,
    carryOut,
  });
  const wire = createRelayWire(dialect, version, serve, options.hooks, options.http);
  const halfFor = ({ ownHalf, peerHalf }: SspSession): string =>
    dialect.sessionHalf.value === 'sender' ? ownHalf : peerHalf;

  async function send(link: Link, envelope: SspEnvelope): Promise<Posted> {
    const url = await routes.addressOf(link);
    if (url !== undefined) return wire.post(url, envelope);
    queue.abandon(link, 516);
    return 'refused';
  }

  const setup = createSetup({
    domain,
    version,
    dialect,
    clock,
    bound: timers.setup * 1_000,
    routes,
    redirectTo: options.redirectTo ?? [],
    freshId,
    proves: options.hooks?.proves,
    post: send,
    opened: (link, halves) => sessions.open(link, halves),
    ready: (link) => queue.ready(link),
    failed: (link) => queue.failed(link),
  });

  return Object.assign(parts, {
    version,
    timers,
    fault,
    routes,
    sessions,
    queue,
    setup,
    wire,
    translator,
    visitors,
    memberships,
    messages,
    groups,
    hops,
    requests,
    halfFor,
    serverOf,
    notices: createNotices({
      domain,
      translator,
      timers,
      queue: toDomain,
      hasRoom(name, length) {
        const link = routes.next(name);
        return link !== undefined && queue.hasRoom(link, length);
      },
      unknown(visitor, notice) {
        const name = PART_OF[notice.name];
        if (name !== undefined) point.element(name)?.sessionClosed?.(visitor, 'logout');
      },
    }),
    async post(link, transactions, session = link.sessions.at(-1)) {
      if (session === undefined) return 'refused';
      sessions.used(session);
      return send(link, { kind: 'session', version, sessionId: halfFor(session), transactions });
    },
    postStep: send,
    logout(link) {
      const session = link.sessions.at(-1);
      if (session === undefined) return;
      const request = sspPrimitive('LogoutRequest', {});
      const transactions: SspTransaction[] = [{ mode: 'Request', id: freshId(), primitive: request }];
      void parts.post(link, transactions, session).catch(fault);
      sessions.drop(link, session);
    },
  } satisfies RelayParts);
}

/** The element that a notice belongs to, where it tells of what a visitor takes part in. */
const PART_OF: Readonly<Record<string, string>> = {
  'PresenceNotification-Request': 'presence',
  GroupChangeNotice: 'groups',
  NewMessage: 'groups',
};

/** Whatever a visitor takes part in here ends. */
function leave(point: AccessPoint, visitor: Visitor): void {
  for (const name of ['groups', 'presence']) point.element(name)?.sessionClosed?.(visitor, 'logout');
}

/** Milliseconds that a request may take. */
function validityOf({ name, value }: SspPrimitive, timers: RelayTimers): number {
  const { validity, MessageInfo: info } = value as {
    validity?: number;
    MessageInfo?: { validity?: number };
  };
  const lasts = name === 'SendMessageRequest' || name === 'DeliveryStatusReport' || name.includes('Invite');
  return (lasts ? (validity ?? info?.validity ?? timers.message) : timers.notice) * 1_000;
}

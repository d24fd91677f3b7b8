/**
 * The presence service element: contact lists, attribute lists, authorization, watcher lists, delivery of presence
 * values (Features and Functions 1.2, section 5), in 1.1, 1.2 and 1.3; the map of a published position (1.3).
 */
import type { ServiceName } from '../access-profile.ts';
import type { AccessPoint, Handlers, ServiceElement } from '../element.ts';
import { notifyOf } from '../notification/service.ts';
import { change, changedAccess } from '../seam.ts';
import { createDirectory } from '../sessions/directory.ts';
import { createAttributeLists } from './attribute-lists.ts';
import { createContactLists } from './contact-lists.ts';
import { attributeListHandlers } from './handlers/attribute-lists.ts';
import { authorizationHandlers } from './handlers/authorization.ts';
import { contactListHandlers } from './handlers/contact-lists.ts';
import { deliveryHandlers } from './handlers/delivery.ts';
import { mapHandlers } from './handlers/map.ts';
import { createNotices } from './notices.ts';
import { createNotifier } from './notify.ts';
import type { PresenceChanges, PresenceElement, PresenceLinks, PresenceParts } from './parts.ts';
import type { PresenceProfile } from './profile.ts';
import { createReactive } from './reactive.ts';
import { createRemotePresence } from './remote.ts';
import { createRules } from './rules.ts';
import { createService } from './service.ts';
import { createState } from './state.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createValues } from './values.ts';
import { createWatchers } from './watchers.ts';

/** Methods of these names at the elements concerned, looked up when they are needed. */
function linksThrough(access: AccessPoint): PresenceLinks {
  type Linked = ServiceElement & PresenceLinks;
  return {
    notice: (user, notice, except) => notifyOf(access)?.notice(user, notice, except),
    grant: (session, users) => access.element<Linked>('messaging')?.grant?.(session, users) ?? true,
  };
}

function createParts(access: AccessPoint, profile: PresenceProfile, links: PresenceLinks): PresenceParts {
  // The parts know each other only when they are called, so the object they share may be filled piece by piece.
  const parts = {} as PresenceParts;
  return Object.assign(parts, {
    access,
    profile,
    links,
    state: createState(),
    directory: createDirectory(access),
    rules: createRules(profile),
    contactLists: createContactLists(parts),
    attributeLists: createAttributeLists(parts),
    reactive: createReactive(parts),
    notices: createNotices(parts),
    values: createValues(parts),
    notifier: createNotifier(parts),
    subscriptions: createSubscriptions(parts),
    watchers: createWatchers(parts),
    remote: createRemotePresence(parts),
    service: createService(parts),
  } satisfies PresenceParts);
}

function applyTo(parts: PresenceParts, changes: PresenceChanges): void {
  change(parts.rules, changes.rules, parts);
  change(parts.contactLists, changes.contactLists, parts);
  change(parts.attributeLists, changes.attributeLists, parts);
  change(parts.reactive, changes.reactive, parts);
  change(parts.values, changes.values, parts);
  change(parts.notifier, changes.notifier, parts);
  change(parts.subscriptions, changes.subscriptions, parts);
  change(parts.watchers, changes.watchers, parts);
  change(parts.service, changes.service, parts);
}

const FUNCTIONS: readonly ServiceName[] = [
  'PresenceFeat',
  ...(['GCLI', 'CCLI', 'DCLI', 'MCLS'] as const),
  ...(['GETWL', 'REACT', 'CAAUT', 'GETAUT'] as const),
  ...(['GETPR', 'UPDPR'] as const),
  ...(['CALI', 'DALI', 'GALS'] as const),
];

/** The work of the element when sessions begin and end. */
function reactions(parts: PresenceParts): Omit<Partial<ServiceElement>, 'name' | 'functions' | 'handlers'> {
  return {
    sessionOpened(session) {
      const record = parts.state.of(session.user);
      parts.state.session(session);
      parts.notifier.changed(record, parts.values.opened(record, session));
      parts.reactive.deliverTo(session);
    },
    capabilitiesAgreed: (session) => parts.reactive.deliverTo(session),
    servicesAgreed: (session) => parts.reactive.deliverTo(session),
    sessionClosed(session) {
      const record = parts.state.of(session.user);
      parts.subscriptions.sessionClosed(session);
      parts.notifier.changed(record, parts.values.closed(record, session));
    },
    reset() {
      parts.state.reset();
      parts.remote.reset();
    },
  };
}

/** @param links what presence asks of other elements, where it is not to look for them itself */
export function createPresence(
  access: AccessPoint,
  profile: PresenceProfile,
  changes: PresenceChanges = {},
  links: PresenceLinks = linksThrough(access),
): PresenceElement {
  const parts = createParts(changedAccess(access, changes.access), profile, links);
  applyTo(parts, changes);
  const { url } = profile.map;
  const handlers: Handlers = {
    ...contactListHandlers(parts),
    ...attributeListHandlers(parts),
    ...deliveryHandlers(parts),
    ...authorizationHandlers(parts),
    // Without a map nobody handles GetMap: the access point says that it is not implemented.
    ...(url === undefined ? {} : mapHandlers(parts, url)),
  };
  const element: PresenceElement = {
    name: 'presence',
    functions: url === undefined ? FUNCTIONS : [...FUNCTIONS, 'GETMAP'],
    handlers,
    ...parts.service,
    ...reactions(parts),
  };
  change<ServiceElement, PresenceParts>(element, changes.element, parts);
  return element;
}

/**
 * The presence service element: contact lists, attribute lists, authorization, watcher lists, delivery of presence
 * values (Features and Functions 1.2, section 5), in 1.1, 1.2 and 1.3.
 */

import type { ServiceName } from '../access-profile.ts';
import type { AccessPoint, Handlers, ServiceElement } from '../element.ts';
import { createDirectory } from '../sessions/directory.ts';
import { createAttributeLists } from './attribute-lists.ts';
import { createContactLists } from './contact-lists.ts';
import { attributeListHandlers } from './handlers/attribute-lists.ts';
import { authorizationHandlers } from './handlers/authorization.ts';
import { contactListHandlers } from './handlers/contact-lists.ts';
import { deliveryHandlers } from './handlers/delivery.ts';
import { createNotices, type PresenceLinks } from './notices.ts';
import { createNotifier } from './notify.ts';
import type { PresenceParts } from './parts.ts';
import { createReactive } from './reactive.ts';
import { createRules, type PresenceRules } from './rules.ts';
import { createService, type PresenceService } from './service.ts';
import { createState } from './state.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createValues } from './values.ts';
import { createWatchers } from './watchers.ts';

export type { Notice, PresenceLinks } from './notices.ts';
export type { PresenceParts } from './parts.ts';
export type { Authorization, Ground, PresenceRules } from './rules.ts';
export type { PresenceService } from './service.ts';

export interface PresenceElement extends ServiceElement, PresenceService {
  readonly name: 'presence';
  /** The parts presence is made of; replacing a method here breaks exactly that behaviour. */
  readonly parts: PresenceParts;
}

export interface PresenceOptions {
  readonly rules?: Partial<PresenceRules>;
  readonly links?: PresenceLinks;
}

/** Without links of its own, presence looks for methods of these names at the elements concerned, when it needs them. */
function linksThrough(access: AccessPoint): PresenceLinks {
  type Linked = ServiceElement & PresenceLinks;
  return {
    notice: (user, notice, except) => access.element<Linked>('additions')?.notice?.(user, notice, except),
    grant: (session, users) => access.element<Linked>('messaging')?.grant?.(session, users) ?? true,
  };
}

function createParts(access: AccessPoint, { rules, links }: PresenceOptions): PresenceParts {
  const profile = access.profile.presence;
  // The parts know each other only when they are called, so the object they share may be filled piece by piece.
  const parts = {} as PresenceParts;
  return Object.assign(parts, {
    access,
    profile,
    links: links ?? linksThrough(access),
    state: createState(),
    directory: createDirectory(access),
    rules: createRules(profile, rules),
    contactLists: createContactLists(parts),
    attributeLists: createAttributeLists(parts),
    reactive: createReactive(parts),
    notices: createNotices(parts),
    values: createValues(parts),
    notifier: createNotifier(parts),
    subscriptions: createSubscriptions(parts),
    watchers: createWatchers(parts),
  } satisfies PresenceParts);
}

const FUNCTIONS: readonly ServiceName[] = [
  'PresenceFeat',
  ...(['GCLI', 'CCLI', 'DCLI', 'MCLS'] as const),
  ...(['GETWL', 'REACT', 'CAAUT', 'GETAUT'] as const),
  ...(['GETPR', 'UPDPR'] as const),
  ...(['CALI', 'DALI', 'GALS'] as const),
];

/** Builds the element on an access point. Its handlers, methods and parts may be wrapped. */
export function createPresence(access: AccessPoint, options: PresenceOptions = {}): PresenceElement {
  const parts = createParts(access, options);
  const handlers: Handlers = {
    ...contactListHandlers(parts),
    ...attributeListHandlers(parts),
    ...deliveryHandlers(parts),
    ...authorizationHandlers(parts),
  };
  return {
    name: 'presence',
    functions: FUNCTIONS,
    handlers,
    ...createService(parts),
    parts,
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
    reset: () => parts.state.reset(),
  };
}

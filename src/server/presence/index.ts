/**
 * The presence service element: contact lists, attribute lists, authorization, watcher lists, delivery of presence
 * values (Features and Functions 1.2, section 5), in 1.1, 1.2 and 1.3.
 */
import type { Value } from '../../protocol/model/infer.ts';
import type { Version } from '../../protocol/version.ts';
import type { AccessPoint, Handlers, ServiceElement } from '../element.ts';
import type { ServiceName } from '../profile/access.ts';
import { createAttributeLists } from './attribute-lists.ts';
import { attributesOf, has, type SubList, setOf } from './attributes.ts';
import { createContactLists } from './contact-lists.ts';
import { createDirectory } from './directory.ts';
import { attributeListHandlers } from './handlers/attribute-lists.ts';
import { authorizationHandlers } from './handlers/authorization.ts';
import { contactListHandlers } from './handlers/contact-lists.ts';
import { deliveryHandlers } from './handlers/delivery.ts';
import { createNotices, type PresenceLinks } from './notices.ts';
import { createNotifier } from './notify.ts';
import type { PresenceParts } from './parts.ts';
import { createReactive } from './reactive.ts';
import { createRules, type PresenceRules } from './rules.ts';
import { createState } from './state.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createValues } from './values.ts';
import { createWatchers } from './watchers.ts';

export type { Notice, PresenceLinks } from './notices.ts';
export type { PresenceParts } from './parts.ts';
export type { Authorization, Ground, PresenceRules } from './rules.ts';

/** What other service elements may ask of presence. Users are canonical addresses, lists as a request writes them. */
export interface PresenceService {
  /** The members of a contact list of `owner`; undefined where the owner has no such list (700). */
  listMembers(owner: string, list: string): readonly string[] | undefined;
  /** Whether a user is in a contact list of `owner`. */
  isMember(owner: string, list: string, user: string): boolean;
  /** Whether any client of the user is logged in. */
  isOnline(user: string): boolean;
  /** Whether the publisher lets the watcher see an attribute, for instance `OnlineStatus` in a search. */
  maySee(watcher: string, publisher: string, attribute: string): boolean;
  /** The present values of these attributes that the watcher may see, as PresenceSubList of the version. */
  valuesFor(watcher: string, publisher: string, attributes: readonly string[], version: Version): SubList;
  /** The display alias a user published, without regard to authorization; undefined where none is valid. */
  aliasOf(user: string): string | undefined;
}

export interface PresenceElement extends ServiceElement, PresenceService {
  readonly name: 'presence';
  /** The parts presence is made of; replacing a method here breaks exactly that behaviour. */
  readonly parts: PresenceParts;
}

export interface PresenceOptions {
  readonly rules?: Partial<PresenceRules>;
  readonly links?: PresenceLinks;
}

function createParts(access: AccessPoint, { rules, links = {} }: PresenceOptions): PresenceParts {
  const profile = access.profile.presence;
  // The parts know each other only when they are called, so the object they share may be filled piece by piece.
  const parts = {} as PresenceParts;
  return Object.assign(parts, {
    access,
    profile,
    links,
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

function createService(parts: PresenceParts): PresenceService {
  const { state } = parts;
  return {
    listMembers(owner, list) {
      const found = parts.contactLists.find(state.of(owner), list);
      return found === undefined ? undefined : [...found.members.keys()];
    },
    isMember: (owner, list, user) => parts.contactLists.find(state.of(owner), list)?.members.has(user) ?? false,
    isOnline: (user) => {
      const record = state.find(user);
      return record !== undefined && parts.values.online(record);
    },
    maySee: (watcher, publisher, attribute) =>
      has(parts.rules.authorization(state.of(publisher), watcher).attributes, attribute),
    valuesFor(watcher, publisher, attributes, version) {
      const record = state.of(publisher);
      const visible = parts.rules.authorization(record, watcher).attributes;
      return parts.values.render(record, setOf(attributes) & visible & attributesOf(version), version);
    },
    aliasOf(user) {
      const record = state.find(user);
      const [alias] = record === undefined ? [] : parts.values.instances(record, 'Alias', false);
      const { Qualifier: valid, PresenceValue: text } = (alias ?? {}) as Value<'Alias'>;
      return valid === true ? text : undefined;
    },
  };
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

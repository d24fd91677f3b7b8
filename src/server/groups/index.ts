/**
 * The group service element (F&F 1.2 section 7; csp semantics, Groups): private and public groups, joining and leaving
 * under screen names, members and roles, reject list, properties, change notices, history.
 */
import { canonicalAddress } from '../../protocol/facts/addresses.ts';
import { keepNewest } from '../bounded-history.ts';
import { type AccessPoint, Refusal, type ServiceElement } from '../element.ts';
import type { InvitationElement } from '../invitation/parts.ts';
import type { MessagingGroups } from '../messaging/groups-port.ts';
import { change, changedAccess } from '../seam.ts';
import { createDirectory } from '../sessions/directory.ts';
import type { Session } from '../sessions/session.ts';
import { conversationHandlers } from './handlers/extended-conversation.ts';
import { lifecycleHandlers } from './handlers/lifecycle.ts';
import { memberHandlers } from './handlers/members.ts';
import { useHandlers } from './handlers/use.ts';
import { createNotices } from './notices.ts';
import type { GroupChanges, GroupParts, GroupsElement } from './parts.ts';
import type { GroupsProfile } from './profile.ts';
import { groupRules } from './rules.ts';
import { type Group, holderOf, joinedFrom, ownOf, propertyOf } from './state.ts';
import { createGroupStore, defaultScreenName, type GroupStore } from './store.ts';

function publicGroup(
  given: { readonly id: string; readonly name: string; readonly topic?: string },
  home: string,
): Group {
  const id = canonicalAddress(given.id, home, 'group');
  if (id === undefined) {
    throw new Error(`profile: groups.publicGroups: '${given.id}' is no group address; write wv:/name@${home}`);
  }
  const properties: Group['properties'] = new Map([['name', { name: 'Name', value: given.name }]]);
  if (given.topic !== undefined) properties.set('topic', { name: 'Topic', value: given.topic });
  properties.set('accesstype', { name: 'Accesstype', value: 'Open' });
  properties.set('searchable', { name: 'Searchable', value: 'T' });
  return {
    id,
    owner: undefined,
    properties,
    welcomeNote: undefined,
    members: new Map(),
    rejected: new Map(),
    joined: [],
    own: new Map(),
    history: [],
    cancelExpiry: () => undefined,
  };
}

/** The interface of groups for messaging. */
function messagingGroups(store: GroupStore, { history, limits }: GroupsProfile): MessagingGroups {
  const keptOfEach = { messages: limits.historyMessages, length: limits.historyLength };
  const kept = (group: Group | undefined) => group !== undefined && history && propertyOf(group, 'History') === 'T';
  return {
    resolve: (groupId) => store.find(groupId)?.id,
    joined: (group) => store.find(group)?.joined ?? [],
    holder(group, screenName) {
      const found = store.find(group);
      return found === undefined ? undefined : holderOf(found, screenName);
    },
    screenNameOf(group, session) {
      const found = store.find(group);
      return found === undefined ? undefined : joinedFrom(found, session)?.screenName;
    },
    allowsPrivate(group) {
      const found = store.find(group);
      return found !== undefined && (propertyOf(found, 'PrivateMessaging') ?? 'T') === 'T';
    },
    acceptsPrivate(group, screenName) {
      const found = store.find(group);
      const user = found === undefined ? undefined : holderOf(found, screenName)?.session.user;
      if (found === undefined || user === undefined) return false;
      return ownOf(found, user).properties.get('privatemessaging') !== 'F';
    },
    keepsHistory: (group) => kept(store.find(group)),
    remember(group, info, length) {
      const found = store.find(group);
      if (found === undefined || !kept(found)) return;
      found.history.push({ info, length });
      keepNewest(found.history, keptOfEach, (entry) => entry.length);
    },
    history: (group) => store.find(group)?.history.map(({ info }) => info) ?? [],
  };
}

/** AutoJoin of the user's own properties: a wish, and nobody waits for an answer. */
function autoJoin({ store }: GroupParts, session: Session): void {
  for (const group of store.all()) {
    const own = group.own.get(session.user);
    if (own?.properties.get('autojoin') !== 'T' || joinedFrom(group, session) !== undefined) continue;
    const wanted = own.screenName;
    const free = wanted !== undefined && holderOf(group, wanted) === undefined;
    try {
      store.join(group, session, free ? wanted : defaultScreenName(group, session.user), false);
    } catch (error) {
      // Rejected meanwhile, or the group is full.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

function createParts(point: AccessPoint, profile: GroupsProfile, changes: GroupChanges): GroupParts {
  const rules = { ...groupRules };
  const notices = createNotices(point, rules);
  const store = createGroupStore({ point, profile, rules, notices });
  const messaging = messagingGroups(store, profile);
  const directory = createDirectory(point);
  const invitation = () => point.element<InvitationElement>('invitation');
  const parts: GroupParts = { point, profile, rules, store, notices, directory, messaging, invitation };
  change(rules, changes.rules, parts);
  change(store, changes.store, parts);
  change(messaging, changes.messaging, parts);
  return parts;
}

export function createGroups(access: AccessPoint, profile: GroupsProfile, changes: GroupChanges = {}): GroupsElement {
  const parts = createParts(changedAccess(access, changes.access), profile, changes);
  const { store, messaging } = parts;
  const home = access.profile.homeDomains[0] ?? '';
  const provide = () => {
    for (const given of profile.publicGroups) store.add(publicGroup(given, home));
  };
  provide();
  const element: GroupsElement = {
    name: 'groups',
    functions: [
      ...(['GroupFeat', 'CREAG', 'DELGR', 'GETGP', 'SETGP', 'SUBGCN', 'GRCHN'] as const),
      ...(['GETGM', 'ADDGM', 'RMVGM', 'MBRAC', 'REJEC', 'GETJU', 'EXCON'] as const),
    ],
    handlers: {
      ...lifecycleHandlers(parts),
      ...useHandlers(parts),
      ...memberHandlers(parts),
      ...conversationHandlers(parts),
    },
    messaging,
    store,
    capabilitiesAgreed: (session) => autoJoin(parts, session),
    sessionClosed(session) {
      for (const group of store.joinedBy(session)) store.leave(group, session);
    },
    reset() {
      store.clear();
      provide();
    },
  };
  change<ServiceElement, GroupParts>(element, changes.element, parts);
  return element;
}

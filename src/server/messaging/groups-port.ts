/**
 * The interface of the group service element for messaging. The element named `groups` offers it as `messaging`; without one
 * every group address is unknown.
 */
import type { Value } from '../../protocol/messages/infer.ts';
import type { AccessPoint, ServiceElement } from '../element.ts';
import type { Session } from '../sessions/session.ts';

/** A user joined to a group from one client. */
export interface JoinedUser {
  readonly session: Session;
  readonly screenName: string;
}

export interface MessagingGroups {
  /** The canonical address of an existing group, undefined for anything else. */
  resolve(groupId: string): string | undefined;
  /** Everybody joined, in order of joining. */
  joined(group: string): readonly JoinedUser[];
  /** The user who holds a screen name; names are compared exactly. */
  holder(group: string, screenName: string): JoinedUser | undefined;
  /** The screen name a session has in a group; undefined where it is not joined. */
  screenNameOf(group: string, session: Session): string | undefined;
  /** The group's property PrivateMessaging. */
  allowsPrivate(group: string): boolean;
  /** The own property PrivateMessaging of a joined user. */
  acceptsPrivate(group: string, screenName: string): boolean;
  /** The group's property History, where the server keeps one. */
  keepsHistory(group: string): boolean;
  /** Keeps a message in the history of the group; `length` is that of its description, characters. */
  remember(group: string, info: Value<'MessageInfo'>, length: number): void;
  history(group: string): readonly Value<'MessageInfo'>[];
}

/** The port for a server without a group service. */
const noGroups: MessagingGroups = {
  resolve: () => undefined,
  joined: () => [],
  holder: () => undefined,
  screenNameOf: () => undefined,
  allowsPrivate: () => false,
  acceptsPrivate: () => false,
  keepsHistory: () => false,
  remember: () => undefined,
  history: () => [],
};

/** The interface of the presence service element for messaging: the members of a user's own contact lists. */
export interface ContactLists {
  /** Canonical addresses of the members, undefined where the user owns no such list. */
  listMembers(owner: string, contactList: string): readonly string[] | undefined;
}

const noContacts: ContactLists = { listMembers: () => undefined };

/** Looked up at each use: the order in which elements are plugged in does not matter. */
export function groupsOf(point: AccessPoint): MessagingGroups {
  return point.element<ServiceElement & { readonly messaging: MessagingGroups }>('groups')?.messaging ?? noGroups;
}

export function contactListsOf(point: AccessPoint): ContactLists {
  return point.element<ServiceElement & ContactLists>('presence') ?? noContacts;
}

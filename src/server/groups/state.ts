/** Groups as the server keeps them: what is said of the group, who belongs to it, who is joined now. */
import type { PrivilegeLevel } from '../../protocol/facts/properties.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Session } from '../sessions/session.ts';

/** A user joined from one client. */
export interface Joined {
  readonly session: Session;
  readonly screenName: string;
  /** Subscribed to GroupChangeNotice. */
  subscribed: boolean;
}

/** The settings of a user for a group; they outlive the session. */
export interface Own {
  /** By property name in lower case. */
  readonly properties: Map<string, string>;
  /** The screen name last used, for AutoJoin. */
  screenName: string | undefined;
}

export interface Group {
  /** Canonical address. */
  readonly id: string;
  /** Canonical address of the creator; undefined for a public group. */
  readonly owner: string | undefined;
  /** By property name in lower case; the server's own properties are computed, not kept. */
  readonly properties: Map<string, { readonly name: string; readonly value: string }>;
  welcomeNote: Value<'WelcomeNote'> | undefined;
  /** The member list with roles, the owner as Admin. */
  readonly members: Map<string, PrivilegeLevel>;
  /** The reject list: canonical address, and the address as it was written. */
  readonly rejected: Map<string, string>;
  /** In order of joining. */
  joined: Joined[];
  readonly own: Map<string, Own>;
  /** Messages sent to it, the oldest first, with the length of each description. */
  readonly history: { readonly info: Value<'MessageInfo'>; readonly length: number }[];
  /** Cancels the end of its Validity. */
  cancelExpiry: () => void;
}

/** The role of a user in a group (csp semantics, Groups: roles). */
export function roleOf(group: Group, user: string): PrivilegeLevel {
  return group.members.get(user) ?? 'User';
}

export function joinedFrom(group: Group, session: Session): Joined | undefined {
  return group.joined.find((entry) => entry.session === session);
}

export function holderOf(group: Group, screenName: string): Joined | undefined {
  return group.joined.find((entry) => entry.screenName === screenName);
}

export function ownOf(group: Group, user: string): Own {
  const known = group.own.get(user);
  if (known !== undefined) return known;
  const fresh: Own = { properties: new Map(), screenName: undefined };
  group.own.set(user, fresh);
  return fresh;
}

/** A common property, `undefined` where it was not set. */
export function propertyOf(group: Group, name: string): string | undefined {
  return group.properties.get(name.toLowerCase())?.value;
}

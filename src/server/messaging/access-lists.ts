/**
 * Blocked and granted lists (csp semantics, Access lists): one of each per user, each with a switch. The first that
 * applies decides: blocked list in use and the sender on it, refuse; granted list in use and the sender not on it,
 * refuse; else accept. They govern messages and invitations, direct ones and those that come through a group.
 */
import { canonicalAddress } from '../../protocol/facts/addresses.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { ContactLists } from './groups-port.ts';

/** One list of entities; keys are canonical, values as the user wrote them. */
export interface EntityList {
  inUse: boolean;
  readonly users: Map<string, string>;
  /** Key: screen name and canonical group. */
  readonly screenNames: Map<string, Value<'ScreenName'>>;
  readonly groups: Map<string, string>;
  /** 1.3. */
  readonly contactLists: Map<string, string>;
  /** 1.3. */
  readonly applications: Set<string>;
}
export interface AccessLists {
  readonly blocked: EntityList;
  readonly granted: EntityList;
}

/** The sender who wants to reach a user, and the group through which. */
export interface Approach {
  /** Canonical address. */
  readonly user: string;
  readonly group?: string | undefined;
  readonly screenName?: string | undefined;
  readonly applicationId?: string | undefined;
}

export function screenNameKey(name: string, group: string): string {
  return `${name}\u0000${group}`;
}

function emptyList(): EntityList {
  return {
    inUse: false,
    users: new Map(),
    screenNames: new Map(),
    groups: new Map(),
    contactLists: new Map(),
    applications: new Set(),
  };
}

/** Number of entries of a list. */
export function entries(list: EntityList): number {
  return list.users.size + list.screenNames.size + list.groups.size + list.contactLists.size + list.applications.size;
}

/** Is this approach named by a list? The rule that defects replace. */
export type Names = (list: EntityList, owner: string, approach: Approach, contacts: ContactLists) => boolean;

export const names: Names = (list, owner, approach, contacts) => {
  if (approach.applicationId !== undefined && list.applications.has(approach.applicationId)) return true;
  if (approach.group !== undefined && list.groups.has(approach.group)) return true;
  if (approach.group !== undefined && approach.screenName !== undefined) {
    if (list.screenNames.has(screenNameKey(approach.screenName, approach.group))) return true;
  }
  if (list.users.has(approach.user)) return true;
  for (const contactList of list.contactLists.keys()) {
    if (contacts.listMembers(owner, contactList)?.includes(approach.user) === true) return true;
  }
  return false;
};

/** May this approach reach a user with these lists? The rule that defects replace. */
export type Admits = (lists: AccessLists, owner: string, approach: Approach, contacts: ContactLists) => boolean;

export const admits: Admits = (lists, owner, approach, contacts) => {
  if (lists.blocked.inUse && names(lists.blocked, owner, approach, contacts)) return false;
  if (lists.granted.inUse && !names(lists.granted, owner, approach, contacts)) return false;
  return true;
};

export interface AccessListStore {
  of(user: string): AccessLists;
  /** Lists that exist; looking does not create any. */
  peek(user: string): AccessLists | undefined;
  clear(): void;
}

export function createAccessListStore(): AccessListStore {
  const lists = new Map<string, AccessLists>();
  return {
    of(user) {
      const known = lists.get(user);
      if (known !== undefined) return known;
      const fresh = { blocked: emptyList(), granted: emptyList() };
      lists.set(user, fresh);
      return fresh;
    },
    peek: (user) => lists.get(user),
    clear: () => lists.clear(),
  };
}

/** Canonical form of a group address inside a screen name. */
export function canonicalGroup(groupId: string, homeDomain: string): string | undefined {
  return canonicalAddress(groupId.trim(), homeDomain, 'group');
}

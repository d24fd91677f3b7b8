/** All groups of the server, and the ways into and out of them. */

import { canonicalAddress, parseAddress } from '../../protocol/facts/addresses.ts';
import { draft } from '../../protocol/messages/any-version.ts';
import { primitive } from '../../protocol/messages/envelope.ts';
import { type AccessPoint, Refusal } from '../element.ts';
import { result } from '../results.ts';
import type { Session } from '../sessions/session.ts';
import type { Notices } from './notices.ts';
import type { GroupsProfile } from './profile.ts';
import type { GroupRules } from './rules.ts';
import { type Group, type Joined, joinedFrom, ownOf, propertyOf } from './state.ts';

export interface OwnProperty {
  readonly name: string;
  readonly value: string;
}

export interface GroupStore {
  /** The group a GroupID names. */
  find(groupId: string): Group | undefined;
  /** @throws Refusal 800 */
  required(groupId: string): Group;
  all(): Iterable<Group>;
  ownedBy(user: string): number;
  readonly size: number;
  add(group: Group): void;
  /** Ends the group: everybody joined is told with LeaveGroup-Response. */
  delete(group: Group): void;
  joinedBy(session: Session): readonly Group[];
  /**
   * Joins under a screen name, which must be free. Own properties are in force before anybody is told: a newcomer with
   * ShowID F is never shown. @throws Refusal
   */
  join(group: Group, session: Session, screenName: string, subscribe: boolean, own?: readonly OwnProperty[]): Joined;
  /** Takes a session out of a group, by its own wish or at the end of the session. */
  leave(group: Group, session: Session): void;
  /** Makes all sessions of a user leave, with the reason. */
  force(group: Group, user: string, code: number): void;
  clear(): void;
}

interface Parts {
  readonly point: AccessPoint;
  readonly profile: GroupsProfile;
  readonly rules: GroupRules;
  readonly notices: Notices;
}

/** The screen name of somebody who chose none: the user part of the UserID. */
export function defaultScreenName(group: Group, user: string): string {
  const parsed = parseAddress(user, 'user');
  const name = parsed.ok ? (parsed.address.user ?? user) : user;
  if (!group.joined.some((entry) => entry.screenName === name)) return name;
  let number = 2;
  while (group.joined.some((entry) => entry.screenName === `${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}

export function createGroupStore({ point, profile: { limits }, rules, notices }: Parts): GroupStore {
  const groups = new Map<string, Group>();
  const home = point.profile.homeDomains[0] ?? '';
  const tellForced = (group: Group, session: Session, code: number) => {
    point.send(
      session,
      primitive('LeaveGroup-Response', draft('LeaveGroup-Response', { GroupID: group.id, Result: result(code) })),
    );
  };
  const takeOut = (group: Group, session: Session): Joined | undefined => {
    const entry = joinedFrom(group, session);
    if (entry !== undefined) group.joined = group.joined.filter((other) => other !== entry);
    return entry;
  };
  const store: GroupStore = {
    find: (groupId) => groups.get(canonicalAddress(groupId.trim(), home, 'group') ?? ''),
    required(groupId) {
      const group = store.find(groupId);
      if (group === undefined) throw new Refusal(800);
      return group;
    },
    all: () => groups.values(),
    ownedBy: (user) => [...groups.values()].filter((group) => group.owner === user).length,
    get size() {
      return groups.size;
    },
    add(group) {
      groups.set(group.id, group);
      const seconds = Number(propertyOf(group, 'Validity') ?? 0);
      if (seconds > 0) group.cancelExpiry = point.clock.after(seconds * 1_000, () => store.delete(group));
    },
    delete(group) {
      group.cancelExpiry();
      groups.delete(group.id);
      const { joined } = group;
      group.joined = [];
      for (const entry of joined) tellForced(group, entry.session, 800);
    },
    joinedBy: (session) => [...groups.values()].filter((group) => joinedFrom(group, session) !== undefined),
    join(group, session, screenName, subscribe, own = []) {
      const allowed = rules.joinCode(group, session.user);
      if (allowed !== 200) {
        if (allowed === 809) notices.joinBlocked(group, screenName);
        throw new Refusal(allowed);
      }
      const seat = rules.seatCode(group, screenName, limits.activeUsersPerGroup);
      if (seat !== 200) throw new Refusal(seat);
      if (store.joinedBy(session).length >= limits.joinedPerUser) throw new Refusal(814);
      const entry: Joined = { session, screenName, subscribed: subscribe };
      group.joined.push(entry);
      const settings = ownOf(group, session.user);
      settings.screenName = screenName;
      for (const { name, value } of own) settings.properties.set(name.toLowerCase(), value);
      notices.joined(group, entry);
      return entry;
    },
    leave(group, session) {
      const entry = takeOut(group, session);
      if (entry === undefined) return;
      notices.left(group, entry, false);
      if (group.joined.length === 0 && propertyOf(group, 'AutoDelete') === 'T') store.delete(group);
    },
    force(group, user, code) {
      for (const { session } of group.joined.filter((entry) => entry.session.user === user)) {
        const entry = takeOut(group, session);
        if (entry === undefined) continue;
        tellForced(group, session, code);
        notices.left(group, entry, code === 809);
      }
    },
    clear() {
      for (const group of groups.values()) group.cancelExpiry();
      groups.clear();
    },
  };
  return store;
}

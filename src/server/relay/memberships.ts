/** The own users joined to groups of other domains: the server of a group knows users, here is noted which clients. */
import type { Session } from '../sessions/session.ts';

export interface Membership {
  readonly session: Session;
  readonly screenName: string;
  subscribed: boolean;
}

export interface Memberships {
  join(group: string, membership: Membership): void;
  /** False where the session was not joined. */
  leave(group: string, session: Session): boolean;
  membership(group: string, session: Session): Membership | undefined;
  /** The sessions of a user that are joined to a group. */
  of(group: string, user: string): readonly Session[];
  subscribed(group: string, user: string): readonly Session[];
  /** Everybody joined to a group from here. */
  joined(group: string): readonly Session[];
  /** The groups a session is joined to. */
  groupsOf(session: Session): readonly string[];
  clear(): void;
}

export function createMemberships(): Memberships {
  const groups = new Map<string, Map<Session, Membership>>();
  const bySession = new Map<Session, Set<string>>();
  const all = (group: string) => [...(groups.get(group)?.values() ?? [])];
  return {
    join(group, membership) {
      const { session } = membership;
      groups.set(group, (groups.get(group) ?? new Map()).set(session, membership));
      bySession.set(session, (bySession.get(session) ?? new Set()).add(group));
    },
    leave(group, session) {
      const members = groups.get(group);
      if (members?.delete(session) !== true) return false;
      if (members.size === 0) groups.delete(group);
      const own = bySession.get(session);
      own?.delete(group);
      if (own?.size === 0) bySession.delete(session);
      return true;
    },
    membership: (group, session) => groups.get(group)?.get(session),
    of: (group, user) => all(group).flatMap(({ session }) => (session.user === user ? [session] : [])),
    subscribed: (group, user) =>
      all(group).flatMap((one) => (one.subscribed && one.session.user === user ? [one.session] : [])),
    joined: (group) => all(group).map(({ session }) => session),
    groupsOf: (session) => [...(bySession.get(session) ?? [])],
    clear() {
      groups.clear();
      bySession.clear();
    },
  };
}

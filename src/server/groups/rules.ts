/** The decisions of the group service, each replaceable from outside. */
import type { Session } from '../sessions/session.ts';
import { type Group, holderOf, ownOf, propertyOf, roleOf } from './state.ts';

/** Actions on a group that need a right. */
export type GroupRight =
  | 'delete'
  | 'set-properties'
  | 'read-members'
  | 'change-members'
  | 'change-roles'
  | 'change-reject-list';

export interface GroupRules {
  /** May this user do that? Owner and Admin everything, Mod the lists but not the roles. */
  may(group: Group, user: string, right: GroupRight): boolean;
  /** 200, or why this user may not join (csp semantics, Join decision). */
  joinCode(group: Group, user: string): number;
  /** 200, or why nobody may join under this name now. */
  seatCode(group: Group, screenName: string, most: number): number;
  /** Is the UserID behind a screen name shown to this user? */
  showsUser(group: Group, user: string, to: string): boolean;
  /** The users to be told of a change, out of those joined; `by` caused it. */
  toldOf(group: Group, by: Session | undefined): readonly Session[];
  /** Joined users who no longer may be, after members were removed or rejected. */
  mustLeave(group: Group, user: string): boolean;
}

const MODERATOR: readonly GroupRight[] = ['read-members', 'change-members', 'change-reject-list'];

export const groupRules: GroupRules = {
  may(group, user, right) {
    if (group.owner === user) return true;
    const role = roleOf(group, user);
    return role === 'Admin' || (role === 'Mod' && MODERATOR.includes(right));
  },
  joinCode(group, user) {
    if (group.rejected.has(user)) return 809;
    const restricted = propertyOf(group, 'Accesstype')?.toLowerCase() === 'restricted';
    if (restricted && group.owner !== user && !group.members.has(user)) return 816;
    return 200;
  },
  seatCode(group, screenName, most) {
    if (holderOf(group, screenName) !== undefined) return 811;
    const own = Number(propertyOf(group, 'MaxActiveUsers') ?? most);
    return group.joined.length >= Math.min(own, most) ? 817 : 200;
  },
  showsUser(group, user, to) {
    if (user === to || group.owner === to || roleOf(group, to) !== 'User') return true;
    return ownOf(group, user).properties.get('showid') === 'T';
  },
  toldOf(group, by) {
    return group.joined.filter((entry) => entry.subscribed && entry.session !== by).map((entry) => entry.session);
  },
  mustLeave(group, user) {
    return groupRules.joinCode(group, user) !== 200;
  },
};

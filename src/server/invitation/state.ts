/** Open invitations: one entry for each invitee, from the Invite-Request until it is cancelled or its validity ends. */
import type { Value } from '../../protocol/messages/infer.ts';
import type { Clock } from '../clock.ts';
import type { Approach } from '../messaging/access-lists.ts';
import type { AttributeSet } from '../presence/attributes.ts';
import type { Session } from '../sessions/session.ts';
import type { QueuedForUser } from '../transactions/user-queue.ts';

/** The subject and the content of the invitation. */
export interface Matter {
  /** InviteID, chosen by the inviter's client. */
  readonly id: string;
  readonly type: string;
  readonly groupId: string | undefined;
  readonly attributes: AttributeSet | undefined;
  readonly urls: readonly string[];
  /** 1.3. */
  readonly applicationId: string | undefined;
  readonly note: string | undefined;
  /** As the inviter gave it, seconds. */
  readonly validity: number | undefined;
}

/** The inviter, and how invitees see the inviter. */
export interface Inviter {
  /** Canonical address. */
  readonly user: string;
  readonly session: Session;
  readonly shown: Value<'Sender'>;
  /** The view of the invitee's access lists on the inviter. */
  readonly approach: Approach;
}

/** Somebody to be invited. */
export interface Invitee {
  /** Canonical address. */
  readonly user: string;
  /** The client that was addressed by ClientID, or the one joined to a group under the name addressed. */
  readonly only: ((session: Session) => boolean) | undefined;
  /** The client that was addressed, of a user of another domain. */
  readonly client?: Value<'ClientID'> | undefined;
  /** The screen name the invitee was addressed by; the inviter must not learn more. */
  readonly as: Value<'ScreenName'> | undefined;
  /** The group addressed as a whole, the canonical address. */
  readonly through: string | undefined;
}

export interface Invitation {
  readonly matter: Matter;
  readonly inviter: Inviter;
  readonly invitee: Invitee;
  /** Milliseconds of the clock. */
  readonly expiresAt: number;
  /** The InviteUser-Request on its way. */
  posted: QueuedForUser | undefined;
  answered: boolean;
  /** Told of the answer to InviteUser-Request: another domain says in it whether the invitee can be invited. */
  told?: (code: number) => void;
}

export interface Invitations {
  /** Adds an invitation; one of the same inviter and InviteID to the same user gives way to it. */
  add(invitation: Invitation): void;
  remove(invitation: Invitation): void;
  /** The invitations of a user with that InviteID, oldest first; inviters choose the IDs, so there may be several. */
  to(user: string, id: string): readonly Invitation[];
  /** The invitation that an inviter sent under an InviteID. */
  from(user: string, id: string): readonly Invitation[];
  /** Number of open invitations to and from a user. */
  countTo(user: string): number;
  countFrom(user: string): number;
  clear(): void;
}

export function createInvitations(clock: Clock): Invitations {
  const timers = new Map<Invitation, () => void>();
  const toUser = new Map<string, Set<Invitation>>();
  const fromUser = new Map<string, Set<Invitation>>();
  const NONE: ReadonlySet<Invitation> = new Set();

  function put(index: Map<string, Set<Invitation>>, user: string, invitation: Invitation): void {
    const set = index.get(user) ?? new Set();
    index.set(user, set.add(invitation));
  }
  function take(index: Map<string, Set<Invitation>>, user: string, invitation: Invitation): void {
    const set = index.get(user);
    set?.delete(invitation);
    if (set?.size === 0) index.delete(user);
  }
  const withId = (set: ReadonlySet<Invitation> = NONE, id: string) => [...set].filter(({ matter }) => matter.id === id);

  const invitations: Invitations = {
    add(invitation) {
      const { matter, inviter, invitee } = invitation;
      for (const older of invitations.to(invitee.user, matter.id)) {
        if (older.inviter.user !== inviter.user) continue;
        older.posted?.withdraw();
        invitations.remove(older);
      }
      const left = Math.max(0, invitation.expiresAt - clock.now());
      timers.set(
        invitation,
        clock.after(left, () => invitations.remove(invitation)),
      );
      put(toUser, invitee.user, invitation);
      put(fromUser, inviter.user, invitation);
    },
    remove(invitation) {
      timers.get(invitation)?.();
      timers.delete(invitation);
      take(toUser, invitation.invitee.user, invitation);
      take(fromUser, invitation.inviter.user, invitation);
    },
    to: (user, id) => withId(toUser.get(user), id),
    from: (user, id) => withId(fromUser.get(user), id),
    countTo: (user) => toUser.get(user)?.size ?? 0,
    countFrom: (user) => fromUser.get(user)?.size ?? 0,
    clear() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
      toUser.clear();
      fromUser.clear();
    },
  };
  return invitations;
}

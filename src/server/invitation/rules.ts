/** The decisions of the invitation service, each replaceable from outside. */
import { draft } from '../../protocol/messages/any-version.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';
import type { Approach } from '../messaging/access-lists.ts';
import type { Session } from '../sessions/session.ts';
import type { InvitationProfile } from './profile.ts';
import { SHARED_CONTENT } from './shared-content.ts';
import type { Invitation, Invitations, Invitee, Inviter, Matter } from './state.ts';

/** The answer of the invitee. */
export interface Answer {
  readonly acceptance: boolean;
  readonly note: string | undefined;
  readonly shown: Value<'Sender'>;
}

export interface InvitationRules {
  /** 200, or the code for what is missing in an invitation of that type. */
  completeness(matter: Matter): number;
  /** The code for one invitee: 200, or what stands in the way. */
  inviteeCode(invitee: Invitee, inviter: Inviter): number;
  /** Milliseconds of the clock until which an invitation is open; `validity` in seconds. */
  openUntil(validity: number | undefined, now: number): number;
  /** Of the sessions an invitee has, may this one get the invitation? */
  goesTo(invitation: Invitation, session: Session): boolean;
  /** The type as a version knows it; undefined where it has nothing like it. */
  typeFor(type: string, version: Version): string | undefined;
  /** Under what the inviter appears who gave a screen name of the own, or none. */
  inviterShown(user: string, screenName: Value<'ScreenName'> | undefined): Value<'Sender'>;
  /** Under what the invitee appears to the inviter; `claimed` is a screen name of the own in the answer. */
  inviteeShown(invitation: Invitation, claimed: Value<'ScreenName'> | undefined): Value<'Sender'>;
  /** May the invitee (still) answer? */
  isOpen(invitation: Invitation): boolean;
  /** Does the inviter's session, or another of the inviter's, get the answer? */
  answerGoesTo(invitation: Invitation, session: Session): boolean;
  /** Carries an answer out: nothing but telling, accepting neither joins nor subscribes. */
  accepted(invitation: Invitation, answer: Answer): void;
}

/** Without what an invitation of a type says nothing (csp semantics, Invitation: errors). */
function completeness({ type, groupId, urls, applicationId }: Matter): number {
  if ((type === 'GR' || type === 'GM') && groupId === undefined) return 402;
  if (type === SHARED_CONTENT && urls.length === 0) return 400;
  // Low confidence (CSP-INV-010).
  if (type === 'AP' && applicationId === undefined) return 402;
  return 200;
}

const FIRST_VERSION: Readonly<Record<string, Version>> = { GM: '1.2', AP: '1.3', EC: '1.3', EG: '1.3' };

export function groupSender(name: Value<'ScreenName'>): Value<'Sender'> {
  return draft('Sender', { Group: { ScreenName: name } });
}

function userSender(user: string): Value<'Sender'> {
  return draft('Sender', { User: { UserID: user } });
}

interface Known {
  readonly profile: InvitationProfile;
  readonly invitations: Pick<Invitations, 'countTo' | 'countFrom'>;
  admits(user: string, approach: Approach): boolean;
}

/** `parts` is asked at each call: the rules are part of it. */
export function invitationRules(parts: () => Known): InvitationRules {
  return {
    completeness,
    inviteeCode(invitee, inviter) {
      const { profile, invitations, admits } = parts();
      if (!admits(invitee.user, inviter.approach)) return 532;
      // No code of the standard is made for it; 507 says that what waits for the user is too much.
      const most = profile.openPerUser;
      return invitations.countTo(invitee.user) >= most || invitations.countFrom(inviter.user) >= most ? 507 : 200;
    },
    openUntil(validity, now) {
      const { keepSeconds } = parts().profile;
      return now + Math.min(validity ?? keepSeconds, keepSeconds) * 1_000;
    },
    goesTo(invitation, session) {
      const { invitee, inviter } = invitation;
      // The invitee may have shut the inviter out since.
      return invitee.only?.(session) !== false && parts().admits(invitee.user, inviter.approach);
    },
    typeFor(type, version) {
      const since = FIRST_VERSION[type] ?? '1.1';
      if (since <= version) return type;
      // To a group, one way or another: the nearest an older client understands.
      return type === 'AP' ? undefined : 'GR';
    },
    inviterShown: (user, screenName) => (screenName === undefined ? userSender(user) : groupSender(screenName)),
    inviteeShown({ invitee }, claimed) {
      const name = claimed ?? invitee.as;
      return name === undefined ? userSender(invitee.user) : groupSender(name);
    },
    isOpen: (invitation) => !invitation.answered,
    answerGoesTo({ inviter }, session) {
      return session === inviter.session || !inviter.session.alive || !inviter.session.agreed('INVIT');
    },
    accepted: () => undefined,
  };
}

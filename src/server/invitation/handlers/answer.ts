/** InviteUser-Response: the invitee's decision, a request of the client's despite its name. */

import { anyVersion } from '../../../protocol/messages/any-version.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import { type Handler, Refusal } from '../../element.ts';
import type { Session } from '../../sessions/session.ts';
import { tellInviter } from '../announcements.ts';
import { claimedName, keptName } from '../parties.ts';
import type { InvitationParts } from '../parts.ts';
import type { Invitation } from '../state.ts';
import { checkedNote } from './invite.ts';

/** Does a Recipient (1.3) name the inviter as the invitee sees the inviter? */
function namesInviter(recipient: Value<'Recipient'>, { inviter }: Invitation, parts: InvitationParts): boolean {
  const user = inviter.shown.User?.UserID;
  if (user !== undefined) {
    return (recipient.User ?? []).some(({ UserID }) => parts.point.accounts.canonical(UserID) === user);
  }
  const shown = inviter.shown.Group?.ScreenName;
  return (recipient.Group ?? []).some(({ ScreenName: name }) => {
    if (name === undefined || shown === undefined) return false;
    const kept = keptName(name, parts);
    return kept.SName === shown.SName && kept.GroupID === shown.GroupID;
  });
}

/**
 * The invitation an answer is for. Several inviters may have chosen the same InviteID: the Recipient of 1.3 tells them
 * apart, before it the latest is meant.
 */
function answeredInvitation(
  id: string,
  recipient: Value<'Recipient'> | undefined,
  user: string,
  parts: InvitationParts,
): Invitation | undefined {
  const open = parts.invitations.to(user, id).filter((invitation) => parts.rules.isOpen(invitation));
  const meant = recipient === undefined ? [] : open.filter((one) => namesInviter(recipient, one, parts));
  return meant.at(-1) ?? (open.length === 1 || recipient === undefined ? open.at(-1) : undefined);
}

/** Tells other sessions of an answer or a cancellation (IA, IR, IC of 1.3; known by name only, AMB-123). */
export type Notify = (user: string, type: 'IA' | 'IR' | 'IC', invitation: Invitation, except: Session) => void;

export function answerHandler(parts: InvitationParts, notify: Notify): Handler<'InviteUser-Response'> {
  return (request, { session }) => {
    const { Sender, Recipient } = anyVersion(request);
    const note = checkedNote(request.ResponseNote, parts);
    const invitation = answeredInvitation(request.InviteID, Recipient, session.user, parts);
    if (invitation === undefined) throw new Refusal(423);
    const claims = { Sender, ScreenName: request.ScreenName };
    const claimed = claimedName(claims, session, parts, invitation.invitee.as);
    const acceptance = request.Acceptance;
    const answer = { acceptance, note, shown: parts.rules.inviteeShown(invitation, claimed) };
    invitation.answered = true;
    // The user's other clients need not ask any more.
    invitation.posted?.withdraw();
    parts.rules.accepted(invitation, answer);
    tellInviter(invitation, answer, parts);
    notify(session.user, acceptance ? 'IA' : 'IR', invitation, session);
    return 200;
  };
}

/** CancelInvite-Request: the inviter takes an invitation back, answered or not (csp semantics, Invitation; F&F 1.2, 8). */

import { anyVersion } from '../../../protocol/messages/any-version.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import { type Handler, Refusal } from '../../element.ts';
import { combinedStatus, type ItemOutcome } from '../../results.ts';
import { tellCancelled } from '../announcements.ts';
import { claimedName, entriesOf, keptName } from '../parties.ts';
import type { InvitationParts } from '../parts.ts';
import { sharedUrls } from '../shared-content.ts';
import type { Invitation } from '../state.ts';
import type { Notify } from './answer.ts';
import { checkedNote } from './invite.ts';

interface Chosen {
  readonly cancelled: ReadonlySet<Invitation>;
  readonly outcomes: readonly ItemOutcome[];
}

/** The invitations a Recipient names, out of those sent under the InviteID; 423 for entries that name none. */
function chosen(
  recipient: Value<'Recipient'>,
  sent: readonly Invitation[],
  inviter: string,
  parts: InvitationParts,
): Chosen {
  const cancelled = new Set<Invitation>();
  const outcomes: ItemOutcome[] = [];
  const choose = (item: ItemOutcome['item'], fits: (invitation: Invitation) => boolean) => {
    const fitting = sent.filter(fits);
    for (const invitation of fitting) cancelled.add(invitation);
    outcomes.push({ code: fitting.length === 0 ? 423 : 200, item });
  };
  for (const { UserID } of recipient.User ?? []) {
    const user = parts.point.accounts.canonical(UserID);
    // Whoever was invited by screen name is not to be found out by guessing users.
    choose({ UserID }, ({ invitee }) => invitee.user === user && invitee.as === undefined);
  }
  for (const { GroupID, ScreenName } of recipient.Group ?? []) {
    if (ScreenName !== undefined) {
      const { SName, GroupID: group } = keptName(ScreenName, parts);
      choose({ ScreenName }, ({ invitee: { as } }) => as?.SName === SName && as.GroupID === group);
    } else if (GroupID !== undefined) {
      const group = parts.groups().resolve(GroupID);
      choose({ GroupID }, ({ invitee }) => group !== undefined && invitee.through === group);
    }
  }
  for (const address of recipient.ContactList ?? []) {
    const members = new Set(parts.contacts().listMembers(inviter, address) ?? []);
    choose({ ContactList: address }, ({ invitee }) => invitee.as === undefined && members.has(invitee.user));
  }
  return { cancelled, outcomes };
}

export function cancelHandler(parts: InvitationParts, notify: Notify): Handler<'CancelInvite-Request'> {
  return (request, { session, version }) => {
    const { profile, invitations } = parts;
    const { Sender, Recipient } = anyVersion(request);
    const note = checkedNote(request.InviteNote, parts);
    const urls = sharedUrls(request.URLList, profile.urls);
    if (Recipient !== undefined && entriesOf(Recipient) > profile.recipients) {
      throw new Refusal(402, `more than ${profile.recipients} recipients`);
    }
    const sent = invitations.from(session.user, request.InviteID);
    if (sent.length === 0) return profile.unknownCancelled;
    const name = claimedName({ Sender, ScreenName: request.ScreenName }, session, parts, nameIn(sent));
    const nobody = Recipient === undefined || entriesOf(Recipient) === 0;
    const everybody = new Set(profile.cancelWithoutRecipient === 'all' ? sent : []);
    const { cancelled, outcomes } = nobody
      ? { cancelled: everybody, outcomes: [] }
      : chosen(Recipient, sent, session.user, parts);
    for (const invitation of cancelled) {
      const { inviter, posted } = invitation;
      invitations.remove(invitation);
      // Nobody is told of the end of what nobody was told of.
      if (posted?.reached() !== true) {
        posted?.withdraw();
        continue;
      }
      posted.stop();
      const shown = name === undefined ? inviter.shown : parts.rules.inviterShown(inviter.user, name);
      tellCancelled(invitation, { shown, note, urls }, parts);
    }
    const [one] = cancelled;
    if (one !== undefined) notify(session.user, 'IC', one, session);
    return combinedStatus(outcomes, version);
  };
}

/** The screen name the invitation was sent under; the inviter may use it even after leaving the group. */
function nameIn(sent: readonly Invitation[]): Value<'ScreenName'> | undefined {
  return sent[0]?.inviter.shown.Group?.ScreenName;
}

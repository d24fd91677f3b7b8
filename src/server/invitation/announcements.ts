/** The requests the server sends in the course of an invitation, in the version of whoever gets them. */
import { is, primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { naming } from '../presence/attributes.ts';
import type { Session } from '../sessions/session.ts';
import type { InvitationParts } from './parts.ts';
import type { Answer } from './rules.ts';
import type { Invitation } from './state.ts';

function inviteUser(invitation: Invitation, session: Session, { rules, point }: InvitationParts) {
  const { matter, inviter, expiresAt } = invitation;
  const { version } = session;
  const type = rules.typeFor(matter.type, version);
  if (type === undefined || !rules.goesTo(invitation, session)) return undefined;
  // another domain has to know for whom it is; a client knows
  const { user: UserID, client: ClientID } = invitation.invitee;
  const addressee = { Recipient: { User: [{ UserID, ...(ClientID !== undefined && { ClientID }) }] } };
  const value = {
    InviteID: matter.id,
    InviteType: type,
    ...(session.visitor === true ? addressee : {}),
    Sender: inviter.shown,
    ...(version === '1.3' && matter.applicationId !== undefined ? { ApplicationID: matter.applicationId } : {}),
    ...(matter.groupId === undefined ? {} : { GroupID: matter.groupId }),
    ...(matter.attributes === undefined ? {} : { PresenceSubList: naming(matter.attributes, version) }),
    ...(matter.urls.length === 0 ? {} : { URLList: { URL: [...matter.urls] } }),
    ...(matter.note === undefined ? {} : { InviteNote: matter.note }),
    // What is left of it: the invitation may have waited for the invitee.
    ...(matter.validity === undefined ? {} : { Validity: Math.ceil((expiresAt - point.clock.now()) / 1_000) }),
  };
  return primitive('InviteUser-Request', value);
}

/** Hands an invitation to the invitee's clients, or keeps it for them. */
export function tellInvitee(invitation: Invitation, parts: InvitationParts): void {
  invitation.posted = parts.queue.post({
    to: invitation.invitee.user,
    from: invitation.inviter.user,
    until: invitation.expiresAt,
    write: (session) => inviteUser(invitation, session, parts),
    onAnswer: (answer) => invitation.told?.(is(answer, 'Status') ? answer.value.Result.Code : 200),
  });
}

/** Invite-Response, a request of the server's despite its name. */
export function tellInviter(invitation: Invitation, answer: Answer, parts: InvitationParts): void {
  const { rules, profile } = parts;
  parts.queue.post({
    to: invitation.inviter.user,
    from: invitation.invitee.user,
    until: invitation.expiresAt,
    write(session) {
      if (!rules.answerGoesTo(invitation, session)) return undefined;
      const note = session.version === '1.3' && session.visitor === undefined ? profile.answerNote : 'ResponseNote';
      const value = {
        InviteID: invitation.matter.id,
        Acceptance: answer.acceptance,
        Sender: answer.shown,
        ...(answer.note === undefined ? {} : { [note]: answer.note }),
      };
      return primitive('Invite-Response', value);
    },
  });
}

/** The content of a cancellation beyond the InviteID. */
export interface Cancellation {
  readonly shown: Value<'Sender'>;
  readonly note: string | undefined;
  readonly urls: readonly string[];
}

export function tellCancelled(
  invitation: Invitation,
  { shown, note, urls }: Cancellation,
  parts: InvitationParts,
): void {
  const { invitee, matter } = invitation;
  const value = {
    InviteID: matter.id,
    Sender: shown,
    ...(note === undefined ? {} : { InviteNote: note }),
    ...(urls.length === 0 ? {} : { URLList: { URL: [...urls] } }),
  };
  parts.queue.post({
    to: invitee.user,
    from: invitation.inviter.user,
    until: invitation.expiresAt,
    write: (session) => (invitee.only?.(session) === false ? undefined : primitive('CancelInviteUser-Request', value)),
  });
}

/**
 * Extended conversation of 1.3 (EXCON): two who talk take others in. The server makes a private group, the requester is
 * joined to it at once, the others are invited. The flow comes from one implementation (low confidence, AMB-125).
 */
import { primitive } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import { type Handlers, Refusal, type RequestContext } from '../../element.ts';
import type { InvitationElement } from '../../invitation/parts.ts';
import type { Inviter, Matter } from '../../invitation/state.ts';
import { notifyOthers } from '../../notification/service.ts';
import { combined, type ItemOutcome } from '../../results.ts';
import type { Session } from '../../sessions/session.ts';
import type { GroupParts } from '../parts.ts';
import type { Group } from '../state.ts';
import { defaultScreenName } from '../store.ts';

type Request = Value<'ExtendConversation-Request'>;

interface Wanted {
  readonly user: string;
  readonly item: ItemOutcome['item'];
  readonly client: Value<'ClientID'> | undefined;
}

/** The partner and the others, each once; entries that name nobody go into `outcomes`. */
function wantedIn(request: Request, { session, version }: RequestContext, parts: GroupParts, outcomes: ItemOutcome[]) {
  const partner = request.ExtendConversationUser;
  const entries = [
    ...(partner === undefined ? [] : [{ id: partner.UserID, client: partner.ClientID }]),
    ...(request.UserIDList?.UserID ?? []).map((id) => ({ id, client: undefined })),
  ];
  if (entries.length === 0) throw new Refusal(400, 'the conversation is extended to nobody');
  const most = parts.profile.conversation.users;
  if (entries.length > most) throw new Refusal(402, `more than ${most} users`);
  const wanted = new Map<string, Wanted>();
  for (const { id, client } of entries) {
    const found = parts.directory.user(id, version);
    const item = { UserID: id };
    if (found.code !== undefined) outcomes.push({ code: found.code, item });
    else if (found.user !== session.user && !wanted.has(found.user))
      wanted.set(found.user, { user: found.user, item, client });
  }
  return [...wanted.values()];
}

/** A group for those who talk: restricted to them, not to be found, gone when the last one leaves. */
function groupFor(request: Request, owner: string, wanted: readonly Wanted[], name: string): Group {
  const property = (key: string, value: string) => [key.toLowerCase(), { name: key, value }] as const;
  const at = owner.lastIndexOf('@');
  return {
    id: `${owner.slice(0, at)}/${name}${owner.slice(at)}`,
    owner,
    properties: new Map([
      property('Name', 'Conversation'),
      property('Accesstype', 'Restricted'),
      property('Searchable', 'F'),
      property('AutoDelete', 'T'),
    ]),
    welcomeNote: request.WelcomeNote,
    members: new Map([[owner, 'Admin'], ...wanted.map(({ user }) => [user, 'User'] as const)]),
    rejected: new Map(),
    joined: [],
    own: new Map(),
    history: [],
    cancelExpiry: () => undefined,
  };
}

function checkRoom(user: string, members: number, { store, profile }: GroupParts): void {
  const { privateGroups, limits } = profile;
  if (!privateGroups) throw new Refusal(405, 'private groups are not offered');
  if (store.ownedBy(user) >= limits.groupsPerUser) throw new Refusal(814);
  if (store.size >= limits.groups) throw new Refusal(815);
  if (members > limits.membersPerGroup) throw new Refusal(402, `a group has ${limits.membersPerGroup} members at most`);
}

function inviterIn(group: Group, session: Session, screenName: string | undefined): Inviter {
  const shown =
    screenName === undefined
      ? { User: { UserID: session.user } }
      : { Group: { ScreenName: { SName: screenName, GroupID: group.id } } };
  const approach = { user: session.user, applicationId: session.applicationId };
  return { user: session.user, session, shown: shown, approach };
}

function extend(
  request: Request,
  context: RequestContext,
  invitation: Pick<InvitationElement, 'invite'>,
  parts: GroupParts,
) {
  const { session, version } = context;
  const { point, profile, store } = parts;
  const id = request.ExtendConversationID;
  if (id.trim() === '' || id.length > point.profile.limits.identifier) throw new Refusal(402, 'ExtendConversationID');
  const name = request.ScreenName?.SName;
  if (name !== undefined && name.trim() === '') throw new Refusal(402, 'the screen name is empty');
  const outcomes: ItemOutcome[] = [];
  const wanted = wantedIn(request, context, parts, outcomes);
  checkRoom(session.user, wanted.length + 1, parts);

  const group = groupFor(request, session.user, wanted, point.newId('talk'));
  if (wanted.length > 0) {
    store.join(group, session, name ?? defaultScreenName(group, session.user), request.SubscribeNotification === true);
    store.add(group);
    const matter: Matter = {
      id,
      type: profile.conversation.inviteType,
      groupId: group.id,
      attributes: undefined,
      urls: [],
      applicationId: undefined,
      note: undefined,
      validity: undefined,
    };
    const inviter = inviterIn(group, session, name);
    for (const { user, item, client } of wanted) {
      const fits = (other: Session) => client?.URL !== undefined && other.clientId.URL === client.URL;
      // The partner's client, where it is still there; else any.
      const only = point.sessionsOf(user).some(fits) ? fits : undefined;
      const code = invitation.invite(matter, inviter, { user, only, as: undefined, through: undefined });
      outcomes.push({ code, item });
    }
  }
  const Result = combined(outcomes, version, 402);
  if (!outcomes.some(({ code }) => code === 200)) {
    group.joined = [];
    store.delete(group);
    throw new Refusal(Result.Code, 'there is nobody to take into the conversation', Result.DetailedResult);
  }
  notifyOthers(point, session.user, { NotificationType: 'GC', GroupID: group.id }, session);
  const value = { ExtendConversationID: id, GroupID: group.id, Result };
  return primitive('ExtendConversation-Response', value);
}

export function conversationHandlers(parts: GroupParts): Handlers {
  return {
    'ExtendConversation-Request'(request, context) {
      const invitation = parts.invitation();
      if (invitation === undefined) throw new Refusal(405);
      return extend(request, context, invitation, parts);
    },
  };
}

/** Answers that the peer gives by itself: those of a server without groups, searches and remote service elements. */
import { domainOfAddress, domainOfService } from '../protocol/ssp/addresses.ts';
import { isSsp, type SspPrimitive, sspPrimitive } from '../protocol/ssp/envelope.ts';
import { featureOf, sspPrimitiveFacts } from '../protocol/ssp/primitives.ts';
import type { SspValue } from '../protocol/ssp/types.ts';
import { statusAbout } from './meta.ts';
import type { Received } from './types.ts';
import type { Users } from './users.ts';

export interface Answering {
  readonly users: Users;
  readonly timeToLive: number;
  /** Features offered to anybody. */
  readonly offered: readonly string[];
  readonly grant: (domain: string, asked: readonly string[]) => readonly string[];
}

type Tree = SspValue<'ServiceTree'>;
type Party = SspValue<'Recipient'>;
/** An element that a reader had to leave out is missing. */
type Lax<T> = T extends object ? { readonly [K in keyof T]?: Lax<T[K]> | undefined } : T;
type AnyValue = Lax<{
  MetaInfo: SspValue<'MetaInfo'>;
  MessageInfo: SspValue<'MessageInfo'>;
  Invited: Party;
  UserID: SspValue<'UserID'>[];
  VerUserID: SspValue<'VerUserID'>[];
  groupID: string;
}>;

export const status = (code: number): SspPrimitive => sspPrimitive('Status', { code });

/**
 * The code with which a receiver refuses a request without looking further (ssp, sections 3 and 7.2): 901 for a user or
 * sender that is none of the other server's, 506 for a service outside the agreement. Undefined: nothing to refuse.
 */
export function objection({ domain, session, name, value }: Received): number | undefined {
  const { MetaInfo, MessageInfo } = value as AnyValue;
  const { serviceID, User } = MetaInfo?.Requestor ?? {};
  const foreign = (address: string | undefined): boolean =>
    address !== undefined && domainOfAddress(address) !== domain.toLowerCase();
  if (serviceID !== undefined && domainOfService(serviceID) !== domain.toLowerCase()) return 901;
  if (foreign(User?.userID)) return 901;
  if (name === 'SendMessageRequest') {
    const { User: sender, GroupID: group } = MessageInfo?.Sender ?? {};
    if (foreign(sender?.userID) || foreign(group?.groupID)) return 901;
  }
  const feature = featureOf(name);
  return feature === undefined || session.agreed === undefined || session.agreed.includes(feature) ? undefined : 506;
}

/** Names in a service tree, at all depths. */
export function featuresOf(tree: Lax<Tree> | undefined): string[] {
  const inner = (tree?.ServiceFeature ?? []) as readonly { name?: string; ServiceFeature?: never }[];
  return inner.flatMap((feature) => [...(feature.name === undefined ? [] : [feature.name]), ...featuresOf(feature)]);
}

export function treeOfFeatures(features: readonly string[]): Tree {
  return features.length === 0 ? {} : { ServiceFeature: features.map((name) => ({ name })) };
}

/** The answer of the peer itself to a request that nothing speaks against. */
export function standardAnswer(received: Received, about: Answering): SspPrimitive {
  const request = { name: received.name, value: received.value };
  const session = ofSession(request, received, about);
  if (session !== undefined) return session;
  const { users } = about;
  const value = request.value as AnyValue;
  if (isSsp(request, 'SendMessageRequest')) return acceptMessage(value, about);
  if (isSsp(request, 'GetPresenceRequest')) {
    const asked = idsOf(value.VerUserID);
    const found = asked.flatMap((userID) => users.get(userID) ?? []);
    const values = found.map(({ id, presence }) => ({ userID: id, PresenceSubList: presence }));
    const PresenceValue = values as SspValue<'PresenceValue', '1.3'>[];
    return sspPrimitive('GetPresenceResponse', { Status: statusAbout(asked, users.unknown(asked)), PresenceValue });
  }
  if (isSsp(request, 'InviteRequest')) {
    const invited = value.Invited?.User?.userID;
    return status(invited === undefined || users.get(invited) !== undefined ? 200 : 531);
  }
  if (isSsp(request, 'SubscribeRequest') || isSsp(request, 'UnsubscribeRequest') || isSsp(request, 'VerifyIDRequest')) {
    const asked = idsOf(value.UserID);
    return sspPrimitive('Status', statusAbout(asked, users.unknown(asked)));
  }
  const told = ['InviteResponse', 'CancelInviteRequest', 'DeliveryStatusReport'].includes(request.name);
  if (told || sspPrimitiveFacts(request.name)?.role === 'notification') return status(200);
  return status(value.groupID === undefined ? 501 : 800);
}

/** The store of the session, the agreement and the profiles. */
function ofSession(request: SspPrimitive, received: Received, about: Answering): SspPrimitive | undefined {
  const { session, domain } = received;
  const { users, offered } = about;
  if (isSsp(request, 'KeepAliveRequest')) {
    session.timeToLive = Math.min(request.value.timeToLive ?? session.timeToLive, about.timeToLive);
    return sspPrimitive('KeepAliveResponse', { timeToLive: session.timeToLive, Status: { code: 200 } });
  }
  if (isSsp(request, 'LogoutRequest') || isSsp(request, 'Disconnect')) return status(200);
  if (isSsp(request, 'ServiceDiscoveryRequest')) {
    return sspPrimitive('ServiceDiscoveryResponse', { Status: { code: 200 }, ServiceTree: treeOfFeatures(offered) });
  }
  if (isSsp(request, 'ServiceNegotiationRequest')) {
    const asked = featuresOf(request.value.ServiceTree).filter((name) => offered.includes(name));
    const granted = about.grant(domain, asked);
    session.agreed = granted;
    return sspPrimitive('ServiceNegotiationResponse', { Status: { code: 200 }, ServiceTree: treeOfFeatures(granted) });
  }
  if (isSsp(request, 'GetUserProfileRequest') || isSsp(request, 'GetPublicProfileRequest')) {
    const asked = idsOf(request.value.UserID);
    const UserProfile = asked.flatMap((userID) => {
      const profile = users.get(userID)?.profile;
      if (profile === undefined) return [];
      return [{ userID, Property: Object.entries(profile).map(([Name, Value]) => ({ Name, Value })) }];
    });
    const Status = statusAbout(asked, users.unknown(asked));
    const name = request.name === 'GetUserProfileRequest' ? 'GetUserProfileResponse' : 'GetPublicProfileResponse';
    return sspPrimitive(name, { Status, UserProfile });
  }
  return isSsp(request, 'UpdateUserProfileRequest') ? updateProfiles(request.value, users) : undefined;
}

function updateProfiles(value: SspValue<'UpdateUserProfileRequest'>, users: Users): SspPrimitive {
  const profiles = (value.UserProfile ?? []).filter(({ userID }) => userID !== undefined);
  const asked = profiles.map(({ userID }) => userID);
  for (const { userID, Property = [] } of profiles) {
    const user = users.get(userID);
    if (user === undefined) continue;
    const changed = Object.fromEntries(Property.map(({ Name, Value }) => [Name, Value]));
    users.set({ ...user, profile: { ...user.profile, ...changed } });
  }
  return sspPrimitive('Status', statusAbout(asked, users.unknown(asked)));
}

/** Takes a message for the users that exist; the peer has no groups. */
function acceptMessage({ MessageInfo }: AnyValue, { users }: Answering): SspPrimitive {
  const recipients = (MessageInfo?.Recipient ?? []) as readonly Lax<Party>[];
  const asked = recipients.flatMap(({ User }) => (User?.userID === undefined ? [] : [User.userID]));
  const groups = recipients.flatMap(({ GroupID }) => (GroupID?.groupID === undefined ? [] : [GroupID.groupID]));
  const messageID = MessageInfo?.messageID ?? '';
  const unknown = users.unknown(asked);
  const all = unknown.length === asked.length;
  if (groups.length === 0)
    return sspPrimitive('SendMessageResponse', { messageID, Status: statusAbout(asked, unknown, 900) });
  const Groups = { code: 800, GroupID: groups.map((groupID) => ({ groupID })) };
  const Status = statusAbout(asked, unknown, 900);
  const DetailedResult = [...(Status.DetailedResult ?? []), Groups];
  return sspPrimitive('SendMessageResponse', { messageID, Status: { code: all ? 900 : 201, DetailedResult } });
}

function idsOf(list: unknown): string[] {
  const items = (list ?? []) as readonly { readonly userID?: string }[];
  return items.flatMap(({ userID }) => (userID === undefined ? [] : [userID]));
}

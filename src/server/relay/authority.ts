/**
 * The domains a request is about, and whether the server it comes from may speak of them: for its own domain, or as the
 * relay that leads to another one (ssp, sections 3 and 7.2).
 */
import { anyVersion } from '../../protocol/messages/any-version.ts';
import { domainOfAddress, domainOfService } from '../../protocol/ssp/addresses.ts';
import type { SspPrimitive, SspPrimitiveName } from '../../protocol/ssp/envelope.ts';
import { featureOf } from '../../protocol/ssp/primitives.ts';
import type { SspValue } from '../../protocol/ssp/types.ts';
import type { SspFeature } from './options.ts';

type Part<T> = T extends readonly (infer X)[]
  ? readonly Part<X>[]
  : T extends object
    ? { readonly [K in keyof T]?: Part<T[K]> | undefined }
    : T;

interface User {
  readonly userID?: string;
}
interface Party {
  readonly User?: User;
  readonly GroupID?: { readonly groupID?: string };
  readonly ScreenName?: { readonly groupID?: string };
}
/** The places of primitives that say who speaks and who is meant; one that lacks them breaks the content model. */
interface Said {
  readonly MetaInfo?: Part<SspValue<'MetaInfo'>>;
  readonly MessageInfo?: Part<SspValue<'MessageInfo'>>;
  readonly User?: User | readonly User[];
  readonly UserID?: User | readonly User[];
  readonly VerUserID?: readonly User[];
  readonly PresenceValue?: readonly User[];
  readonly groupID?: string;
  readonly Inviting?: Party;
  readonly Invited?: Party;
  readonly Responding?: Party;
  readonly Canceling?: Party;
  readonly Canceled?: Party;
}

function partyAddress(party: Part<Party> | undefined): string | undefined {
  return party?.User?.userID ?? party?.GroupID?.groupID ?? party?.ScreenName?.groupID;
}

const usersIn = (list: User | readonly User[] | undefined): (string | undefined)[] =>
  (list === undefined ? [] : 'length' in list ? list : [list]).map(({ userID }) => userID);

function domains(addresses: readonly (string | undefined)[]): string[] {
  return [...new Set(addresses.flatMap((address) => domainOfAddress(address ?? '') ?? []))];
}

/** The user in whose name a request is made. */
export function actingUser({ value }: SspPrimitive): string | undefined {
  const { MetaInfo, Responding } = anyVersion(value);
  return MetaInfo?.Requestor?.User?.userID ?? Responding?.User?.userID;
}

/** The domains in whose name a request speaks; an address that is none counts as the domain ''. */
export function speaking({ name, value }: SspPrimitive): readonly string[] {
  const { MetaInfo, MessageInfo, PresenceValue, groupID, Inviting, Responding, Canceling } = value as Said;
  const { serviceID, User: user } = MetaInfo?.Requestor ?? {};
  const addresses: (string | undefined)[] = [user?.userID];
  if (name === 'SendMessageRequest' || name === 'NewMessage') addresses.push(partyAddress(MessageInfo?.Sender));
  if (name === 'PresenceNotification') addresses.push(...usersIn(PresenceValue));
  if (name === 'GroupChangeNotice' || name === 'LeaveGroupIndication') addresses.push(groupID);
  if (name === 'InviteRequest') addresses.push(Inviting?.User?.userID);
  if (name === 'InviteResponse') addresses.push(Responding?.User?.userID);
  if (name === 'CancelInviteRequest') addresses.push(Canceling?.User?.userID);
  const service = serviceID === undefined ? [] : [domainOfService(serviceID) ?? ''];
  const named = addresses.filter((address) => address !== undefined).map((a) => domainOfAddress(a) ?? '');
  return [...new Set([...service, ...named])];
}

const NOTICES: ReadonlySet<SspPrimitiveName> = new Set(['PresenceNotification', 'GroupChangeNotice', 'NewMessage']);

/** The domains that a request is for. */
export function meant({ name, value }: SspPrimitive): readonly string[] {
  const said = value as Said;
  if (NOTICES.has(name)) return domains(usersIn(said.User));
  switch (name) {
    case 'SendMessageRequest':
      // of what comes through a group, a screen name in it is for the user beside it
      return domains(
        (said.MessageInfo?.Recipient ?? []).map((one) =>
          said.MessageInfo?.Sender?.GroupID === undefined ? partyAddress(one) : one.User?.userID,
        ),
      );
    // back to whoever sent the message
    case 'DeliveryStatusReport':
      return domains([partyAddress(said.MessageInfo?.Sender)]);
    case 'InviteRequest':
      return domains([partyAddress(said.Invited)]);
    case 'InviteResponse':
      return domains([partyAddress(said.Inviting)]);
    case 'CancelInviteRequest':
      return domains([partyAddress(said.Canceled)]);
    case 'LeaveGroupIndication':
      return [];
  }
  if (said.groupID !== undefined) return domains([said.groupID]);
  return domains([...usersIn(said.UserID), ...usersIn(said.VerUserID)]);
}

/** The feature that a request needs of the domain it is for: a message to a group needs groups there. */
export function needed(request: SspPrimitive): SspFeature | undefined {
  const recipients = (request.value as Said).MessageInfo?.Recipient ?? [];
  const toGroup = request.name === 'SendMessageRequest' && recipients.every(({ User }) => User === undefined);
  return toGroup ? 'GroupFeat' : featureOf(request.name);
}

/** The feature in whose name a request speaks: what comes through a group comes from groups. */
export function speakingAs(request: SspPrimitive): SspFeature | undefined {
  const fromGroup = (request.value as Said).MessageInfo?.Sender?.GroupID !== undefined;
  return fromGroup ? 'GroupFeat' : featureOf(request.name);
}

/** Does a request tell users of something, rather than ask for it? */
export function tells(request: SspPrimitive): boolean {
  return (
    NOTICES.has(request.name) ||
    request.name === 'LeaveGroupIndication' ||
    speakingAs(request) !== featureOf(request.name)
  );
}

/** The domain in whose name a request was first made. */
export function origin({ value }: SspPrimitive): string | undefined {
  return domainOfService(anyVersion(value).MetaInfo?.Requestor?.serviceID ?? '');
}

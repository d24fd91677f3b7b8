/** Users, groups and screen names as CSP and as SSP write them. */
import type { Loose } from './loose.ts';

interface CspUser {
  readonly UserID: string;
  readonly FriendlyName?: string;
  readonly ClientID?: { readonly URL?: string; readonly MSISDN?: string };
  readonly ApplicationID?: string;
}
interface CspScreenName {
  readonly SName: string;
  readonly GroupID: string;
}
interface CspGroup {
  readonly GroupID?: string;
  readonly ScreenName?: CspScreenName;
}
/** Recipient holds lists, Sender one of them. */
export interface CspParties {
  readonly User?: readonly CspUser[] | CspUser;
  readonly Group?: readonly CspGroup[] | CspGroup;
}

interface SspUser {
  readonly userID: string;
  readonly friendlyName?: string;
  readonly ClientID?: {
    readonly url?: string;
    readonly value?: string;
    readonly ApplicationID?: { readonly applicationID: string };
  };
  readonly ApplicationID?: { readonly applicationID: string };
}
interface SspScreenName {
  readonly groupID: string;
  readonly value: string;
}
interface SspParty {
  readonly User?: SspUser;
  readonly GroupID?: { readonly groupID: string };
  readonly ScreenName?: SspScreenName;
}
interface SspSender extends Omit<SspParty, 'ScreenName'> {
  readonly SenderDisplay?: { readonly ScreenName?: SspScreenName };
}

/** An object without what is undefined; undefined where nothing is left. */
export function defined<T extends object>(value: T): T | undefined {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as T);
}

function listOf<T>(value: readonly T[] | T | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

export function screenNameToSsp({ SName, GroupID }: CspScreenName): SspScreenName {
  return { groupID: GroupID, value: SName };
}

export function screenNameToCsp({ groupID, value }: SspScreenName): CspScreenName {
  return { SName: value, GroupID: groupID };
}

function userToSsp({ UserID, FriendlyName, ClientID, ApplicationID }: CspUser): SspUser {
  const { URL: url, MSISDN } = ClientID ?? {};
  // the attribute has to be there, empty where a client has no URL
  const known = url !== undefined || MSISDN !== undefined;
  const client = known ? defined({ url: url ?? '', value: MSISDN }) : undefined;
  const application = ApplicationID === undefined ? undefined : { applicationID: ApplicationID };
  return defined({
    userID: UserID,
    friendlyName: FriendlyName,
    ClientID: client,
    ApplicationID: application,
  } as SspUser) as SspUser;
}

/** An application is read below the user and below its client alike; an empty URL or number is none. */
function userToCsp({ userID, friendlyName, ClientID, ApplicationID }: SspUser): CspUser {
  const url = ClientID?.url === '' ? undefined : ClientID?.url;
  const number = ClientID?.value === '' ? undefined : ClientID?.value;
  const client = defined({ URL: url, MSISDN: number }) as CspUser['ClientID'];
  const application = ApplicationID?.applicationID ?? ClientID?.ApplicationID?.applicationID;
  return defined({
    UserID: userID,
    FriendlyName: friendlyName,
    ClientID: client,
    ApplicationID: application,
  } as CspUser) as CspUser;
}

function groupToSsp({ GroupID, ScreenName }: CspGroup): SspParty {
  if (ScreenName !== undefined) return { ScreenName: screenNameToSsp(ScreenName) };
  return { GroupID: { groupID: GroupID ?? '' } };
}

function groupToCsp({ GroupID, ScreenName }: SspParty): CspGroup {
  return ScreenName === undefined ? { GroupID: GroupID?.groupID ?? '' } : { ScreenName: screenNameToCsp(ScreenName) };
}

/** One SSP party per user and group of a CSP element, users first. Contact lists are expanded before. */
export function partiesToSsp({ User, Group }: CspParties): SspParty[] {
  return [...listOf(User).map((user) => ({ User: userToSsp(user) })), ...listOf(Group).map(groupToSsp)];
}

export function partiesToCsp(parties: readonly SspParty[]): CspParties | undefined {
  const User = parties.flatMap(({ User: user }) => (user === undefined ? [] : [userToCsp(user)]));
  const Group = parties.filter((p) => p.User === undefined).map(groupToCsp);
  return defined({
    User: User.length === 0 ? undefined : User,
    Group: Group.length === 0 ? undefined : Group,
  } as Loose) as CspParties | undefined;
}

/** A single party, as Inviting and Invited hold it; of several the first. */
export function partyToSsp(parties: CspParties): SspParty | undefined {
  return partiesToSsp(parties)[0];
}

/** As the CSP element Sender holds it: one user or one group. */
export function partyToSender(party: SspParty): CspParties {
  return party.User === undefined ? { Group: groupToCsp(party) } : { User: userToCsp(party.User) };
}

/** A sender in a group is the group, shown by the screen name. */
export function senderToSsp(sender: CspParties): SspSender | undefined {
  const party = partyToSsp(sender);
  if (party?.ScreenName === undefined) return party;
  const { ScreenName } = party;
  return { GroupID: { groupID: ScreenName.groupID }, SenderDisplay: { ScreenName } };
}

export function senderToCsp({ User, GroupID, SenderDisplay }: SspSender): CspParties {
  if (User !== undefined) return { User: userToCsp(User) };
  const name = SenderDisplay?.ScreenName;
  return { Group: name === undefined ? { GroupID: GroupID?.groupID ?? '' } : { ScreenName: screenNameToCsp(name) } };
}

/** The recipients meant by a Recipient: users, clients of users, contact lists, groups, screen names; and those who cannot be reached. */
import { parseAddress } from '../../protocol/facts/addresses.ts';
import { anyVersion } from '../../protocol/messages/any-version.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { AccessPoint, RequestContext } from '../element.ts';
import type { ItemOutcome } from '../results.ts';
import { domainOf } from '../sessions/accounts.ts';
import type { Session } from '../sessions/session.ts';
import { type Approach, canonicalGroup } from './access-lists.ts';
import type { ContactLists, MessagingGroups } from './groups-port.ts';
import type { RemoteDomains, RemoteTarget, RemoteUser } from './remote-port.ts';

/** One copy to be made. */
export interface Target {
  readonly user: string;
  readonly onlySession: Session | undefined;
  readonly group: string | undefined;
  /** The view of the recipient's access lists on the sender. */
  readonly approach: Approach;
  /** Under what the request named this recipient. */
  readonly item: ItemOutcome['item'];
}

export interface Recipients {
  readonly targets: readonly Target[];
  /** Entries that name nobody, and groups that were reached whoever is in them. */
  readonly outcomes: readonly ItemOutcome[];
  /** Users and groups of other domains that can be reached, each once. */
  readonly remote: readonly RemoteTarget[];
  /** Groups addressed as a whole. */
  readonly groups: readonly string[];
}

interface Parts {
  readonly point: AccessPoint;
  readonly groups: MessagingGroups;
  readonly contacts: ContactLists;
  readonly afar: RemoteDomains;
}

/** Number of entries of a Recipient. */
export function entriesOf(recipient: Value<'Recipient'>): number {
  return (recipient.User?.length ?? 0) + (recipient.Group?.length ?? 0) + (recipient.ContactList?.length ?? 0);
}

/** Is this the client a message is for? URL and MSISDN both count, where they are written. */
function isClient({ clientId }: Session, wanted: Value<'ClientID'>): boolean {
  const same = (key: 'URL' | 'MSISDN') => wanted[key] === undefined || clientId[key]?.trim() === wanted[key].trim();
  return same('URL') && same('MSISDN');
}

/** A ClientID without content names no client. */
export function namedClient(client: Value<'ClientID'> | undefined): Value<'ClientID'> | undefined {
  return client?.URL === undefined && client?.MSISDN === undefined ? undefined : client;
}

/** The session of a user at a client; undefined where there is none. */
export function sessionAt(user: string, client: Value<'ClientID'>, point: AccessPoint): Session | undefined {
  return point.sessionsOf(user).find((session) => isClient(session, client));
}

export function resolveRecipients(
  recipient: Value<'Recipient'>,
  context: RequestContext,
  sender: Approach,
  { point, groups, contacts, afar }: Parts,
): Recipients {
  const targets = new Map<string, Target>();
  const remote = new Map<string, RemoteTarget>();
  const outcomes: ItemOutcome[] = [];
  const whole: string[] = [];
  const home = point.profile.homeDomains[0] ?? '';
  const add = (target: Target) => {
    const key = `${target.user}\u0000${target.onlySession?.id ?? ''}`;
    if (!targets.has(key)) targets.set(key, target);
  };

  /** A user of another domain: 516 where no way leads there. */
  const elsewhere = (canonical: string, client: RemoteUser['client'], item: ItemOutcome['item']) => {
    const domain = domainOf(canonical);
    if (!afar.reaches(domain)) return void outcomes.push({ code: 516, item });
    if (!remote.has(canonical)) remote.set(canonical, { to: { user: canonical, client }, domain, item });
  };

  /** A group of another domain, whose server knows who is joined; false where there is none. */
  const groupElsewhere = (groupId: string, screenName: string | undefined, item: ItemOutcome['item']): boolean => {
    const group = canonicalGroup(groupId, home);
    const domain = group === undefined ? undefined : afar.serverOf(group);
    if (group === undefined || domain === undefined || context.session.visitor === true) return false;
    remote.set(`${group}\u0000${screenName ?? ''}`, { to: { group, screenName }, domain, item });
    return true;
  };

  const user = (address: string, client: Value<'ClientID'> | undefined) => {
    const item = { UserID: address };
    const parsed = parseAddress(address.trim(), 'user');
    if (!parsed.ok) return void outcomes.push({ code: context.version === '1.1' ? 402 : 901, item });
    const canonical = point.accounts.canonical(address.replace(/\/[^@]*/, ''));
    if (canonical === undefined) return void outcomes.push({ code: 531, item });
    if (!point.accounts.isHome(canonical)) return elsewhere(canonical, client, item);
    if (!point.accounts.has(canonical)) return void outcomes.push({ code: 531, item });
    const onlySession = client === undefined ? undefined : sessionAt(canonical, client, point);
    if (client !== undefined && onlySession === undefined) return void outcomes.push({ code: 410, item });
    add({ user: canonical, onlySession, group: undefined, approach: sender, item });
  };

  const contactList = (address: string) => {
    const item = { ContactList: address };
    const members = contacts.listMembers(context.session.user, address);
    if (members === undefined) return void outcomes.push({ code: 700, item });
    if (members.length === 0) outcomes.push({ code: 200, item });
    for (const member of members) {
      if (point.accounts.has(member)) {
        add({ user: member, onlySession: undefined, group: undefined, approach: sender, item: { UserID: member } });
      } else if (point.accounts.isHome(member)) outcomes.push({ code: 531, item: { UserID: member } });
      else elsewhere(member, undefined, { UserID: member });
    }
  };

  /** A group the sender may use, with the name the sender has there; else the outcome is noted. */
  const joinedGroup = (groupId: string, item: ItemOutcome['item']) => {
    const group = groups.resolve(groupId);
    if (group === undefined) {
      const canonical = canonicalGroup(groupId, home);
      const code = canonical === undefined ? 402 : point.accounts.isHome(`x@${domainOf(canonical)}`) ? 800 : 516;
      outcomes.push({ code, item });
      return undefined;
    }
    const screenName = groups.screenNameOf(group, context.session);
    if (screenName === undefined) {
      outcomes.push({ code: 808, item });
      return undefined;
    }
    return { group, approach: { ...sender, group, screenName } };
  };

  const wholeGroup = (groupId: string) => {
    const item = { GroupID: groupId };
    if (groups.resolve(groupId) === undefined && groupElsewhere(groupId, undefined, item)) return;
    const found = joinedGroup(groupId, item);
    if (found === undefined) return;
    whole.push(found.group);
    outcomes.push({ code: 200, item });
    for (const joined of groups.joined(found.group)) {
      if (joined.session === context.session) continue;
      const { session } = joined;
      add({ user: session.user, onlySession: session, group: found.group, approach: found.approach, item });
    }
  };

  const screenName = (name: Value<'ScreenName'>) => {
    const item = { ScreenName: name };
    if (groups.resolve(name.GroupID) === undefined && groupElsewhere(name.GroupID, name.SName, item)) return;
    const found = joinedGroup(name.GroupID, item);
    if (found === undefined) return;
    if (!groups.allowsPrivate(found.group)) return void outcomes.push({ code: 812, item });
    const holder = groups.holder(found.group, name.SName);
    if (holder === undefined) return void outcomes.push({ code: 410, item });
    if (!groups.acceptsPrivate(found.group, name.SName)) return void outcomes.push({ code: 813, item });
    const { session } = holder;
    add({ user: session.user, onlySession: session, group: found.group, approach: found.approach, item });
  };

  for (const entry of recipient.User ?? []) {
    user(entry.UserID, namedClient(anyVersion(entry).ClientID));
  }
  for (const entry of recipient.ContactList ?? []) contactList(entry);
  for (const entry of recipient.Group ?? []) {
    if (entry.GroupID !== undefined) wholeGroup(entry.GroupID);
    else if (entry.ScreenName !== undefined) screenName(entry.ScreenName);
  }
  return { targets: [...targets.values()], outcomes, remote: [...remote.values()], groups: whole };
}

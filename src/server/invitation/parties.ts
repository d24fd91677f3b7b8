/** The inviter and the invitees: checking the names a request gives. */
import type { Value } from '../../protocol/messages/infer.ts';
import { Refusal, type RequestContext } from '../element.ts';
import type { ItemOutcome } from '../results.ts';
import type { Session } from '../sessions/session.ts';
import type { InvitationParts } from './parts.ts';
import type { Invitee, Inviter } from './state.ts';

type ScreenName = Value<'ScreenName'>;

function sameName(a: ScreenName, b: ScreenName): boolean {
  return a.SName === b.SName && a.GroupID === b.GroupID;
}

/** A screen name as it is kept: with the canonical address of its group, where the group exists. */
export function keptName(name: ScreenName, { groups }: InvitationParts): ScreenName {
  return { SName: name.SName, GroupID: groups().resolve(name.GroupID) ?? name.GroupID.trim() };
}

/**
 * The screen name of the own that a request gives. `known`: one the user was addressed by, which holds after leaving.
 * @throws Refusal 800 for a group that does not exist, 808 where the user is not joined, 810 for somebody else's name.
 */
export function ownName(name: ScreenName, session: Session, parts: InvitationParts, known?: ScreenName): ScreenName {
  const kept = keptName(name, parts);
  if (known !== undefined && sameName(kept, known)) return kept;
  const group = parts.groups().resolve(name.GroupID);
  const afar = group === undefined ? parts.afar().screenNameOf(kept.GroupID, session) : undefined;
  if (group === undefined && afar === undefined) throw new Refusal(800);
  const own = group === undefined ? afar : parts.groups().screenNameOf(group, session);
  if (own === undefined) throw new Refusal(808, 'the screen name belongs to a group the user is not joined to');
  if (own !== name.SName) throw new Refusal(810, 'the screen name is not the one the user has in the group');
  return kept;
}

interface Claims {
  readonly Sender?: Value<'Sender'> | undefined;
  readonly ScreenName?: ScreenName | undefined;
}

/**
 * The screen name under which the sender of a request wants to appear: ScreenName, or Sender (1.3).
 * @throws Refusal 402 for another user as Sender, or as {@link ownName}.
 */
export function claimedName(
  { Sender: sender, ScreenName: name }: Claims,
  session: Session,
  parts: InvitationParts,
  known?: ScreenName,
): ScreenName | undefined {
  // the home domain of a visitor has looked at the name
  if (session.visitor === true) return sender?.Group?.ScreenName ?? name;
  const userId = sender?.User?.UserID;
  if (userId !== undefined && parts.point.accounts.canonical(userId) !== session.user) {
    throw new Refusal(402, 'Sender names another user');
  }
  if (sender?.Group?.GroupID !== undefined) throw new Refusal(402, 'a group cannot be the Sender');
  const fromSender = sender?.Group?.ScreenName;
  const own = (given: ScreenName | undefined) =>
    given === undefined ? undefined : ownName(given, session, parts, known);
  const [first, second] = [own(fromSender), own(name)];
  return first ?? second;
}

/** @throws Refusal as {@link claimedName}. */
export function inviterOf(claims: Claims, { session }: RequestContext, parts: InvitationParts): Inviter {
  const name = claimedName(claims, session, parts);
  return {
    user: session.user,
    session,
    shown: parts.rules.inviterShown(session.user, name),
    approach: {
      user: session.user,
      applicationId: session.applicationId,
      ...(name === undefined ? {} : { group: name.GroupID, screenName: name.SName }),
    },
  };
}

/** An entry of a Recipient that names somebody, with what it stands for in the result. */
export interface Named {
  readonly invitee: Invitee;
  readonly item: ItemOutcome['item'];
}

export interface Resolved {
  /** Each user once; the first entry that names a user counts. */
  readonly named: readonly Named[];
  /** Entries that name nobody, and groups and lists reached as a whole. */
  readonly outcomes: readonly ItemOutcome[];
}

/** Number of entries of a Recipient. */
export function entriesOf(recipient: Value<'Recipient'>): number {
  return (recipient.User?.length ?? 0) + (recipient.Group?.length ?? 0) + (recipient.ContactList?.length ?? 0);
}

/** An entry User of a Recipient in any version; ApplicationID came with 1.3. */
interface AddressedUser {
  readonly UserID: string;
  readonly ClientID?: Value<'ClientID'> | undefined;
  readonly ApplicationID?: string | undefined;
}

/** Addresses of other systems (`mailto:...`) are users unknown here (low confidence, CSP-INV-028). */
const FOREIGN_SCHEME = /^(?!wv:)[a-z][a-z0-9+.-]*:/i;

/** The users that a Recipient names. */
export function resolve(recipient: Value<'Recipient'>, context: RequestContext, parts: InvitationParts): Resolved {
  const { session, version } = context;
  const { point, directory } = parts;
  const groups = parts.groups();
  const named = new Map<string, Named>();
  const outcomes: ItemOutcome[] = [];
  const fail = (code: number, item: ItemOutcome['item']) => void outcomes.push({ code, item });
  const add = (user: string, item: ItemOutcome['item'], more: Partial<Invitee> = {}) => {
    if (named.has(user)) return;
    named.set(user, { invitee: { user, only: undefined, as: undefined, through: undefined, ...more }, item });
  };

  for (const entry of (recipient.User ?? []) as readonly AddressedUser[]) {
    const item = { UserID: entry.UserID };
    const { ClientID: client, ApplicationID: application } = entry;
    const found = FOREIGN_SCHEME.test(entry.UserID.trim()) ? { code: 531 } : directory.user(entry.UserID, version);
    if (found.code !== undefined) {
      fail(found.code, item);
    } else if (client === undefined && application === undefined) {
      add(found.user, item);
    } else {
      const only = (other: Session) =>
        (client?.URL === undefined || other.clientId.URL === client.URL) &&
        (client?.MSISDN === undefined || other.clientId.MSISDN === client.MSISDN) &&
        (application === undefined || other.applicationId === application);
      if (point.reaches?.(found.user) === true) add(found.user, item, { client });
      else if (point.sessionsOf(found.user).some(only)) add(found.user, item, { only });
      else fail(410, item);
    }
  }

  const joinedTo = (groupId: string, item: ItemOutcome['item']): string | undefined => {
    const group = groups.resolve(groupId);
    if (group === undefined) fail(800, item);
    else if (groups.screenNameOf(group, session) === undefined) fail(808, item);
    else return group;
    return undefined;
  };
  for (const entry of recipient.Group ?? []) {
    if (entry.ScreenName !== undefined) {
      const item = { ScreenName: entry.ScreenName };
      const group = joinedTo(entry.ScreenName.GroupID, item);
      if (group === undefined) continue;
      const holder = groups.holder(group, entry.ScreenName.SName)?.session;
      if (holder === undefined) {
        fail(410, item);
        continue;
      }
      // The client joined under that name; once its session is over, any of the user's.
      const only = (other: Session) => other === holder || !holder.alive;
      add(holder.user, item, { only, as: keptName(entry.ScreenName, parts) });
    } else if (entry.GroupID !== undefined) {
      const item = { GroupID: entry.GroupID };
      const group = joinedTo(entry.GroupID, item);
      if (group === undefined) continue;
      outcomes.push({ code: 200, item });
      for (const joined of groups.joined(group)) {
        if (joined.session === session) continue;
        const as = { SName: joined.screenName, GroupID: group };
        add(joined.session.user, item, { only: (other) => other === joined.session, as, through: group });
      }
    }
  }

  for (const address of recipient.ContactList ?? []) {
    const item = { ContactList: address };
    const members = parts.contacts().listMembers(session.user, address);
    if (members === undefined) {
      fail(700, item);
      continue;
    }
    outcomes.push({ code: 200, item });
    for (const member of members) {
      if (point.accounts.has(member)) add(member, { UserID: member });
      else if (point.reaches?.(member) === true) add(member, { UserID: member });
      else fail(point.accounts.isHome(member) ? 531 : 516, { UserID: member });
    }
  }
  return { named: [...named.values()], outcomes };
}

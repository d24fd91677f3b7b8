/** Contact of a scenario with state that was left behind: its observations then prove nothing. */
import { anyVersion } from '../../protocol/messages/any-version.ts';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import { resultCode } from '../../protocol/messages/result-code.ts';
import type { Leftover } from '../../results/results.ts';
import { textsIn } from './changes.ts';
import type { Deed, Ledger, Page, Waiting } from './ledger.ts';
import { madeByOthers } from './names.ts';

type Loose = Readonly<Record<string, unknown>>;

const PRESENCE: ReadonlySet<string> = new Set(['SubscribePresence-Request', 'GetPresence-Request']);
const OF_ACCESS_LISTS: ReadonlySet<string> = new Set(['BlockEntity-Request', 'GetBlockedList-Request']);
/** Requests by which one user reaches another. */
const REACHING: ReadonlySet<string> = new Set([
  ...['SendMessage-Request', 'ForwardMessage-Request', 'Invite-Request', 'AddGroupMembers-Request'],
  ...['SubscribePresence-Request', 'GetPresence-Request', 'ExtendConversation-Request'],
]);
const OF_PROFILE: ReadonlySet<string> = new Set([
  'GetPublicProfile-Request',
  'UpdatePublicProfile-Request',
  'Search-Request',
]);

/** Codes for a full quota, by kind. */
const QUOTA: Readonly<Record<string, readonly number[]>> = {
  'contact-list': [753],
  group: [814, 815],
  'joined-group': [814, 817],
  message: [507],
  'attribute-list': [755],
};

interface Scene {
  readonly page: Page;
  readonly ledger: Ledger;
}

export function touches(left: Leftover, scene: Scene): boolean {
  const { page, ledger } = scene;
  const mine = (deed: Deed) => deed.user === left.user;
  const names = (primitive: Primitive, address: string) =>
    textsIn(primitive.value, 'UserID').some((one) => ledger.plain(one) === ledger.plain(address));
  const some = (test: (deed: Deed) => boolean) => page.deeds.some(test);
  const full = some((deed) => mine(deed) && (QUOTA[left.kind] ?? []).some((code) => says(deed.answer, code)));
  switch (left.kind) {
    case 'session':
      return showsOnlineStatus(scene, left.user);
    case 'contact-list':
      // Names are never used twice: an extra list matters if lists are counted, a missing one if they are listed.
      return (
        full ||
        (/ (missing|no longer the default list)$/.test(left.what) &&
          some((d) => mine(d) && /List-Request$/.test(d.request.name)))
      );
    case 'attribute-list':
      return (
        full ||
        some((d) => mine(d) && /AttributeList-Request$/.test(d.request.name)) ||
        some(
          (d) =>
            PRESENCE.has(d.request.name) &&
            names(d.request, left.user) &&
            (left.key === '' || d.user === ledger.plain(left.key)),
        )
      );
    case 'subscription':
      return some(
        (d) =>
          (mine(d) && /subscribePresence/i.test(d.request.name) && names(d.request, left.key)) ||
          (d.user === ledger.plain(left.key) && d.request.name === 'GetWatcherList-Request'),
      );
    case 'authorization':
      return some(
        (d) =>
          (d.user === ledger.plain(left.key) && PRESENCE.has(d.request.name) && names(d.request, left.user)) ||
          (mine(d) && /Auth/.test(d.request.name)),
      );
    case 'access-lists':
      return (
        some((d) => mine(d) && OF_ACCESS_LISTS.has(d.request.name)) ||
        (left.what.includes('(in force)') && some((d) => REACHING.has(d.request.name) && names(d.request, left.user)))
      );
    case 'message':
      return full || some((d) => mine(d) && d.request.name === 'GetMessageList-Request');
    case 'presence-value':
      return some((d) => PRESENCE.has(d.request.name) && names(d.request, left.user));
    case 'public-profile':
      return some((d) => OF_PROFILE.has(d.request.name));
    case 'joined-group':
      return (
        full ||
        some((d) => textsIn(d.request.value, 'GroupID').some((id) => ledger.plain(id) === ledger.plain(left.key)))
      );
    default:
      return full;
  }
}

/** True if an answer has this code, in its Result or in a DetailedResult. */
function says(answer: Primitive | undefined, code: number): boolean {
  if (answer === undefined) return false;
  const result = anyVersion(answer.value).Result;
  return resultCode(answer) === code || (result?.DetailedResult ?? []).some((detail) => detail.Code === code);
}

/** True if the server told any party the OnlineStatus of a user. */
function showsOnlineStatus({ page, ledger }: Scene, user: string): boolean {
  const shows = ({ value }: Primitive) => {
    const { Presence } = anyVersion(value);
    return (Presence ?? []).some(
      (one) =>
        ledger.plain(String(one.UserID)) === user && JSON.stringify(one.PresenceSubList ?? '').includes('OnlineStatus'),
    );
  };
  return (
    page.told.some(({ primitive }) => shows(primitive)) ||
    page.deeds.some(({ answer }) => answer !== undefined && shows(answer))
  );
}

/**
 * Accepted but undelivered messages of earlier scenarios that explain an observation: a queue that is full although the
 * scenario did not fill it, or a message to a user on line that is held back behind stored ones.
 */
export function stuckMessages({ page, ledger }: Scene): { readonly user: string; readonly by: Waiting } | undefined {
  const here = page.origin.scenario;
  const stuck = (user: string, offline: boolean) =>
    ledger.unseen(user).find((one) => one.scenario !== here && (one.offline || !offline));
  const refused = page.deeds.find(({ answer }) => says(answer, 507));
  const users = refused === undefined ? page.deeds.map((deed) => deed.user) : recipientsOf(refused).map(ledger.plain);
  if (refused === undefined && page.lost.size === 0) return undefined;
  for (const user of new Set(users)) {
    const by = stuck(user, refused === undefined);
    if (by !== undefined) return { user, by };
  }
  return undefined;
}

/** A name made by another run that is no known leftover: that run is going on at the same time. */
export function anotherRun({ page, ledger }: Scene, run: string): string | undefined {
  const known = ledger.leftovers.map(({ key }) => key.toLowerCase());
  const found = page.deeds.flatMap(({ answer }) => madeByOthers(JSON.stringify(answer?.value ?? ''), run));
  return found.find((name) => !known.some((key) => key.includes(name.toLowerCase())));
}

function recipientsOf({ request }: Deed): readonly string[] {
  return textsIn((anyVersion(request.value).MessageInfo as Loose | undefined)?.Recipient, 'UserID');
}

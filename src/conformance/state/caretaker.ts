/**
 * The end of a scenario: all its changes are undone, whether or not a step does so; the state is compared with the one
 * before; every session is ended. Remaining changes are recorded in the ledger.
 */

import type { Answer } from '../../client/answers.ts';
import type { Client } from '../../client/types.ts';
import { anyVersion } from '../../protocol/messages/any-version.ts';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import { resultCode } from '../../protocol/messages/result-code.ts';
import { VERSIONS } from '../../protocol/version.ts';
import { type Entities, emptyLists, inForce, listChange, readLists, rest, together } from './access-lists.ts';
import { type StateKind, textsIn } from './changes.ts';
import { contactListsIn, withDefault } from './contact-lists.ts';
import type { Ledger, OpenSession, Page, Standing } from './ledger.ts';
import { isMade } from './names.ts';

/** A user at a client, as far as the end of a scenario needs it. */
export interface Actor {
  /** As in the transcript: `alice`, `bob-2`. */
  readonly name: string;
  readonly user: string;
  readonly client: Client;
  /** Logs in and negotiates. */
  open(): Promise<void>;
}

export interface Care {
  readonly ledger: Ledger;
  readonly page: Page;
  /** The client that acts for a user, by its address; undefined for a user who is not part of the test. */
  party(user: string): Actor | undefined;
  /** The parties with an open session. */
  open(): readonly Actor[];
  /** The party with a name as in the transcript, if it was made. */
  named(name: string): Actor | undefined;
  claims(item: string): boolean;
  /** Lets the page read the exchanges since the last time. */
  read(): void;
}

const WORDS: Readonly<Record<StateKind, string>> = {
  session: 'a session',
  'contact-list': 'the contact list',
  'attribute-list': 'the attribute list for',
  subscription: 'the subscription to',
  authorization: 'the decision about',
  'access-lists': 'the access lists',
  group: 'the group',
  'joined-group': 'the place in the group',
  message: 'the message',
  invitation: 'the invitation',
  'presence-value': 'the value of',
  'public-profile': 'the public profile',
};

/** `the contact list wv:alice/friends@example.com of alice@example.com` */
export function inWords(kind: StateKind, key: string, user: string): string {
  const what = kind === 'attribute-list' && key === '' ? 'the default attribute list' : WORDS[kind];
  return `${[what, key].filter((text) => text !== '').join(' ')} of ${user}`;
}

/** Records a leftover; `key` and `more` identify it within its kind. */
export function leave(
  care: Care,
  kind: StateKind,
  of: { user: string; key?: string; more?: string },
  why: string,
): void {
  const { user, key = '', more } = of;
  const what = [inWords(kind, key, user), ...(more === undefined ? [] : [more])].join(': ');
  care.ledger.leave({ kind, user: care.ledger.plain(user), key, what, why, ...care.page.origin });
}

async function opened(party: Actor): Promise<Client> {
  if (party.client.session.sessionId === undefined) await party.open();
  return party.client;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Undoes everything that stands, last first. */
export async function undoAll(care: Care): Promise<void> {
  care.read();
  const { standing } = care.page;
  const away = (one: Standing) => care.party(one.user)?.client.session.sessionId === undefined;
  const all = [...standing].reverse();
  // A user without a session does not log in again to leave a group that is deleted anyway.
  const last = new Set(all.filter((one) => one.kind === 'joined-group' && away(one)));
  for (const one of merged(all.filter((some) => !last.has(some)))) await undo(care, one);
  for (const one of last) if (standing.includes(one)) await undo(care, one);
  // Notices of a cancelled invitation must not wait for the next scenario.
  if (all.some((one) => one.kind === 'invitation')) for (const { client } of care.open()) await client.drain();
}

/** Values of presence that one user published are unset by one request. */
function merged(all: readonly Standing[]): readonly Standing[] {
  const found: Standing[] = [];
  for (const one of all) {
    const at = found.findIndex(
      (other) => one.kind === 'presence-value' && other.kind === one.kind && other.user === one.user,
    );
    const other = found[at];
    if (other?.undo === undefined || one.undo === undefined) found.push(one);
    else found[at] = { ...other, undo: both(other.undo, one.undo), parts: [...(other.parts ?? [other]), one] };
  }
  return found;
}

function both(one: Primitive, other: Primitive): Primitive {
  const list = (primitive: Primitive) => anyVersion(primitive.value).PresenceSubList;
  return { name: one.name, value: { PresenceSubList: { ...list(one), ...list(other) } } };
}

/** Items that undoing requests need. Without the item nobody can undo the change, and it ends by itself. */
const NEEDED: Readonly<Record<string, string>> = {
  'CancelInvite-Request': 'IMPS-CSP-S-CAINV',
};

async function undo(care: Care, one: Standing): Promise<void> {
  const { page } = care;
  const parts = one.parts ?? [one];
  const stays = () => parts.some((part) => page.standing.includes(part));
  const party = care.party(one.user);
  const needed = NEEDED[one.undo?.name ?? ''];
  const moot = needed !== undefined && !care.claims(needed);
  if (!stays() || one.kind === 'message') return;
  if (party === undefined || moot) return page.gone(one);
  if (one.kind === 'access-lists') return emptyAccessLists(care, party, one);
  let why = '';
  for (let attempt = 0; attempt < 2 && stays(); attempt++) {
    try {
      // A session may have negotiated too little for this: the second attempt opens its own.
      if (attempt > 0 && party.client.session.sessionId !== undefined) await party.client.logout();
      const client = await opened(party);
      const { name, value } = one.undo as Primitive;
      const answer = await client.request(name, value, attempt === 0 ? {} : { unchecked: true });
      why = `${name} was answered ${answer.code ?? answer.primitive.name}`;
    } catch (error) {
      why = messageOf(error);
    }
    care.read();
  }
  for (const part of parts) if (page.standing.includes(part)) leave(care, part.kind, part, why);
}

async function emptyAccessLists(care: Care, party: Actor, one: Standing): Promise<void> {
  const { user } = one;
  try {
    const client = await opened(party);
    if (!care.claims('IMPS-CSP-S-GLBLU')) return await withoutLooking(care, client, one);
    let shown = await readLists(client);
    if (rest(shown) === undefined) {
      // The scenario added entries that the list does not show: they may come back.
      await removeKnown(care, client, user);
      shown = await readLists(client);
    }
    const remains = await emptyLists(client, shown);
    if (remains === undefined) return care.page.gone(one);
    const force = inForce(await readLists(client)) ? 'in force' : 'not in force';
    leave(
      care,
      'access-lists',
      { user, more: `${remains} (${force})` },
      'the entries were removed and are shown still',
    );
  } catch (error) {
    leave(care, 'access-lists', { user, more: 'unknown (in force)' }, messageOf(error));
  }
}

/** Removes the entries of the scenario from lists that cannot be read. */
async function withoutLooking(care: Care, client: Client, one: Standing): Promise<void> {
  const answer = await removeKnown(care, client, one.user);
  if (answer === undefined || answer.success) return care.page.gone(one);
  const more = 'unknown (in force)';
  leave(care, 'access-lists', { user: one.user, more }, `BlockEntity-Request was answered ${answer.code}`);
}

/** Removes the entries of the scenario from the lists, shown or not. */
async function removeKnown({ page }: Care, client: Client, user: string): Promise<Answer | undefined> {
  const values = page.deeds
    .filter((deed) => deed.user === user && deed.request.name === 'BlockEntity-Request')
    .map(
      ({ request }) => request.value as Readonly<Record<string, Partial<Record<'AddList' | 'EntityList', Entities>>>>,
    );
  const put = (list: string) =>
    values.flatMap((value) => [value[list]?.AddList ?? [], value[list]?.EntityList ?? []].flat());
  const [blocked, granted] = [together(put('BlockList')), together(put('GrantList'))];
  if (Object.keys(blocked).length + Object.keys(granted).length === 0) return undefined;
  const change = { blocked: { remove: blocked, inUse: false }, granted: { remove: granted, inUse: false } };
  return client.request('BlockEntity-Request', listChange(client.version, change));
}

const ABOUT_LISTS: ReadonlySet<string> = new Set(['CreateList-Request', 'DeleteList-Request', 'ListManage-Request']);

/** Restores changed contact lists of users: the lists from before, and the same default list. */
export async function compareLists(care: Care): Promise<void> {
  if (!care.claims('IMPS-CSP-S-GCLI')) return;
  const changed = care.page.deeds.filter(
    ({ request, answer }) =>
      ABOUT_LISTS.has(request.name) &&
      answer !== undefined &&
      (request.name !== 'ListManage-Request' || textsIn(request.value, 'Name').includes('Default')),
  );
  for (const user of new Set(changed.map((deed) => deed.user))) {
    const party = care.party(user);
    if (party === undefined) continue;
    try {
      await compareListsOf(care, party, user);
    } catch (error) {
      leave(care, 'contact-list', { user, more: 'not compared with what was there before' }, messageOf(error));
    }
  }
}

async function compareListsOf(care: Care, party: Actor, user: string): Promise<void> {
  const { ledger } = care;
  const client = await opened(party);
  const same = (one: string, other: string) => ledger.plain(one) === ledger.plain(other);
  const found = async () => contactListsIn((await client.request('GetList-Request', {})).primitive.value);
  const known = (list: string) => ledger.standing.some((one) => one.kind === 'contact-list' && same(one.key, list));
  let now = await found();
  const further = now.all.filter((list) => isMade(list) && !known(list));
  for (const ContactList of further) await client.request('DeleteList-Request', { ContactList });
  if (further.length > 0) now = await found();
  for (const list of now.all.filter((one) => isMade(one) && !known(one))) {
    leave(care, 'contact-list', { user, key: list }, 'it was deleted and is shown still');
  }
  const before = ledger.lists.get(user);
  if (before === undefined) return;
  for (const list of before.all.filter((one) => !now.all.some((other) => same(one, other)))) {
    leave(
      care,
      'contact-list',
      { user, key: list, more: 'missing' },
      'it was there before and could not be made again',
    );
  }
  const { standard } = before;
  if (standard === undefined || !now.all.some((one) => same(one, standard))) return;
  if (now.standard !== undefined && same(standard, now.standard)) return;
  const answer = await client.request('ListManage-Request', withDefault(client.version, standard));
  now = await found();
  if (now.standard !== undefined && same(standard, now.standard)) return;
  leave(
    care,
    'contact-list',
    { user, key: standard, more: 'no longer the default list' },
    `ListManage-Request: ${answer.code}`,
  );
}

/** Ends every open session. */
export async function endSessions(care: Care): Promise<void> {
  care.read();
  for (const session of [...care.ledger.sessions.values()]) {
    const why = await logOut(care, session);
    care.read();
    if (!care.ledger.sessions.has(session.id)) continue;
    care.ledger.dropSession(session.id);
    leave(care, 'session', { user: session.user, key: session.id }, why);
  }
}

async function logOut(care: Care, { id, party, version, syntax }: OpenSession): Promise<string> {
  const client = care.named(party)?.client;
  if (client === undefined) return `there is no client ${party} any more`;
  const written = VERSIONS.includes(version) ? { version, syntax } : {};
  try {
    const answer = await client.request('Logout-Request', {}, { sessionId: id, ...written });
    return `Logout-Request was answered ${resultCode(answer.primitive) ?? answer.primitive.name}`;
  } catch (error) {
    return messageOf(error);
  }
}

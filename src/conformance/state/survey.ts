/**
 * A survey of the accounts before the first scenario, at an implementation that cannot be reset. State left by earlier
 * runs is removed; state of the accounts themselves is remembered and given back at the end. State counts as that of a
 * run by its name (names.ts), or if it concerns only users of the test.
 */
import type { Client } from '../../client/types.ts';
import type { Primitive, PrimitiveName } from '../../protocol/messages/envelope.ts';
import type { Configuration, Leftover } from '../../results/results.ts';
import { type Account, type Ixit, PARTIES } from '../ics/types.ts';
import { visiting as visitAs } from '../review/visit.ts';
import { emptyLists, listChange, readLists, rest, type ShownList } from './access-lists.ts';
import { naming, textsIn } from './changes.ts';
import { contactListsIn } from './contact-lists.ts';
import type { Ledger } from './ledger.ts';
import { isMade } from './names.ts';
import { onLineElsewhere } from './on-line.ts';

export interface Survey {
  readonly leftovers: readonly Leftover[];
  /** Findings and actions, in words. */
  readonly found: readonly string[];
  /** True if the implementation answered at all. */
  readonly answered: boolean;
  /** Restores the state that was taken from the accounts for the run. */
  giveBack(): Promise<void>;
}

export interface SurveyOptions {
  readonly ixit: Ixit;
  readonly ledger: Ledger;
  readonly configuration: Configuration;
  claims(item: string): boolean;
}

interface Visit {
  readonly options: SurveyOptions;
  readonly client: Client;
  readonly user: string;
  readonly others: readonly string[];
  readonly found: string[];
  readonly toGiveBack: Primitive[];
}

const primitive = (name: PrimitiveName, value: unknown): Primitive => ({ name, value }) as Primitive;

export const NO_SURVEY: Survey = { leftovers: [], found: [], answered: false, giveBack: async () => {} };

export async function survey(options: SurveyOptions): Promise<Survey> {
  const { ixit, ledger } = options;
  const found: string[] = [];
  const toGiveBack = new Map<Account, Primitive[]>();
  const known = ledger.leftovers.length;
  let answered = false;
  for (const name of PARTIES) {
    const account = ixit.accounts[name];
    const others = PARTIES.filter((other) => other !== name).map((other) => ixit.accounts[other].user);
    const given: Primitive[] = [];
    toGiveBack.set(account, given);
    try {
      await visiting(options, name, (client) =>
        visit({ options, client, user: account.user, others, found, toGiveBack: given }),
      );
      answered = true;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      found.push(`${account.user}: what earlier runs left is not known: ${why}`);
      // Without a connection, the other accounts get no answer either.
      if (error instanceof Error && error.name === 'TransportError') break;
      answered = true;
    }
  }
  await onLine(options, found);
  return {
    leftovers: ledger.leftovers.slice(known),
    found,
    answered,
    async giveBack() {
      for (const name of PARTIES) {
        const all = toGiveBack.get(ixit.accounts[name]) ?? [];
        if (all.length === 0) continue;
        await visiting(options, name, async (client) => {
          for (const one of all) await client.request(one.name, one.value, { unchecked: true });
        });
      }
    },
  };
}

async function onLine(options: SurveyOptions, found: string[]): Promise<void> {
  const { ledger } = options;
  try {
    for (const user of await onLineElsewhere(options, (name, call) => visiting(options, name, call))) {
      found.push(`${user} is on line though no client of the run is: somebody else uses this account`);
      const what = `a session of ${user} that is none of this run`;
      const why = 'its OnlineStatus is T while no client of the run is logged in';
      ledger.leave({
        kind: 'session',
        user: ledger.plain(user),
        key: '',
        what,
        why,
        scenario: 'somebody else',
        configuration: '',
      });
    }
  } catch {
    // The visits before report that there was no answer.
  }
}

async function visiting(
  { ixit, configuration }: SurveyOptions,
  name: (typeof PARTIES)[number],
  call: (client: Client) => Promise<void>,
): Promise<void> {
  await visitAs({ ixit, configuration, account: ixit.accounts[name], party: name }, call);
}

async function visit(at: Visit): Promise<void> {
  const { claims } = at.options;
  if (claims('IMPS-CSP-S-GCLI')) await contactLists(at);
  if (claims('IMPS-CSP-S-GALS')) await attributeLists(at);
  if (claims('IMPS-CSP-S-GLBLU')) await accessLists(at);
  if (claims('IMPS-CSP-S-SUBPRES')) await subscriptions(at);
  if (claims('IMPS-CSP-S-CAAUT')) await decisions(at);
  if (claims('IMPS-CSP-S-SRCH') && claims('IMPS-CSP-S-DELGR')) await groups(at);
  if (claims('IMPS-CSP-S-LEAVE')) await joined(at);
  await messages(at);
}

function left({ options, user }: Visit, kind: string, key: string, what: string, why: string): void {
  const { ledger } = options;
  ledger.leave({ kind, user: ledger.plain(user), key, what, why, scenario: 'an earlier run', configuration: '' });
}

async function contactLists(at: Visit): Promise<void> {
  const { client, user, found, options } = at;
  const read = async () => contactListsIn((await client.request('GetList-Request', {})).primitive.value);
  let now = await read();
  const made = now.all.filter(isMade);
  for (const ContactList of made) await client.request('DeleteList-Request', { ContactList });
  if (made.length > 0) {
    now = await read();
    found.push(`${user}: ${made.length} contact lists of earlier runs were deleted`);
    for (const list of now.all.filter(isMade)) {
      left(at, 'contact-list', list, `the contact list ${list}`, 'it was deleted and is shown still');
    }
  }
  const own = now.all.filter((list) => !isMade(list));
  const { standard } = now;
  options.ledger.lists.set(options.ledger.plain(user), {
    standard: standard !== undefined && isMade(standard) ? undefined : standard,
    all: own,
  });
}

/** The default attribute list of an answer, without the other lists. */
function pick(answer: object): object {
  return 'DefaultAttributeList' in answer ? { DefaultAttributeList: answer.DefaultAttributeList } : {};
}

async function attributeLists(at: Visit): Promise<void> {
  const { client, user, others, found, options } = at;
  const { version } = client;
  const { plain } = options.ledger;
  const read = async (DefaultList: boolean) => {
    const answer = await client.request('GetAttributeList-Request', { DefaultList });
    return answer.primitive.name === 'GetAttributeList-Response' ? answer.as('GetAttributeList-Response') : {};
  };
  // Some servers show only the default list if asked for it, others never show it unasked.
  const attached = await read(false);
  const value = { ...attached, ...('DefaultAttributeList' in attached ? {} : pick(await read(true))) };
  const entries = ('Presence' in value ? (value.Presence ?? []) : []) as readonly object[];
  const ours = (address: string) => others.some((other) => plain(other) === plain(address));
  const users = entries.flatMap((one) => textsIn(one, 'UserID')).filter(ours);
  const lists = entries.flatMap((one) => textsIn(one, 'ContactList')).filter(isMade);
  const { DefaultAttributeList: standard } = value as { readonly DefaultAttributeList?: { PresenceSubList?: object } };
  const attributes = standard?.PresenceSubList;
  const byDefault = attributes !== undefined && Object.keys(attributes).length > 0;
  if (users.length + lists.length === 0 && !byDefault) return;
  const gone = { ...naming({ users, lists }, version, true), DefaultList: byDefault };
  const deleted = await client.request('DeleteAttributeList-Request', gone, { unchecked: true });
  const which = [...users, ...lists, ...(byDefault ? ['everybody'] : [])].join(', ');
  if (deleted.success) found.push(`${user}: the attribute lists for ${which} were taken away for the run`);
  else
    left(
      at,
      'attribute-list',
      users[0] ?? '',
      `the attribute lists for ${which}`,
      `DeleteAttributeList-Request: ${deleted.code}`,
    );
  if (!byDefault) return;
  at.toGiveBack.push(
    primitive('CreateAttributeList-Request', { PresenceSubList: [attributes].flat()[0], DefaultList: true }),
  );
}

async function accessLists(at: Visit): Promise<void> {
  const { client, user, others, found, options, toGiveBack } = at;
  const { plain } = options.ledger;
  const shown = await readLists(client);
  const what = rest(shown);
  if (what === undefined) return;
  const remains = await emptyLists(client, shown);
  if (remains !== undefined)
    left(at, 'access-lists', '', `the access lists of ${user}: ${remains} (in force)`, 'they could not be emptied');
  else found.push(`${user}: the access lists were emptied for the run: ${what}`);
  const ours = (text: string) => isMade(text) || others.some((other) => plain(other) === plain(text));
  const foreign = ({ entities, inUse }: ShownList) => {
    const kept = Object.entries(entities as Readonly<Record<string, readonly unknown[]>>).flatMap(([kind, all]) => {
      const some = (all ?? []).filter((one) => !ours(typeof one === 'string' ? one : JSON.stringify(one)));
      return some.length === 0 ? [] : [[kind, some] as const];
    });
    return kept.length === 0 ? undefined : { add: Object.fromEntries(kept), inUse: inUse === true };
  };
  const [blocked, granted] = [foreign(shown.blocked), foreign(shown.granted)];
  if (blocked === undefined && granted === undefined) return;
  const change = { ...(blocked && { blocked }), ...(granted && { granted }) };
  toGiveBack.push(primitive('BlockEntity-Request', listChange(client.version, change)));
}

/** Ends all presence subscriptions: only the publisher could learn whether there is one. */
async function subscriptions({ client, others }: Visit): Promise<void> {
  const value = naming({ users: others, lists: [] }, client.version, false);
  await client.request('UnsubscribePresence-Request', value, { unchecked: true });
}

async function decisions({ client, others }: Visit): Promise<void> {
  for (const UserID of others) await client.request('CancelAuth-Request', { UserID });
}

/** Most rounds of searching and deleting: a search may show only a few groups at a time. */
const MOST_SEARCHES = 5;

async function groups(at: Visit): Promise<void> {
  const { client, user, found } = at;
  const pair = { SearchElement: 'GROUP_USER_ID_OWNER', SearchString: user };
  const list = client.version === '1.3' ? [{ SearchPair: [pair] }] : [pair];
  const tried = new Set<string>();
  let deleted = 0;
  for (let n = 0; n < MOST_SEARCHES; n++) {
    const answer = await client.request(
      'Search-Request',
      { SearchPairList: list, SearchLimit: 50 },
      {
        unchecked: true,
      },
    );
    if (answer.primitive.name !== 'Search-Response') break;
    const { SearchResult, SearchID, CompletionFlag } = answer.as('Search-Response');
    const made = textsIn(SearchResult, 'GroupID').filter((id) => isMade(id) && !tried.has(id));
    if (SearchID !== undefined && !CompletionFlag) await client.request('StopSearch-Request', { SearchID });
    if (made.length === 0) break;
    for (const GroupID of made) {
      tried.add(GroupID);
      const gone = await client.request('DeleteGroup-Request', { GroupID });
      if (gone.success) deleted += 1;
      else left(at, 'group', GroupID, `the group ${GroupID}`, `DeleteGroup-Request: ${gone.code}`);
    }
  }
  if (deleted > 0) found.push(`${user}: ${deleted} groups of earlier runs were deleted`);
}

async function joined({ client, options }: Visit): Promise<void> {
  const { groups: known } = options.ixit;
  for (const GroupID of new Set([known.public, known.joinable])) {
    if (GroupID !== undefined) await client.request('LeaveGroup-Request', { GroupID });
  }
}

async function messages({ client, user, found, options }: Visit): Promise<void> {
  const came = (await client.drain()).filter(({ name }) => name === 'NewMessage' || name === 'DeliveryReport-Request');
  let count = came.length;
  if (options.claims('IMPS-CSP-S-GETLM')) {
    const ids = textsIn((await client.request('GetMessageList-Request', {})).primitive.value, 'MessageID');
    if (ids.length > 0 && options.claims('IMPS-CSP-S-REJCM')) {
      await client.request('RejectMessage-Request', { MessageID: [...ids] });
    } else {
      for (const MessageID of ids) await client.request('MessageDelivered', { MessageID });
    }
    count += ids.length;
  }
  if (count > 0) found.push(`${user}: ${count} messages and reports that waited were collected`);
}

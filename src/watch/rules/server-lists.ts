/** Rules of a server: contact lists, attribute lists, access lists, public profiles, searches; each as it was last changed. */
import { type Answered, type Scene, succeeded } from '../scene.ts';
import { elementsIn, inside, type Loose, number, several, text } from '../session.ts';
import { keyOf } from '../users.ts';
import type { Rule } from './rule.ts';
import { answerRule } from './server-access.ts';

type Given = Answered & { readonly to: NonNullable<Answered['to']> };

/** Lists a GetList-Response names, the default one included. */
export function listsNamed(value: Loose): readonly string[] {
  const wrapped = several(inside(value, 'ContactListIDList'), 'ContactList');
  return [...several(value, 'ContactList'), ...wrapped, ...several(value, 'DefaultContactList')].flatMap((one) =>
    typeof one === 'string' ? [keyOf(one)] : [],
  );
}

const ownedLists = ({ session, users }: Scene): readonly (readonly [string, boolean])[] => {
  const user = session?.user === undefined ? undefined : keyOf(session.user);
  if (user === undefined) return [];
  return [...users.lists.entries()].flatMap(([id, list]) => (list.owner === user ? [[id, list.exists] as const] : []));
};

const madeLists = answerRule('CSP-CLS-001', 'a list that was made is named', 'GetList-Request', (answer, scene) => {
  if (answer.name !== 'GetList-Response') return undefined;
  const named = listsNamed(answer.value);
  const missing = ownedLists(scene).filter(([id, exists]) => exists && !has(named, id));
  if (ownedLists(scene).length === 0) return undefined;
  return missing.length === 0 ? 'fine' : [missing.map(([id]) => id).join(', '), named.join(', ') || 'no list'];
});

const goneLists = answerRule(
  'CSP-CLS-016',
  'a list that was deleted is not named',
  'GetList-Request',
  (answer, scene) => {
    const gone = ownedLists(scene).filter(([, exists]) => !exists);
    if (answer.name !== 'GetList-Response' || gone.length === 0) return undefined;
    const named = listsNamed(answer.value);
    const still = gone.find(([id]) => has(named, id));
    return still === undefined ? 'fine' : [`no ${still[0]}`, named.join(', ')];
  },
);

const foreignLists = answerRule(
  'CSP-CLS-004',
  'the lists of others are not named',
  'GetList-Request',
  (answer, { session, users }) => {
    const user = session?.user === undefined ? undefined : keyOf(session.user);
    if (answer.name !== 'GetList-Response' || user === undefined) return undefined;
    const foreign = listsNamed(answer.value).find((id) => {
      const owner = users.lists.get(id)?.owner;
      return owner !== undefined && owner !== user;
    });
    return foreign === undefined ? 'fine' : ['lists of the user', foreign];
  },
);

/** The same address, where one of both may lack its domain. */
function has(ids: readonly string[], id: string): boolean {
  const bare = (one: string) => one.replace(/@.*$/, '');
  return ids.some((one) => one === id || (one.includes('@') !== id.includes('@') && bare(one) === bare(id)));
}

const whole = answerRule(
  'CSP-ADR-004',
  'a list is named under the address it was made with',
  'GetList-Request',
  (answer, scene) => {
    if (answer.name !== 'GetList-Response') return undefined;
    const named = listsNamed(answer.value);
    const own = ownedLists(scene).filter(([id, exists]) => exists && id.includes('@'));
    const shortened = own.find(([id]) => !named.includes(id) && has(named, id));
    if (own.length === 0) return undefined;
    return shortened === undefined ? 'fine' : [shortened[0], named.join(', ')];
  },
);

/** Members a ListManage-Response shows: users and their nicknames. */
function membersIn(value: Loose | undefined): ReadonlyMap<string, string | undefined> {
  const members = new Map<string, string | undefined>();
  for (const one of elementsIn(value, 'NickName')) members.set(keyOf(text(one, 'UserID') ?? ''), text(one, 'Name'));
  for (const one of several(value, 'UserID')) if (typeof one === 'string') members.set(keyOf(one), undefined);
  return members;
}

const listOf = ({ to }: Given, { users }: Scene) => users.contents.get(keyOf(text(to.value, 'ContactList') ?? ''));

function members(
  requirement: string,
  name: string,
  wrong: (
    shown: ReadonlyMap<string, string | undefined>,
    known: ReadonlyMap<string, string | undefined>,
    answer: Given,
  ) => readonly [string, string] | undefined,
): Rule {
  return answerRule(requirement, name, 'ListManage-Request', (answer, scene) => {
    const known = listOf(answer, scene);
    const shown = inside(answer.value, 'NickList');
    if (answer.name !== 'ListManage-Response' || known === undefined || shown === undefined || answer.code !== 200)
      return undefined;
    // Changes of the same request show in its answer in one way or the other.
    if (answer.to.value.AddNickList !== undefined || answer.to.value.RemoveNickList !== undefined) return undefined;
    return wrong(membersIn(shown), known, answer) ?? 'fine';
  });
}

const added = members('CSP-CLS-024', 'members that were added are shown', (shown, known) => {
  const missing = [...known.keys()].find((user) => !has([...shown.keys()], user));
  return missing === undefined ? undefined : [`member ${missing}`, [...shown.keys()].join(', ') || 'no member'];
});

const removed = members('CSP-CLS-028', 'members that were removed are not shown', (shown, known) => {
  const strange = [...shown.keys()].find((user) => !has([...known.keys()], user));
  return strange === undefined ? undefined : [[...known.keys()].join(', ') || 'no member', `member ${strange}`];
});

const nicknames = members('CSP-CLS-022', 'members are shown with their nicknames', (shown, known) => {
  for (const [user, name] of known) {
    const found = [...shown].find(([one]) => has([one], user));
    if (name !== undefined && found !== undefined && found[1] !== name) {
      return [`${user} as ${name}`, `${user} ${found[1] === undefined ? 'without a nickname' : `as ${found[1]}`}`];
    }
  }
  return undefined;
});

const unasked = answerRule(
  'CSP-CLS-023',
  'members are shown where they are asked for',
  'ListManage-Request',
  (answer, { session }) => {
    if (answer.name !== 'ListManage-Response' || session === undefined || session.version === '1.1') return undefined;
    const asked = answer.to.value.ReceiveList;
    if (asked === undefined) return undefined;
    const came = inside(answer.value, 'NickList') !== undefined && membersIn(inside(answer.value, 'NickList')).size > 0;
    return asked === false && came ? ['no NickList', 'NickList'] : 'fine';
  },
);

/** Entries of an access list that were added and not removed again, or removed. */
const accessRule = (requirement: string, name: string, kept: boolean): Rule =>
  answerRule(requirement, name, 'GetBlockedList-Request', (answer, { session, users }) => {
    const user = session?.user === undefined ? undefined : keyOf(session.user);
    const known = user === undefined ? undefined : users.access.get(user);
    if (answer.name !== 'GetBlockedList-Response' || known === undefined) return undefined;
    const shown = {
      BlockList: entriesIn(inside(answer.value, 'BlockList')),
      GrantList: entriesIn(inside(answer.value, 'GrantList')),
    };
    let seen = false;
    for (const [key, there] of known) {
      const [list = '', entry = ''] = key.split(' ');
      if (there !== kept) continue;
      seen = true;
      const own = shown[list === 'GrantList' ? 'GrantList' : 'BlockList'];
      if (has(own, entry) !== there)
        return [`${there ? '' : 'no '}${entry} in ${list}`, own.join(', ') || 'an empty list'];
    }
    return seen ? 'fine' : undefined;
  });

/** UserIDs and GroupIDs of an EntityList, as keys. */
export function entriesIn(list: Loose | undefined): readonly string[] {
  const entity = inside(list, 'EntityList') ?? list;
  return [...several(entity, 'UserID'), ...several(entity, 'GroupID')].flatMap((one) =>
    typeof one === 'string' ? [keyOf(one)] : [],
  );
}

const limited = answerRule(
  'CSP-SRC-015',
  'no answer holds more results than SearchLimit',
  'Search-Request',
  (answer, { users }) => {
    const limit =
      number(answer.to.value, 'SearchLimit') ?? users.searchLimits.get(String(answer.to.value.SearchID ?? ''));
    if (answer.name !== 'Search-Response' || limit === undefined || limit === 0) return undefined;
    const count = resultsIn(answer.value);
    return count > limit ? [`at most ${limit}`, `${count} results`] : 'fine';
  },
);

function resultsIn(value: Loose): number {
  const result = inside(value, 'SearchResult');
  const users = inside(result, 'UserList');
  return (
    several(users, 'User').length +
    several(users, 'UserID').length +
    several(inside(result, 'GroupList'), 'GroupID').length
  );
}

const findings = answerRule('CSP-SRC-014', 'SearchFindings tells how many there are', 'Search-Request', (answer) => {
  if (answer.name !== 'Search-Response') return undefined;
  const told = number(answer.value, 'SearchFindings');
  const count = resultsIn(answer.value);
  if (told === undefined) return ['SearchFindings', 'none'];
  return count > 0 && told === 0 ? [`SearchFindings ${count} or more`, 'SearchFindings 0'] : 'fine';
});

const nothing = answerRule('CSP-SRC-020', 'a search without hits is complete', 'Search-Request', (answer) => {
  if (answer.code === 424 && answer.to.value.SearchID === undefined) return ['Search-Response', `${answer.name} 424`];
  if (answer.name !== 'Search-Response' || number(answer.value, 'SearchFindings') !== 0 || resultsIn(answer.value) > 0)
    return undefined;
  return answer.value.CompletionFlag === true ? 'fine' : ['CompletionFlag T', 'CompletionFlag F'];
});

const complete = answerRule(
  'CSP-SRC-016',
  'the answer with the last results is marked as complete',
  'Search-Request',
  (answer) => {
    const told = number(answer.value, 'SearchFindings');
    if (answer.name !== 'Search-Response' || told === undefined || answer.to.value.SearchID !== undefined)
      return undefined;
    const count = resultsIn(answer.value);
    if (count < told || count === 0) return undefined;
    return answer.value.CompletionFlag === true ? 'fine' : ['CompletionFlag T', 'CompletionFlag F'];
  },
);

const searchIndex = answerRule('CSP-SRC-018', 'SearchIndex tells where to go on', 'Search-Request', (answer) => {
  const index = number(answer.value, 'SearchIndex');
  if (answer.name !== 'Search-Response' || index === undefined || answer.value.CompletionFlag === true)
    return undefined;
  const count = resultsIn(answer.value);
  if (count === 0 || answer.to.value.SearchID !== undefined) return undefined;
  // The index of the last result given, or of the next one; both count from 0 or from 1.
  return index === count || index === count + 1 || (index === count - 1 && count > 1)
    ? 'fine'
    : [`${count} or ${count + 1}`, `SearchIndex ${index}`];
});

const stopped = answerRule(
  'CSP-SRC-028',
  'a search that was stopped is dead',
  'Search-Request',
  (answer, { users }) => {
    const id = String(answer.to.value.SearchID ?? '');
    if (!users.stopped.has(id)) return undefined;
    return succeeded(answer) ? ['424', answer.name] : 'fine';
  },
);

const deadSearch = answerRule(
  'CSP-SRC-021',
  'a search that is not open is refused with 424',
  'Search-Request',
  (answer, { session, users }) => {
    const id = String(answer.to.value.SearchID ?? '');
    if (id === '' || succeeded(answer) || answer.code === undefined) return undefined;
    if (session?.searches.has(id) === true && !users.stopped.has(id)) return undefined;
    return [424, 425, 400, 402, 506, 405, 501, 500, 503, 600, 601, 604].includes(answer.code)
      ? 'fine'
      : ['424', `${answer.name} ${answer.code}`];
  },
);

const profile = answerRule(
  'CSP-PUB-001',
  'a public profile is shown as it was stored',
  'GetPublicProfile-Request',
  (answer, { users }) => {
    if (answer.name !== 'GetPublicProfile-Response') return undefined;
    for (const shown of elementsIn(answer.value, 'PublicProfile')) {
      const known = users.profiles.get(keyOf(text(shown, 'UserID') ?? ''));
      for (const [name, value] of known ?? []) {
        const found = propertiesIn(shown).get(name);
        if (found !== value) return [`${name} ${value}`, `${name} ${found ?? 'missing'}`];
      }
      if (known !== undefined) return 'fine';
    }
    return undefined;
  },
);

/** Properties of a public profile: names and values. */
export function propertiesIn(value: Loose | undefined): ReadonlyMap<string, string> {
  return new Map(
    elementsIn(value, 'Property').flatMap((one) => {
      const [name, content] = [text(one, 'Name'), text(one, 'Value')];
      return name === undefined || content === undefined ? [] : [[name, content] as const];
    }),
  );
}

export const serverListRules: readonly Rule[] = [
  madeLists,
  goneLists,
  foreignLists,
  whole,
  added,
  removed,
  nicknames,
  unasked,
  accessRule('CSP-ACL-001', 'entries that were added to an access list are shown', true),
  accessRule('CSP-ACL-013', 'entries that were removed from an access list are not shown', false),
  limited,
  findings,
  nothing,
  complete,
  searchIndex,
  stopped,
  deadSearch,
  profile,
];

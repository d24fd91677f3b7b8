/** The elements one can search by (csp semantics, Search): what they look at, and what their string may be. */
import type { Version } from '../../protocol/version.ts';
import { type Group, propertyOf } from '../groups/state.ts';
import type { PresenceService } from '../presence/parts.ts';
import type { Account, Accounts } from '../sessions/accounts.ts';
import type { Session } from '../sessions/session.ts';

/** Public profiles, which 1.3 has. */
export interface ProfileSource {
  /** The value of a property of a user's public profile; undefined where there is none. */
  valueOf(user: string, property: string): string | undefined;
}

/** Presence as far as a search looks at it. */
export type SeenPresence = Pick<PresenceService, 'maySee' | 'aliasOf'>;

/** The arguments of the tests of search elements. */
interface Known {
  readonly point: { readonly accounts: Pick<Accounts, 'canonical'> };
  readonly rules: {
    matches(value: string | undefined, text: string): boolean;
    onlineTo(user: string, searcher: Session): boolean | undefined;
  };
  presence(): SeenPresence;
  profiles(): ProfileSource;
}

interface Common {
  readonly name: string;
  readonly since: Version;
  /** The fault of a string; of an element without free text only. */
  readonly fault?: (text: string) => string | undefined;
}

/** Makes the test for one string, which is in lower case; the test is then run over everybody. */
interface UserElement extends Common {
  readonly kind: 'user';
  test(text: string, searcher: Session, parts: Known): (account: Account) => boolean;
}
interface GroupElement extends Common {
  readonly kind: 'group';
  test(text: string, searcher: Session, parts: Known): (group: Group) => boolean;
}
export type SearchElement = UserElement | GroupElement;

function userText(name: string, value: (account: Account) => string | undefined): UserElement {
  return {
    name,
    kind: 'user',
    since: '1.1',
    test:
      (text, _searcher, { rules }) =>
      (account) =>
        rules.matches(value(account), text),
  };
}

function groupText(name: string, value: (group: Group) => string | undefined): GroupElement {
  return {
    name,
    kind: 'group',
    since: '1.1',
    test:
      (text, _searcher, { rules }) =>
      (group) =>
        rules.matches(value(group), text),
  };
}

/** Groups with a relation to one user; a string that names no user finds none. */
function groupOfUser(name: string, since: Version, related: (group: Group, user: string) => boolean): GroupElement {
  return {
    name,
    kind: 'group',
    since,
    test(text, _searcher, { point }) {
      const user = point.accounts.canonical(text);
      return (group) => user !== undefined && related(group, user);
    },
  };
}

function profileText(name: string, property: string, whole = false): UserElement {
  return {
    name,
    kind: 'user',
    since: '1.3',
    test: (text, _searcher, parts) => (account) => {
      const value = parts.profiles().valueOf(account.user, property);
      return whole ? value?.toLowerCase() === text : parts.rules.matches(value, text);
    },
  };
}

function profileAge(name: string, fits: (age: number, bound: number) => boolean): UserElement {
  return {
    name,
    kind: 'user',
    since: '1.3',
    fault: (text) => (/^\d{1,3}$/.test(text) ? undefined : 'an age in years, digits only'),
    test: (text, _searcher, parts) => (account) => {
      const age = parts.profiles().valueOf(account.user, 'PP_AGE');
      return age !== undefined && fits(Number(age), Number(text));
    },
  };
}

function digits(text: string): string {
  return text.replace(/\D/g, '');
}

const ALL: readonly SearchElement[] = [
  userText('USER_ID', (account) => account.user),
  userText('USER_FIRST_NAME', ({ publicData }) => publicData.firstName),
  userText('USER_LAST_NAME', ({ publicData }) => publicData.lastName),
  userText('USER_EMAIL_ADDRESS', ({ publicData }) => publicData.emailAddress),
  {
    name: 'USER_ALIAS',
    kind: 'user',
    since: '1.1',
    test: (text, searcher, { rules, presence }) => {
      const { maySee, aliasOf } = presence();
      // The alias the provider knows, and the presence attribute Alias as far as the searcher may see it.
      return ({ user, publicData }) =>
        rules.matches(publicData.alias, text) ||
        (rules.matches(aliasOf(user), text) && maySee(searcher.user, user, 'Alias'));
    },
  },
  {
    name: 'USER_ONLINE_STATUS',
    kind: 'user',
    since: '1.1',
    fault: (text) => (/^[TF]$/i.test(text) ? undefined : 'T or F'),
    test:
      (text, searcher, { rules }) =>
      ({ user }) =>
        rules.onlineTo(user, searcher) === (text === 't'),
  },
  {
    name: 'USER_MOBILE_NUMBER',
    kind: 'user',
    since: '1.1',
    fault: (text) => (digits(text) === '' ? 'a telephone number has digits' : undefined),
    test(text, _searcher, { rules }) {
      const number = digits(text);
      return ({ publicData: { mobileNumber } }) =>
        mobileNumber !== undefined && rules.matches(digits(mobileNumber), number);
    },
  },
  groupText('GROUP_ID', (group) => group.id),
  groupText('GROUP_NAME', (group) => propertyOf(group, 'Name')),
  groupText('GROUP_TOPIC', (group) => propertyOf(group, 'Topic')),
  groupOfUser('GROUP_USER_ID_OWNER', '1.1', (group, user) => group.owner === user),
  groupOfUser('GROUP_USER_ID_JOINED', '1.1', (group, user) =>
    group.joined.some(({ session }) => session.user === user),
  ),
  groupOfUser(
    'GROUP_USER_ID_AUTOJOIN',
    '1.2',
    (group, user) => group.own.get(user)?.properties.get('autojoin') === 'T',
  ),
  profileText('USER_FRIENDLY_NAME', 'PP_FRIENDLY_NAME'),
  profileText('USER_CITY', 'PP_CITY'),
  profileText('USER_COUNTRY', 'PP_COUNTRY'),
  profileText('USER_GENDER', 'PP_GENDER', true),
  profileText('USER_INTENTION', 'PP_INTENTION'),
  profileText('USER_INTERESTS_HOBBIES', 'PP_INTERESTS'),
  profileText('USER_MARITAL_STATUS', 'PP_MARITAL_STATUS', true),
  profileAge('USER_AGE_MIN', (age, bound) => age >= bound),
  profileAge('USER_AGE_MAX', (age, bound) => age <= bound),
];

export const ELEMENTS: ReadonlyMap<string, SearchElement> = new Map(ALL.map((element) => [element.name, element]));

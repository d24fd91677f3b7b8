/**
 * Properties of groups, of a user in a group, of contact lists and of public profiles. Names are compared without
 * case. A property the server does not know is ignored, or refused with 806 (groups) or 752 (contact lists): both are seen
 * in the field.
 */
import type { Confidence, Version } from '../version.ts';
import { BOOLEAN, checkValue, TEXT, type ValueProblem, type ValueRule } from './values.ts';

/** GroupProperties, OwnProperties, ContactListProps, PublicProfile. */
export type PropertyScope = 'group' | 'own' | 'contact-list' | 'profile';

/** The role that may change a property; `server`: nobody, the server keeps it. */
export type PropertyAuthor = 'group-admin' | 'member-access' | 'user' | 'list-owner' | 'profile-owner' | 'server';

export interface PropertyFacts {
  readonly name: string;
  readonly scope: PropertyScope;
  readonly rule: ValueRule;
  /** Value without being set; undefined where none is established. */
  readonly initial: string | undefined;
  readonly changedBy: PropertyAuthor;
  readonly since: Version;
  readonly meaning: string;
  readonly confidence: Confidence;
}

interface Options {
  readonly initial?: string;
  readonly changedBy?: PropertyAuthor;
  readonly since?: Version;
  readonly confidence?: Confidence;
}

function scoped(scope: PropertyScope, usual: PropertyAuthor) {
  return (name: string, rule: ValueRule, meaning: string, options: Options = {}): PropertyFacts => ({
    name,
    scope,
    rule,
    initial: options.initial,
    changedBy: options.changedBy ?? usual,
    since: options.since ?? '1.1',
    meaning,
    confidence: options.confidence ?? 'high',
  });
}
const group = scoped('group', 'group-admin');
const own = scoped('own', 'user');
const list = scoped('contact-list', 'list-owner');
// The names are in the value tokens of 1.3; the codes of the enumerations come from one server and stay open.
const profile = (name: string, rule: ValueRule, meaning: string): PropertyFacts =>
  scoped('profile', 'profile-owner')(name, rule, meaning, { since: '1.3', confidence: 'medium' });

const NUMBER: ValueRule = { kind: 'integer' };

export const PROPERTIES: readonly PropertyFacts[] = [
  group('Name', TEXT, 'Display name of the group.'),
  group(
    'Accesstype',
    // A value Closed stands among the value tokens; its use is not established (AMB-072).
    { kind: 'enum', values: ['Open', 'Restricted'] },
    'Open: anyone who is not rejected may join. Restricted: members only.',
    { initial: 'Open' },
  ),
  group(
    'Type',
    { kind: 'enum', values: ['Public', 'Private'] },
    'Private: made by a user. Public: made by the provider.',
    { initial: 'Private', changedBy: 'server' },
  ),
  group('PrivateMessaging', BOOLEAN, 'Whether joined users may send each other private messages by screen name.'),
  group('Searchable', BOOLEAN, 'Whether searches find the group; T needs a Name and a Topic, else 822.'),
  group('Topic', TEXT, 'What the group is about.'),
  group('ActiveUsers', NUMBER, 'Number of users joined now.', { initial: '0', changedBy: 'server' }),
  group('MaxActiveUsers', NUMBER, 'Most users that may be joined at one time.'),
  group('AutoDelete', BOOLEAN, 'Delete the group when the last joined user leaves.', { initial: 'F', since: '1.2' }),
  group('Validity', { kind: 'integer', unit: 's' }, 'Life time of the group.', {
    since: '1.2',
    confidence: 'medium',
  }),
  group('History', BOOLEAN, 'Whether GetMessageList shows messages of the past.', {
    initial: 'F',
    since: '1.2',
    confidence: 'medium',
  }),
  group('RequireInvitation', BOOLEAN, 'Joining needs an invitation.', {
    initial: 'F',
    since: '1.3',
    confidence: 'low',
  }),
  group('MinimumAge', { kind: 'integer', unit: 'a' }, 'Least age of users who may join.', {
    since: '1.3',
    confidence: 'low',
  }),
  own('IsMember', BOOLEAN, 'Whether the user is in the member list.', { changedBy: 'server' }),
  own('PrivilegeLevel', { kind: 'enum', values: ['User', 'Mod', 'Admin'] }, 'Role of the user in the group.', {
    initial: 'User',
    changedBy: 'member-access',
  }),
  own('PrivateMessaging', BOOLEAN, 'Whether this user takes private messages in the group.'),
  own('AutoJoin', BOOLEAN, 'Join the group at login, after capability negotiation.', { initial: 'F' }),
  own('ShowID', BOOLEAN, 'Let other joined users see the UserID behind the screen name.', {
    initial: 'F',
    since: '1.2',
    confidence: 'medium',
  }),
  own('DoNotNotify', BOOLEAN, 'Keep group notifications away from this user.', {
    initial: 'F',
    since: '1.3',
    confidence: 'low',
  }),
  list('DisplayName', TEXT, 'Name of the list for display.', { initial: '' }),
  list('Default', BOOLEAN, 'Marks the one default list of the user; it can be set to T only.', { initial: 'F' }),
  profile('PP_FRIENDLY_NAME', TEXT, 'Name to be shown.'),
  profile('PP_AGE', NUMBER, 'Age in years.'),
  profile('PP_GENDER', { kind: 'enum', values: ['M', 'F', 'U'], open: true }, 'Gender.'),
  profile('PP_CITY', TEXT, 'City.'),
  profile('PP_COUNTRY', TEXT, 'Country code.'),
  profile(
    'PP_MARITAL_STATUS',
    { kind: 'enum', values: ['C', 'D', 'E', 'M', 'S', 'U', 'W'], open: true },
    'Marital status.',
  ),
  profile('PP_INTENTION', TEXT, 'What the user looks for.'),
  profile('PP_INTERESTS', TEXT, 'Interests and hobbies.'),
  profile('PP_FREE_TEXT', TEXT, 'Anything else.'),
];

/** The facts of a property in a version; the name is taken without case. */
export function property(scope: PropertyScope, name: string, version: Version): PropertyFacts | undefined {
  const wanted = name.toLowerCase();
  return PROPERTIES.find((p) => p.scope === scope && p.since <= version && p.name.toLowerCase() === wanted);
}

/** The properties of a scope in a version. */
export function propertiesOf(scope: PropertyScope, version: Version): readonly PropertyFacts[] {
  return PROPERTIES.filter((p) => p.scope === scope && p.since <= version);
}

export interface PropertyProblem extends ValueProblem {
  /** Code with which a server refuses it: 806, 752, or 402 for a profile (of low confidence there). */
  readonly code: number;
}

const REFUSAL: Readonly<Record<PropertyScope, number>> = { group: 806, own: 806, 'contact-list': 752, profile: 402 };

/** The problem of a property in a request: unknown name or a value outside its rule. Undefined when it is fine. */
export function checkProperty(
  scope: PropertyScope,
  name: string,
  value: string,
  version: Version,
): PropertyProblem | undefined {
  const facts = property(scope, name, version);
  const code = REFUSAL[scope];
  if (facts === undefined)
    return { code, message: `${version} has no ${scope} property '${name}'`, confidence: 'high' };
  const problem = checkValue(facts.rule, value);
  return problem === undefined ? undefined : { ...problem, code, message: `${facts.name}: ${problem.message}` };
}

/** Roles of a user in a group, least first. The creator of a private group is always Admin. */
export const PRIVILEGE_LEVELS = ['User', 'Mod', 'Admin'] as const;
export type PrivilegeLevel = (typeof PRIVILEGE_LEVELS)[number];

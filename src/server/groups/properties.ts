/** Common and own properties: what a request may set, what an answer shows. */

import { checkProperty, propertiesOf, property } from '../../protocol/facts/properties.ts';
import { draft } from '../../protocol/messages/any-version.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';
import { Refusal } from '../element.ts';
import type { Session } from '../sessions/session.ts';
import { type Group, joinedFrom, ownOf, propertyOf, roleOf } from './state.ts';

interface Given {
  readonly Name: string;
  readonly Value?: string | undefined;
}

/** The property name as the version spells it (AMB-186). */
function spelled(name: string, version: Version): string {
  return name === 'Accesstype' && version !== '1.1' ? 'AccessType' : name;
}

/**
 * Properties of a request, checked. Those the server keeps (`Type`, `ActiveUsers`, ...) are refused on a change and
 * passed over at creation. @throws Refusal 806 for an impossible value, and for an unknown name where those are refused.
 */
export function checkedProperties(
  scope: 'group' | 'own',
  given: readonly Given[],
  version: Version,
  kept: 'refuse' | 'ignore',
  unknown: 'refuse' | 'ignore',
): readonly { readonly name: string; readonly value: string }[] {
  const settable: { name: string; value: string }[] = [];
  for (const { Name, Value = '' } of given) {
    // One table of value tokens has AutoDelete in 1.1 already (AMB-228).
    const known = Name.trim().toLowerCase() === 'autodelete' && version === '1.1' ? '1.2' : version;
    const facts = property(scope, Name.trim(), known);
    if (facts === undefined && unknown === 'ignore') continue;
    if (facts !== undefined && (facts.changedBy === 'server' || facts.changedBy === 'member-access')) {
      if (kept === 'refuse') throw new Refusal(806, `${facts.name} is kept by the server`);
      continue;
    }
    const problem = checkProperty(scope, Name.trim(), Value, known);
    if (problem !== undefined || facts === undefined) throw new Refusal(806, problem?.message ?? `no property ${Name}`);
    settable.push({ name: facts.name, value: Value });
  }
  return settable;
}

/** A group with neither Name nor Topic cannot be searchable (AMB-185). @throws Refusal 822 */
export function checkSearchable(properties: ReadonlyMap<string, { readonly value: string }>): void {
  const text = (name: string) => (properties.get(name)?.value ?? '').trim();
  if (properties.get('searchable')?.value === 'T' && text('name') === '' && text('topic') === '') {
    throw new Refusal(822, 'a searchable group needs a Name or a Topic');
  }
}

/** The common properties of a group as a version shows them, those of the server among them. */
export function shownProperties(group: Group, version: Version): Value<'GroupProperties'> {
  const computed: Record<string, string> = {
    Type: group.owner === undefined ? 'Public' : 'Private',
    ActiveUsers: String(group.joined.length),
  };
  const list = propertiesOf('group', version).flatMap((facts) => {
    const value = computed[facts.name] ?? propertyOf(group, facts.name) ?? facts.initial;
    return value === undefined ? [] : [{ Name: spelled(facts.name, version), Value: value }];
  });
  return draft('GroupProperties', {
    Property: list,
    ...(group.welcomeNote === undefined ? {} : { WelcomeNote: group.welcomeNote }),
  });
}

/** The own properties of a user in a group. */
export function shownOwn(group: Group, user: string, version: Version): Value<'OwnProperties'> {
  const { properties } = ownOf(group, user);
  const computed: Record<string, string> = {
    IsMember: group.members.has(user) ? 'T' : 'F',
    PrivilegeLevel: group.owner === user ? 'Admin' : roleOf(group, user),
  };
  const list = propertiesOf('own', version).flatMap((facts) => {
    const value =
      computed[facts.name] ??
      properties.get(facts.name.toLowerCase()) ??
      (facts.name === 'PrivateMessaging' ? 'T' : facts.initial);
    return value === undefined ? [] : [{ Name: facts.name, Value: value }];
  });
  return draft('OwnProperties', { Property: list });
}

/** Changes of common properties, in the spelling of a version. */
export function changedProperties(
  changed: readonly { readonly name: string; readonly value: string }[],
  welcomeNote: Value<'WelcomeNote'> | undefined,
  version: Version,
): Value<'GroupProperties'> {
  return draft('GroupProperties', {
    Property: changed.map(({ name, value }) => ({ Name: spelled(name, version), Value: value })),
    ...(welcomeNote === undefined ? {} : { WelcomeNote: welcomeNote }),
  });
}

/** Is the session joined, or its user a member, owner or of the group's staff? */
export function belongs(group: Group, session: Session): boolean {
  return joinedFrom(group, session) !== undefined || group.owner === session.user || group.members.has(session.user);
}

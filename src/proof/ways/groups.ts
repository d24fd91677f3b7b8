/** Families of defects of groups: other decisions, another store, requests that are read otherwise. */

import type { Draft } from '../../protocol/messages/any-version.ts';
import type { Primitive, PrimitiveName } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Handler } from '../../server/element.ts';
import type { GroupRules } from '../../server/groups/rules.ts';
import type { GroupStore } from '../../server/groups/store.ts';
import type { Session } from '../../server/sessions/session.ts';
import type { Call } from '../../server/transactions/call.ts';
import type { Change } from '../types.ts';
import { all, codeOf, edits, element, handler, hooks, outcome, rules } from './families.ts';

/** Other decisions of the group service element. */
export function groupRules(change: (standard: GroupRules) => Partial<GroupRules>): Change {
  return hooks({ elements: { groups: { rules: change } } });
}

/** Other ways into, out of and through the groups of the server. */
export function groupStore(change: (standard: GroupStore, store: GroupStore) => Partial<GroupStore>): Change {
  return hooks({ elements: { groups: { store: (standard, parts) => change(standard, parts.store) } } });
}

/** Reads a request as if it said something else. */
export function readsAs<N extends PrimitiveName>(
  name: N,
  change: (request: Value<N>, call: Call) => Value<N> | Draft<N>,
): Change {
  return handler(name, (standard) => (request, call) => standard(change(request, call), call));
}

interface PropertyList {
  readonly Property: readonly { readonly Name: string; readonly Value?: string }[];
}

function edited(list: PropertyList, values: Readonly<Record<string, string>>): PropertyList {
  const others = list.Property.filter(({ Name }) => !(Name.toLowerCase() in values));
  return { ...list, Property: [...others, ...Object.entries(values).map(([Name, Value]) => ({ Name, Value }))] };
}

/** Shows other values of common properties, by name in lower case. */
export function shows(values: Readonly<Record<string, string>>): Change {
  return edits('GetGroupProps-Response', (value) => ({
    ...value,
    GroupProperties: edited(value.GroupProperties, values),
  }));
}

/** Shows other values of the properties of the user, by name in lower case. */
export function showsOwn(values: Readonly<Record<string, string>>): Change {
  return edits('GetGroupProps-Response', (value) => ({
    ...value,
    OwnProperties: edited(value.OwnProperties as PropertyList, values),
  }));
}

/**
 * Carries out, without the properties that are wrong, what is to be refused with this code, and shows them for that
 * group as if they had been taken over.
 */
export function takesOver(
  request: 'CreateGroup-Request' | 'SetGroupProps-Request',
  code: number,
  wrong: Readonly<Record<string, string>>,
): Change {
  const taken = new Set<string>();
  return all(
    handler(request, (standard) => (given, call) => {
      const value = given;
      const answer = outcome(standard, value, call);
      const { Property = [] } = value.GroupProperties ?? {};
      const right = Property.filter(({ Name }) => wrong[Name.toLowerCase()] === undefined);
      if (codeOf(answer) !== code || right.length === Property.length) return answer;
      taken.add(value.GroupID);
      return standard({ ...value, GroupProperties: { ...value.GroupProperties, Property: right } }, call);
    }),
    showsIn((groupId) => (taken.has(groupId) ? wrong : {})),
  );
}

/** Shows other values of common properties for certain groups, by name in lower case. */
export function showsIn(values: (groupId: string) => Readonly<Record<string, string>>): Change {
  return handler('GetGroupProps-Request', (standard) => (request, call) => {
    const answer = outcome(standard, request, call);
    const changed = values(request.GroupID);
    if (answer.name !== 'GetGroupProps-Response' || Object.keys(changed).length === 0) return answer;
    const value = answer.value as Value<'GetGroupProps-Response'>;
    const GroupProperties = edited(value.GroupProperties as PropertyList, changed);
    return { name: 'GetGroupProps-Response', value: { ...value, GroupProperties } };
  });
}

/** Keeps certain notices from certain sessions. */
export function withholds(applies: (notice: Value<'GroupChangeNotice'>, session: Session) => boolean): Change {
  return rules((standard) => ({
    maySend: (session, primitive: Primitive) =>
      standard.maySend(session, primitive) &&
      !(primitive.name === 'GroupChangeNotice' && applies(primitive.value as Value<'GroupChangeNotice'>, session)),
  }));
}

/** Wraps the handler of a request of groups; the wrapper knows the store. */
export function groupHandler<N extends PrimitiveName>(
  request: N,
  wrap: (standard: Handler<N>, store: GroupStore) => Handler<N>,
): Change {
  return element('groups', ({ handlers }, { store }) => {
    const standard: Handler<N> | undefined = handlers[request];
    if (standard === undefined) throw new Error(`groups have no handler of ${request}`);
    return { handlers: { ...handlers, [request]: wrap(standard, store) } };
  });
}

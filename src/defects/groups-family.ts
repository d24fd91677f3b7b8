/** Families of defects of groups: other decisions, another store, requests that are read otherwise. */
import type { PrimitiveName } from '../protocol/envelope.ts';
import type { Value } from '../protocol/model/infer.ts';
import type { Call } from '../server/access/call.ts';
import { createGroups, type GroupsElement } from '../server/groups/index.ts';
import { type GroupRules, groupRules as standardRules } from '../server/groups/rules.ts';
import type { GroupStore } from '../server/groups/store.ts';
import { all, codeOf, edits, element, elementPart, handler, outcome } from './families.ts';
import type { Change } from './types.ts';

/** Other decisions of the group service element. */
export function groupRules(changes: (standard: GroupRules) => Partial<GroupRules>): Change {
  return element(createGroups, (point) => createGroups(point, changes(standardRules)));
}

/** Other ways into, out of and through the groups of the server. */
export function groupStore(methods: (standard: GroupStore, store: GroupStore) => Partial<GroupStore>): Change {
  return elementPart('groups', (groups) => {
    const { store } = groups as GroupsElement;
    Object.assign(store, methods({ ...store }, store));
    return {};
  });
}

/** Reads a request as if it said something else. */
export function readsAs<N extends PrimitiveName>(name: N, change: (request: Value<N>, call: Call) => unknown): Change {
  return handler(name, (standard) => (request, call) => standard(change(request as Value<N>, call), call));
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
  return edits(
    'GetGroupProps-Response',
    (value) => ({ ...value, GroupProperties: edited(value.GroupProperties as PropertyList, values) }) as typeof value,
  );
}

/** Shows other values of the properties of the user, by name in lower case. */
export function showsOwn(values: Readonly<Record<string, string>>): Change {
  return edits(
    'GetGroupProps-Response',
    (value) => ({ ...value, OwnProperties: edited(value.OwnProperties as PropertyList, values) }) as typeof value,
  );
}

/**
 * Carries out, without the properties that are wrong, what is to be refused with this code, and shows them as if they
 * had been taken over.
 */
export function takesOver(
  request: 'CreateGroup-Request' | 'SetGroupProps-Request',
  code: number,
  wrong: Readonly<Record<string, string>>,
): Change {
  let taken = false;
  return all(
    handler(request, (standard) => (given, call) => {
      const value = given as Value<'CreateGroup-Request'>;
      const answer = outcome(standard, value, call);
      if (codeOf(answer) !== code) return answer;
      taken = true;
      const { Property = [] } = value.GroupProperties as PropertyList;
      const right = Property.filter(({ Name }) => wrong[Name.toLowerCase()] === undefined);
      return standard({ ...value, GroupProperties: { ...value.GroupProperties, Property: right } }, call);
    }),
    edits('GetGroupProps-Response', (value) =>
      taken
        ? ({ ...value, GroupProperties: edited(value.GroupProperties as PropertyList, wrong) } as typeof value)
        : value,
    ),
  );
}

/** Requests in the shape of each version, for tests that run in all of them. */
import type { Value } from '../../../protocol/messages/infer.ts';
import type { Version } from '../../../protocol/version.ts';
import { naming, setOf } from '../../../server/presence/attributes.ts';

export interface Named {
  readonly users?: readonly string[];
  readonly lists?: readonly string[];
  readonly attributes?: readonly string[];
}

function targets(version: Version, { users = [], lists = [] }: Named, userElement: 'User' | 'UserID'): object {
  if (version === '1.3') {
    return {
      ...(users.length === 0 ? {} : { UserIDList: { UserID: users } }),
      ...(lists.length === 0 ? {} : { ContactListIDList: { ContactList: lists } }),
    };
  }
  const named = userElement === 'User' ? users.map((user) => ({ UserID: user })) : users;
  return {
    ...(users.length === 0 ? {} : { [userElement]: named }),
    ...(lists.length === 0 ? {} : { ContactList: lists }),
  };
}

function attributes(version: Version, named: readonly string[] | undefined): object {
  return named === undefined ? {} : { PresenceSubList: naming(setOf(named), version) };
}

export function subscribe(version: Version, named: Named, auto?: boolean): Value<'SubscribePresence-Request'> {
  return {
    ...targets(version, named, 'User'),
    ...attributes(version, named.attributes),
    ...(auto === undefined ? {} : { AutoSubscribe: auto }),
  } as Value<'SubscribePresence-Request'>;
}

export function unsubscribe(version: Version, named: Named): Value<'UnsubscribePresence-Request'> {
  return targets(version, named, 'User') as Value<'UnsubscribePresence-Request'>;
}

export function getPresence(version: Version, named: Named): Value<'GetPresence-Request'> {
  return {
    ...targets(version, named, 'User'),
    ...attributes(version, named.attributes),
  } as Value<'GetPresence-Request'>;
}

export interface Attach extends Named {
  readonly standard?: boolean;
  readonly notify?: boolean;
}

export function createAttributeList(version: Version, named: Attach): Value<'CreateAttributeList-Request'> {
  const { notify } = named;
  const flags = notify === undefined ? {} : { DefaultNotify: notify, UserNotify: notify, ContactListNotify: notify };
  return {
    ...attributes(version, named.attributes ?? []),
    ...targets(version, named, 'UserID'),
    DefaultList: named.standard ?? false,
    ...flags,
  } as Value<'CreateAttributeList-Request'>;
}

export function deleteAttributeList(version: Version, named: Attach): Value<'DeleteAttributeList-Request'> {
  return {
    ...targets(version, named, 'UserID'),
    DefaultList: named.standard ?? false,
  } as Value<'DeleteAttributeList-Request'>;
}

export function getAttributeList(version: Version, named: Attach): Value<'GetAttributeList-Request'> {
  return {
    DefaultList: named.standard ?? false,
    ...targets(version, named, 'User'),
  } as Value<'GetAttributeList-Request'>;
}

export function createList(
  list: string,
  members: Readonly<Record<string, string>> = {},
  properties: Readonly<Record<string, string>> = {},
): Value<'CreateList-Request'> {
  const nicknames = Object.entries(members).map(([UserID, Name]) => ({ Name, UserID }));
  const values = Object.entries(properties).map(([Name, Value]) => ({ Name, Value }));
  return {
    ContactList: list,
    ...(nicknames.length === 0 ? {} : { NickList: { NickName: nicknames } }),
    ...(values.length === 0 ? {} : { ContactListProperties: { Property: values } }),
  } as Value<'CreateList-Request'>;
}

export interface Change {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly receive?: boolean;
  readonly grant?: boolean;
}

export function manageList(version: Version, list: string, change: Change = {}): Value<'ListManage-Request'> {
  const values = Object.entries(change.properties ?? {}).map(([Name, Value]) => ({ Name, Value }));
  return {
    ContactList: list,
    ...(change.add === undefined ? {} : { AddNickList: { UserID: change.add } }),
    ...(change.remove === undefined ? {} : { RemoveNickList: { UserID: change.remove } }),
    ...(values.length === 0 ? {} : { ContactListProperties: { Property: values } }),
    ...(version === '1.1' ? {} : { ReceiveList: change.receive ?? true }),
    ...(change.grant === undefined ? {} : { AuthorizeAndGrant: change.grant }),
  } as Value<'ListManage-Request'>;
}

/** Values of one-value attributes, with Qualifier T; 1.3 repeats client attributes, so they stand in series there. */
export function update(version: Version, values: Readonly<Record<string, string>>): Value<'UpdatePresence-Request'> {
  const series = ['Registration', 'FreeTextLocation', 'PLMN', 'OnlineStatus'];
  const entries = Object.entries(values).map(([name, text]) => {
    const value = { Qualifier: true, PresenceValue: text };
    return [name, version === '1.3' && series.includes(name) ? [value] : value];
  });
  return { PresenceSubList: Object.fromEntries(entries) } as Value<'UpdatePresence-Request'>;
}

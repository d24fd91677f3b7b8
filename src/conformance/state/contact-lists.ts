/** The contact lists of a user as GetList-Response names them. */
import { draft } from '../../protocol/messages/any-version.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';

export interface ContactLists {
  readonly standard: string | undefined;
  /** All of them, the default list among them. */
  readonly all: readonly string[];
}

export function contactListsIn(response: object): ContactLists {
  const value = response as {
    readonly ContactList?: readonly string[];
    readonly ContactListIDList?: { readonly ContactList?: readonly string[] };
    readonly DefaultContactList?: string;
  };
  const standard = value.DefaultContactList === '' ? undefined : value.DefaultContactList;
  const others = [...(value.ContactList ?? []), ...(value.ContactListIDList?.ContactList ?? [])];
  const all = standard === undefined ? others : [standard, ...others];
  return {
    standard,
    all: all.filter((one, n) => all.findIndex((other) => other.toLowerCase() === one.toLowerCase()) === n),
  };
}

/** The request that makes a list the default one. */
export function withDefault(version: Version, list: string): Value<'ListManage-Request'> {
  const mark = { ContactListProperties: { Property: [{ Name: 'Default', Value: 'T' }] } };
  const flag = version === '1.1' ? {} : { ReceiveList: false };
  return draft('ListManage-Request', { ContactList: list, ...mark, ...flag });
}

/**
 * Contact lists of a user (csp semantics, Contact lists). Members gain and lose what the attribute list of the list, or
 * the default one, authorizes; automatic subscriptions of the owner follow the membership.
 */
import type { ContactLists, PresenceParts } from './parts.ts';
import type { ContactList, UserRecord } from './state.ts';

export function createContactLists(parts: PresenceParts): ContactLists {
  function hold(owner: UserRecord, list: ContactList, user: string): void {
    const lists = owner.holding.get(user) ?? new Set<ContactList>();
    lists.add(list);
    owner.holding.set(user, lists);
  }

  function release(owner: UserRecord, list: ContactList, user: string): void {
    const lists = owner.holding.get(user);
    lists?.delete(list);
    if (lists?.size === 0) owner.holding.delete(user);
  }

  return {
    all: (owner) => [...owner.contactLists.values()],

    find(owner, address) {
      const key = parts.directory.list(address);
      return key === undefined ? undefined : owner.contactLists.get(key);
    },

    isDefault: (owner, list) => owner.defaultContactList === list.key,

    create(owner, { key, address, displayName, members, makeDefault }) {
      const list: ContactList = { key, address, displayName, members: new Map(), attributeList: undefined };
      owner.contactLists.set(key, list);
      if (makeDefault || owner.defaultContactList === undefined) parts.contactLists.makeDefault(owner, list);
      parts.contactLists.addMembers(owner, list, members);
      return list;
    },

    remove(owner, list) {
      const users = [...list.members.keys()];
      parts.subscriptions.listRemoved(owner, list);
      owner.contactLists.delete(list.key);
      for (const user of users) release(owner, list, user);
      if (owner.defaultContactList === list.key) {
        owner.defaultContactList = undefined;
        const [next] = owner.contactLists.values();
        if (next !== undefined) parts.contactLists.makeDefault(owner, next);
      }
      parts.notifier.reauthorize(owner, users);
    },

    addMembers(owner, list, members) {
      const added = new Set<string>();
      for (const { user, nickname } of members) {
        const known = list.members.get(user);
        if (known === undefined) added.add(user);
        list.members.set(user, { user, nickname: nickname ?? known?.nickname });
        hold(owner, list, user);
      }
      const users = [...added];
      parts.notifier.reauthorize(owner, users);
      parts.subscriptions.membersAdded(owner, list, users);
      return users;
    },

    removeMembers(owner, list, users) {
      const removed = users.filter((user) => list.members.delete(user));
      for (const user of removed) release(owner, list, user);
      parts.subscriptions.membersRemoved(owner, list, removed);
      parts.notifier.reauthorize(owner, removed);
    },

    rename(list, displayName) {
      list.displayName = displayName;
    },

    makeDefault(owner, list) {
      owner.defaultContactList = list.key;
    },
  };
}

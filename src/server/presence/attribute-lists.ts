/**
 * Attribute lists: proactive authorization, attached to users, to own contact lists and by default (csp semantics,
 * Attribute lists). Whoever may see more gets the newly visible values at once.
 */

import { NOTHING } from './attributes.ts';
import type { AttributeLists, PresenceParts, Targets } from './parts.ts';

export function createAttributeLists(parts: PresenceParts): AttributeLists {
  /** The watchers whose authorization may depend on the targets; all of them when the default list does. */
  function affected(targets: Targets): Iterable<string> | undefined {
    if (targets.default) return undefined;
    return new Set([...targets.users, ...targets.lists.flatMap((list) => [...list.members.keys()])]);
  }

  return {
    attach(owner, targets, attached) {
      for (const user of targets.users) owner.userAttributeLists.set(user, attached.user);
      for (const list of targets.lists) list.attributeList = attached.list;
      if (targets.default) owner.defaultAttributeList = attached.default;
      parts.notifier.reauthorize(owner, affected(targets));
    },

    detach(owner, targets) {
      for (const user of targets.users) owner.userAttributeLists.delete(user);
      for (const list of targets.lists) list.attributeList = undefined;
      if (targets.default) owner.defaultAttributeList = undefined;
      parts.notifier.reauthorize(owner, affected(targets));
    },

    authorizeMembers(owner, list, users) {
      const given = (list.attributeList ?? owner.defaultAttributeList)?.attributes ?? NOTHING;
      for (const user of users) {
        const own = owner.userAttributeLists.get(user);
        if (own !== undefined) owner.userAttributeLists.set(user, { ...own, attributes: own.attributes | given });
      }
      parts.notifier.reauthorize(owner, users);
    },

    count(owner) {
      let count = owner.userAttributeLists.size;
      for (const list of owner.contactLists.values()) if (list.attributeList !== undefined) count += 1;
      return count;
    },

    growth(owner, targets) {
      const users = new Set(targets.users.filter((user) => !owner.userAttributeLists.has(user)));
      const lists = new Set(targets.lists.filter((list) => list.attributeList === undefined));
      return users.size + lists.size;
    },
  };
}

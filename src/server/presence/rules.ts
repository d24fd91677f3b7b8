/**
 * The decisions of presence, each a function of its own: who may see what (Features and Functions 1.2, 5.3; csp
 * semantics, Presence authorization), whom to ask, what counts as a change. They are called through one object, so
 * that each can be replaced from outside.
 */

import { type AttributeSet, EVERYTHING, has, NOTHING } from './attributes.ts';
import type { PresenceProfile } from './profile.ts';
import type { AttributeList, AttributeValue, ContactList, Subscription, UserRecord } from './state.ts';

/** By what right a watcher sees attributes; the first that applies holds and the later ones are not looked at. */
export type Ground = 'self' | 'user' | 'contact-lists' | 'default' | 'reactive' | 'none';

export interface Authorization {
  readonly ground: Ground;
  readonly attributes: AttributeSet;
}

export interface PresenceRules {
  authorization(publisher: UserRecord, watcher: string): Authorization;
  /** The publisher's attribute list for this user: it overrides every contact list. */
  byUser(publisher: UserRecord, watcher: string): AttributeSet | undefined;
  /** The union over all contact lists that hold the watcher and have an attribute list. */
  byContactLists(publisher: UserRecord, watcher: string): AttributeSet | undefined;
  /** The default attribute list, as far as it reaches the watcher. */
  byDefault(publisher: UserRecord, watcher: string): AttributeSet | undefined;
  defaultReaches(list: AttributeList, holdsWatcher: boolean): boolean;
  /** The attributes that the publisher granted on request. */
  byReaction(publisher: UserRecord, watcher: string): AttributeSet | undefined;
  /** Attributes for which the publisher is to be asked. Proactive authorization leaves nothing to ask. */
  toAsk(publisher: UserRecord, watcher: string, requested: AttributeSet, authorization: Authorization): AttributeSet;
  /** Of attributes that changed, those to be delivered: both requested and visible. */
  deliverable(subscription: Subscription, changed: AttributeSet): AttributeSet;
  /** True if watchers who saw `before` have something new in `after`. */
  isChange(before: readonly AttributeValue[], after: readonly AttributeValue[]): boolean;
  /** May a watcher see on a map where the publisher is? */
  mayLocate(publisher: UserRecord, watcher: string): boolean;
}

const GROUNDS = ['user', 'contact-lists', 'default', 'reactive'] as const;

export function createRules(profile: PresenceProfile): PresenceRules {
  const rules: PresenceRules = {
    authorization(publisher, watcher) {
      if (publisher.user === watcher) return { ground: 'self', attributes: EVERYTHING };
      for (const ground of GROUNDS) {
        const attributes = byGround(rules, ground, publisher, watcher);
        if (attributes !== undefined) return { ground, attributes };
      }
      return { ground: 'none', attributes: NOTHING };
    },

    byUser: (publisher, watcher) => publisher.userAttributeLists.get(watcher)?.attributes,

    byContactLists(publisher, watcher) {
      let union: AttributeSet | undefined;
      let without = false;
      for (const list of publisher.holding.get(watcher) ?? NO_LISTS) {
        if (list.attributeList === undefined) without = true;
        else union = (union ?? NOTHING) | list.attributeList.attributes;
      }
      if (union === undefined || !without || !profile.defaultListAdds) return union;
      return union | (publisher.defaultAttributeList?.attributes ?? NOTHING);
    },

    byDefault(publisher, watcher) {
      const list = publisher.defaultAttributeList;
      if (list === undefined) return undefined;
      return rules.defaultReaches(list, publisher.holding.has(watcher)) ? list.attributes : undefined;
    },

    defaultReaches(list, holdsWatcher) {
      if (holdsWatcher || profile.defaultListReach === 'everybody') return true;
      return profile.defaultListReach === 'by-version' && list.version === '1.3';
    },

    byReaction: (publisher, watcher) => {
      const record = publisher.reactive.get(watcher);
      return record === undefined || (record.granted | record.denied) === NOTHING ? undefined : record.granted;
    },

    toAsk(publisher, watcher, requested, { ground }) {
      if (ground !== 'none' && ground !== 'reactive') return NOTHING;
      const record = publisher.reactive.get(watcher);
      return requested & ~((record?.granted ?? NOTHING) | (record?.denied ?? NOTHING));
    },

    deliverable: (subscription, changed) => changed & subscription.requested & subscription.visible,

    isChange: (before, after) => before.length !== after.length || JSON.stringify(before) !== JSON.stringify(after),

    mayLocate: (publisher, watcher) => has(rules.authorization(publisher, watcher).attributes, 'GeoLocation'),
  };
  return rules;
}

const NO_LISTS: ReadonlySet<ContactList> = new Set();

function byGround(
  rules: PresenceRules,
  ground: (typeof GROUNDS)[number],
  publisher: UserRecord,
  watcher: string,
): AttributeSet | undefined {
  switch (ground) {
    case 'user':
      return rules.byUser(publisher, watcher);
    case 'contact-lists':
      return rules.byContactLists(publisher, watcher);
    case 'default':
      return rules.byDefault(publisher, watcher);
    case 'reactive':
      return rules.byReaction(publisher, watcher);
  }
}

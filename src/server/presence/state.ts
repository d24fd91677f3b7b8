/**
 * The state of presence. Lists, authorization and values belong to the user and outlive every session; subscriptions
 * belong to the session they were made in (csp semantics, General processing).
 */
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';
import type { Session } from '../sessions/session.ts';
import type { AttributeSet } from './attributes.ts';

export interface Member {
  /** Canonical address. */
  readonly user: string;
  readonly nickname: string | undefined;
}

export interface AttributeList {
  readonly attributes: AttributeSet;
  /** 1.3: tell the publisher when more is asked for (UserNotify, ContactListNotify, DefaultNotify). */
  readonly notify: boolean;
  /** Version of the session that set it: decides how far a default list reaches. */
  readonly version: Version;
}

export interface ContactList {
  /** Canonical address, for look-up. */
  readonly key: string;
  /** The address in the letter case of its creation. */
  readonly address: string;
  displayName: string | undefined;
  readonly members: Map<string, Member>;
  attributeList: AttributeList | undefined;
}

/** Decisions of a publisher about one watcher; the sets do not overlap. */
export interface ReactiveRecord {
  granted: AttributeSet;
  denied: AttributeSet;
  /** Asked for and not decided yet. */
  pending: AttributeSet;
}

export type AttributeValue = Readonly<Record<string, unknown>>;

export interface StoredValue {
  readonly value: AttributeValue;
  /** Grows with every write: the latest wins where only one instance can be shown. */
  readonly order: number;
}

/** Attributes of one client of a user. */
export interface ClientRecord {
  readonly clientId: Value<'ClientID'>;
  /** Live sessions of this client. */
  sessions: number;
  /** When it was last on line, on the scale of `StoredValue.order`. */
  lastSeen: number;
  readonly values: Map<string, StoredValue>;
}

/** One watcher's session following one publisher. */
export interface Subscription {
  readonly session: Session;
  readonly watcher: string;
  readonly publisher: string;
  /** Attributes asked for, by what asked: the user directly, or a contact list with automatic subscription. */
  readonly sources: Map<string, AttributeSet>;
  requested: AttributeSet;
  /** The attributes that the publisher let the watcher see when last looked at. */
  visible: AttributeSet;
  /** Attributes of notifications that the client has not answered yet; the next one repeats them. */
  outstanding: AttributeSet;
  /** Number of the last notification. */
  sent: number;
}

/** A key of `Subscription.sources` that is no contact list. */
export const DIRECTLY = '';

export interface WatcherTrace {
  readonly status: 'FORMER_SUBSCRIBER' | 'PRESENCE_ACCESS';
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface SessionRecord {
  readonly session: Session;
  /** By publisher. */
  readonly subscriptions: Map<string, Subscription>;
  /** Own contact lists with automatic subscription, and the attributes asked for. */
  readonly autoLists: Map<string, AttributeSet>;
  /** Watchers about whom this session was asked (PresenceAuth-Request), and for which attributes. */
  readonly asked: Map<string, AttributeSet>;
  /** Publishers whose notification found no room among what waits for the session; sent when there is. */
  readonly overdue: Set<string>;
}

export interface UserRecord {
  readonly user: string;
  readonly contactLists: Map<string, ContactList>;
  /** Key of the default contact list; set as long as any list exists. */
  defaultContactList: string | undefined;
  /** The own contact lists that hold a user. */
  readonly holding: Map<string, Set<ContactList>>;
  readonly userAttributeLists: Map<string, AttributeList>;
  defaultAttributeList: AttributeList | undefined;
  readonly reactive: Map<string, ReactiveRecord>;
  readonly userValues: Map<string, StoredValue>;
  readonly clients: Map<string, ClientRecord>;
  /** Live sessions by id. */
  readonly sessions: Map<string, SessionRecord>;
  /** The followers of this user: by watcher, then by session id. */
  readonly subscribers: Map<string, Map<string, Subscription>>;
  /** Former subscribers and readers, oldest first. */
  readonly traces: Map<string, WatcherTrace>;
}

export interface PresenceState {
  /** The record of a user; an empty one is made where there is none. Call it for known users only. */
  of(user: string): UserRecord;
  find(user: string): UserRecord | undefined;
  /** The record of a live session; made on first use. */
  session(session: Session): SessionRecord;
  /** Forgets a session and returns what it was. */
  dropSession(session: Session): SessionRecord | undefined;
  /** Forgets a user of another domain whom nothing here is about any more. */
  forget(user: string): void;
  /** A number greater than all before. */
  tick(): number;
  reset(): void;
}

function emptyRecord(user: string): UserRecord {
  return {
    user,
    contactLists: new Map(),
    defaultContactList: undefined,
    holding: new Map(),
    userAttributeLists: new Map(),
    defaultAttributeList: undefined,
    reactive: new Map(),
    userValues: new Map(),
    clients: new Map(),
    sessions: new Map(),
    subscribers: new Map(),
    traces: new Map(),
  };
}

export function createState(): PresenceState {
  const users = new Map<string, UserRecord>();
  let order = 0;
  const state: PresenceState = {
    of(user) {
      let record = users.get(user);
      if (record === undefined) {
        record = emptyRecord(user);
        users.set(user, record);
      }
      return record;
    },
    find: (user) => users.get(user),
    session(session) {
      const { sessions } = state.of(session.user);
      let record = sessions.get(session.id);
      if (record === undefined) {
        record = { session, subscriptions: new Map(), autoLists: new Map(), asked: new Map(), overdue: new Set() };
        sessions.set(session.id, record);
      }
      return record;
    },
    dropSession(session) {
      const sessions = users.get(session.user)?.sessions;
      const record = sessions?.get(session.id);
      sessions?.delete(session.id);
      return record;
    },
    forget(user) {
      const record = users.get(user);
      if (record !== undefined && record.sessions.size + record.subscribers.size === 0) users.delete(user);
    },
    tick() {
      order += 1;
      return order;
    },
    reset() {
      users.clear();
      order = 0;
    },
  };
  return state;
}

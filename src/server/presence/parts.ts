/**
 * The parts presence is made of, and what each does. They call each other through this object alone, so that a function
 * replaced by a change of presence is replaced for all of them.
 */
import type { Primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';
import type { AccessPoint, ServiceElement } from '../element.ts';
import type { ElementChange } from '../seam.ts';
import type { Directory } from '../sessions/directory.ts';
import type { Session } from '../sessions/session.ts';
import type { AttributeSet, SubList } from './attributes.ts';
import type { PresenceProfile } from './profile.ts';
import type { Authorization, PresenceRules } from './rules.ts';
import type {
  AttributeList,
  AttributeValue,
  ContactList,
  Member,
  PresenceState,
  Subscription,
  UserRecord,
  WatcherTrace,
} from './state.ts';

export interface NewContactList {
  readonly key: string;
  readonly address: string;
  readonly displayName: string | undefined;
  readonly members: readonly Member[];
  readonly makeDefault: boolean;
}

export interface ContactLists {
  /** In the order of their creation. */
  all(owner: UserRecord): readonly ContactList[];
  /** By the address as a request writes it; lists of other users are invisible. */
  find(owner: UserRecord, address: string): ContactList | undefined;
  isDefault(owner: UserRecord, list: ContactList): boolean;
  create(owner: UserRecord, list: NewContactList): ContactList;
  remove(owner: UserRecord, list: ContactList): void;
  /** Adds members or changes their nicknames; returns those who are new. */
  addMembers(owner: UserRecord, list: ContactList, members: readonly Member[]): readonly string[];
  removeMembers(owner: UserRecord, list: ContactList, users: readonly string[]): void;
  rename(list: ContactList, displayName: string): void;
  /** Moves the default mark to this list. */
  makeDefault(owner: UserRecord, list: ContactList): void;
}

/** The target that an attribute list is attached to, or detached from. */
export interface Targets {
  readonly users: readonly string[];
  readonly lists: readonly ContactList[];
  readonly default: boolean;
}

/** The attribute list of each kind of target: they differ in the notify flag of 1.3. */
export interface Attached {
  readonly user: AttributeList;
  readonly list: AttributeList;
  readonly default: AttributeList;
}

export interface AttributeLists {
  /** Attaches, replacing what was attached before. */
  attach(owner: UserRecord, targets: Targets, attached: Attached): void;
  /** Detaches; targets without an attribute list stay as they are. */
  detach(owner: UserRecord, targets: Targets): void;
  /**
   * AuthorizeAndGrant of 1.3: members see what their contact list gives even where an attribute list of their own
   * would withhold it. The meaning is inferred from the name (low confidence).
   */
  authorizeMembers(owner: UserRecord, list: ContactList, users: readonly string[]): void;
  /** Attribute lists attached to users and contact lists. */
  count(owner: UserRecord): number;
  /** The number of lists that attaching to these targets would add. */
  growth(owner: UserRecord, targets: Targets): number;
}

export interface Subscriptions {
  /** Subscribes anew or replaces the attributes asked for; the first notification follows. */
  subscribe(session: Session, publisher: string, requested: AttributeSet): void;
  /** Subscribes all members, now and, with `auto`, whoever joins the list later. */
  subscribeList(session: Session, list: ContactList, requested: AttributeSet, auto: boolean): void;
  /** Ends the subscription to a user, whatever caused it. */
  unsubscribe(session: Session, publisher: string): void;
  /** Ends the subscriptions to all members of the list. */
  unsubscribeList(session: Session, list: ContactList): void;
  /** A contact list got or lost these members: automatic subscriptions of its owner follow. */
  membersAdded(owner: UserRecord, list: ContactList, users: readonly string[]): void;
  membersRemoved(owner: UserRecord, list: ContactList, users: readonly string[]): void;
  /** A contact list is gone. */
  listRemoved(owner: UserRecord, list: ContactList): void;
  /** Ends everything a session subscribed to. */
  sessionClosed(session: Session): void;
  /** True if `watcher` follows `publisher` in any session. */
  follows(watcher: string, publisher: UserRecord): boolean;
}

export interface Reactive {
  /** A watcher asked for these attributes: raises what is to be raised. */
  asked(publisher: UserRecord, watcher: string, requested: AttributeSet, authorization: Authorization): void;
  /** The publisher granted or denied; earlier decisions on other attributes stay. */
  decide(publisher: UserRecord, watcher: string, attributes: AttributeSet, accepted: boolean): void;
  /** Forgets all decisions about a watcher; the next request asks anew. */
  cancel(publisher: UserRecord, watcher: string): void;
  /** The watcher no longer wants anything: an open question is closed. */
  withdrawn(publisher: UserRecord, watcher: string): void;
  /** Hands open questions to a session that may be asked and was not yet. */
  deliverTo(session: Session): void;
  /** True if the publisher's client in this session takes part in reactive authorization. */
  canAsk(session: Session): boolean;
  /** Sends PresenceAuth-Request. */
  ask(session: Session, watcher: string, attributes: AttributeSet): void;
}

export type Notice = Value<'Notification-Request', '1.3'>;

/** The interface of other elements of the server for presence, where it has them. */
export interface PresenceLinks {
  /** Sends a Notification-Request to those sessions of the user that subscribed to its type. */
  notice?(user: string, notice: Notice, except?: Session): void;
  /** Puts users on the granted list of the session's user (access control); false, and nothing done, without room. */
  grant?(session: Session, users: readonly string[]): boolean;
}

export interface Notices {
  /** A watcher asked for more than is authorized. */
  exceeded(publisher: UserRecord, watcher: string, requested: AttributeSet, authorization: Authorization): void;
  /** Users were put on a contact list of `owner` (ATCL). */
  addedToList(owner: UserRecord, users: readonly string[]): void;
  /** A contact list was created, changed or deleted in a session; the other sessions of its owner may be told. */
  listChanged(session: Session, list: ContactList, type: 'CLCR' | 'CLC' | 'CLD'): void;
}

/** Attributes that changed, for watchers who see one instance and for those who see one per client. */
export interface Changed {
  readonly single: AttributeSet;
  readonly perClient: AttributeSet;
}

export interface Write {
  readonly name: string;
  readonly value: AttributeValue;
}

export interface PresenceValues {
  /** The writes an UpdatePresence-Request asks for. @throws Refusal 750 for an attribute, 751 for a value. */
  read(list: SubList, session: Session): readonly Write[];
  write(record: UserRecord, session: Session, writes: readonly Write[]): Changed;
  /** Attributes that the server itself sets when a session begins or ends: OnlineStatus and Registration. */
  opened(record: UserRecord, session: Session): Changed;
  closed(record: UserRecord, session: Session): Changed;
  online(record: UserRecord): boolean;
  /** All instances of an attribute as a watcher would see them; none when nothing is known. */
  instances(record: UserRecord, name: string, perClient: boolean): readonly AttributeValue[];
  /** The attributes of the set that have a value, as PresenceSubList of the version. */
  render(record: UserRecord, set: AttributeSet, version: Version): SubList;
}

/** Notifications already made in one round: watchers of one version who may see the same get the same. */
export type Round = Map<string, Primitive>;

export interface Notifier {
  /** Values of the publisher changed: every subscriber gets what concerns it. Linear in the subscribers. */
  changed(publisher: UserRecord, changed: Changed): void;
  /** Authorization of these watchers (or of all) may have changed: what became visible is delivered. */
  reauthorize(publisher: UserRecord, watchers?: Iterable<string>, silently?: boolean): void;
  /**
   * The attributes that a subscriber requested or may see changed: `fresh` of them is delivered; what waits and is no longer wanted or
   * visible is taken back, and the rest of that sent again.
   */
  refresh(
    publisher: UserRecord,
    subscription: Subscription,
    fresh: AttributeSet,
    round: Round,
    evenEmpty?: boolean,
  ): void;
  /**
   * Sends the present values of these attributes, as far as the subscriber requested and may see them. Without any
   * value nothing is sent, unless an empty notification is wanted.
   */
  deliver(
    publisher: UserRecord,
    subscription: Subscription,
    attributes: AttributeSet,
    round: Round,
    evenEmpty?: boolean,
  ): void;
  /** Takes back what waits for the subscriber and was not fetched yet. */
  withdraw(subscription: Subscription): void;
  /** The notification itself. */
  compose(publisher: UserRecord, attributes: AttributeSet, subscription: Subscription, round: Round): Primitive;
}

/** The answer of another domain about one of its users. */
export interface RemoteValues {
  readonly user: string;
  readonly code: number;
  readonly list: SubList;
}

export interface RemotePresence {
  /** Is the user one of another domain? */
  isRemote(user: string): boolean;
  /** Asks the home of a publisher for what all sessions of the watcher want. */
  watch(publisher: UserRecord, watcher: string): void;
  /** Calls back with the code of the answer to what was asked last. */
  whenSettled(watcher: string, publisher: string, told: (code: number) => void): void;
  unwatch(publisher: string, watcher: string): void;
  /** Hands out what came about a publisher; false where the watcher has no subscription. */
  received(publisher: string, watcher: string, list: SubList): boolean;
  /** The present values of these attributes; `done` is called once, with all users. */
  read(
    watcher: string,
    users: readonly string[],
    wanted: AttributeSet,
    version: Version,
    done: (values: readonly RemoteValues[]) => void,
  ): void;
  reset(): void;
}

export type WatcherStatus = 'CURRENT_SUBSCRIBER' | WatcherTrace['status'];

export interface WatcherEntry {
  readonly user: string;
  readonly status: WatcherStatus;
}

export interface Watchers {
  /** Current subscribers; with `historySeconds` also those of the past, latest first. */
  list(publisher: UserRecord, historySeconds: number): readonly WatcherEntry[];
  /** The last subscription of a watcher ended. */
  left(publisher: UserRecord, watcher: string): void;
  /** A watcher read the presence without subscribing. */
  accessed(publisher: UserRecord, watcher: string): void;
}

/** Users are canonical addresses; contact lists as a request writes them. */
export interface PresenceService {
  /** The members of a contact list of `owner`; undefined where the owner has no such list (700). */
  listMembers(owner: string, list: string): readonly string[] | undefined;
  /** True if a user is in a contact list of `owner`. */
  isMember(owner: string, list: string, user: string): boolean;
  /** True if any client of the user is logged in. */
  isOnline(user: string): boolean;
  /** True if the publisher lets the watcher see an attribute, for instance `OnlineStatus` in a search. */
  maySee(watcher: string, publisher: string, attribute: string): boolean;
  /** The present values of these attributes that the watcher may see, as PresenceSubList of the version. */
  valuesFor(watcher: string, publisher: string, attributes: readonly string[], version: Version): SubList;
  /** The Alias a user published, without regard to authorization; undefined where none is valid. */
  aliasOf(user: string): string | undefined;
  /** Hands a watcher what came about a user of another domain; false where the watcher has no subscription. */
  received(publisher: string, watcher: string, list: SubList): boolean;
}

export interface PresenceParts {
  readonly access: AccessPoint;
  readonly profile: PresenceProfile;
  readonly links: PresenceLinks;
  readonly state: PresenceState;
  readonly directory: Directory;
  readonly rules: PresenceRules;
  readonly contactLists: ContactLists;
  readonly attributeLists: AttributeLists;
  readonly reactive: Reactive;
  readonly notices: Notices;
  readonly values: PresenceValues;
  readonly notifier: Notifier;
  readonly subscriptions: Subscriptions;
  readonly watchers: Watchers;
  readonly remote: RemotePresence;
  readonly service: PresenceService;
}

/** The parts whose functions may be replaced from outside. */
export type PresenceSeam =
  | 'rules'
  | 'contactLists'
  | 'attributeLists'
  | 'reactive'
  | 'values'
  | 'notifier'
  | 'subscriptions'
  | 'watchers'
  | 'service';

export type PresenceChanges = ElementChange<PresenceParts, PresenceSeam>;

export interface PresenceElement extends ServiceElement, PresenceService {
  readonly name: 'presence';
}

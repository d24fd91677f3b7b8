/** The knowledge about users and what they share, across sessions. Addresses are compared without scheme and case. */
import { Recent } from './bounded.ts';
import type { Loose } from './session.ts';

export interface Invitation {
  readonly from: string | undefined;
  readonly type: string | undefined;
  state: 'open' | 'answered' | 'cancelled';
  /** Users who were asked. */
  readonly invited: Set<string>;
  /** The request as it was sent; undefined where it was not seen. */
  readonly value: Loose | undefined;
  /** The answers of invited users: accepted or not. */
  readonly decisions: Map<string, boolean>;
}

/** A group whose creation was seen, or that was used. */
export interface Group {
  /** Its creation was seen: roles and users are known from the beginning. */
  readonly created: boolean;
  readonly owner: string | undefined;
  deleted: boolean;
  /** Users who may have been given a role. */
  readonly privileged: Set<string>;
  /** Joined users by their key. */
  readonly joined: Set<string>;
  /** Users who are or were joined, or may have been by themselves. */
  readonly everJoined: Set<string>;
  /** Common properties as they were set last, and whether since the creation. */
  readonly properties: Map<string, { readonly value: string; readonly changed: boolean }>;
  /** Text of the WelcomeNote, and whether it was set since the creation. */
  welcome: string | undefined;
  welcomeChanged: boolean;
}

export function newGroup(created: boolean, owner: string | undefined): Group {
  return {
    created,
    owner,
    deleted: false,
    privileged: new Set(),
    joined: new Set(),
    everJoined: new Set(owner === undefined ? [] : [owner]),
    properties: new Map(),
    welcome: undefined,
    welcomeChanged: false,
  };
}

/** The fate of a message at its recipients. */
export interface Confirmed {
  delivered: boolean;
  rejected: boolean;
  forwarded: boolean;
}

/** A contact list whose creation was seen. */
export interface ContactList {
  readonly owner: string | undefined;
  exists: boolean;
}

/** A message that was accepted, with what was sent. */
export interface SentMessage {
  readonly from: string | undefined;
  readonly value: Loose;
  readonly readers: Set<string>;
}

const MOST = 20_000;
/** Messages whose content is kept to compare it. */
const MOST_MESSAGES = 4_000;

export class Users {
  /** By InviteID. */
  readonly invitations = new Recent<string, Invitation>(MOST);
  /** Users who were told of a message, by MessageID. */
  readonly messages = new Recent<string, Set<string>>(MOST);
  readonly sent = new Recent<string, SentMessage>(MOST_MESSAGES);
  readonly confirmed = new Recent<string, Confirmed>(MOST);
  readonly forwarded = new Recent<string, true>(MOST);
  /** Users by group and screen name. */
  readonly screenNames = new Recent<string, string>(MOST);
  /** Notes of cancellations, by InviteID. */
  readonly cancelNotes = new Recent<string, string>(MOST);
  readonly groups = new Recent<string, Group>(MOST);
  readonly lists = new Recent<string, ContactList>(MOST);
  /** Members of contact lists whose creation was seen, with their nicknames. */
  readonly contents = new Recent<string, Map<string, string | undefined>>(MOST);
  /** Entries of access lists by user: `BlockList wv:...`, there or removed. */
  readonly access = new Recent<string, Map<string, boolean>>(MOST);
  readonly searchLimits = new Recent<string, number>(MOST);
  /** Searches that were stopped. */
  readonly stopped = new Recent<string, true>(MOST);
  readonly profiles = new Recent<string, Map<string, string>>(MOST_MESSAGES);
  /** Values users published last, by attribute; undefined where one was taken back. */
  readonly published = new Recent<string, Map<string, Loose | undefined>>(MOST_MESSAGES);
  /** Attributes attached to a user or list, by owner and that name. */
  readonly attributes = new Recent<string, readonly string[] | 'none'>(MOST);
  /** Users who logged in, or who stood in an answer that carried a request out. */
  readonly known = new Recent<string, true>(MOST);
  readonly #isSession: (id: string) => boolean;

  constructor(isSession: (id: string) => boolean) {
    this.#isSession = isSession;
  }

  isSession(id: string): boolean {
    return this.#isSession(id);
  }
}

/** An address without scheme and case, as a key. */
export function keyOf(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^(?:wv:)+/, '');
}

/** The knowledge of one session that passes by, as far as it was seen. */
import type { ServiceFeature, ServiceLeaf } from '../protocol/facts/service-tree.ts';
import type { Syntax } from '../protocol/syntax/types.ts';
import type { Version } from '../protocol/version.ts';
import { Recent } from './bounded.ts';

/** A value as it was read: everything may be missing in it. */
export type Loose = { readonly [name: string]: unknown };

/** A request, as it passed. */
export interface Passed {
  readonly name: string;
  readonly value: Loose;
  readonly id: string;
  /** Of the exchange in which it passed. */
  readonly exchange: number;
  /** When it left its sender, or, for one of the server, when it reached the client. */
  readonly at: number;
}

/** A request that waits for its final answer. */
export interface Open extends Passed {
  /** Requests in its message, and whether one of the others was answered. */
  readonly among: number;
  othersAnswered: boolean;
  /** Messages the client has sent since. */
  later: number;
}

/** A request of the server that the client has yet to answer. */
export interface Due extends Passed {
  /** Messages the client has sent since. */
  later: number;
}

/** The end of a session, and from when on the client knows of it. */
export interface Ended {
  readonly how: 'logout' | 'disconnect' | 'gone';
  readonly code: number | undefined;
  readonly at: number;
}

/** The functions of a session, once they are known to be negotiated. */
export interface Agreement {
  /** Named as not agreed. */
  readonly refused: ReadonlySet<ServiceLeaf>;
  readonly leaves: ReadonlySet<ServiceLeaf>;
  readonly features: ReadonlySet<ServiceFeature>;
  readonly at: number;
}

const MOST_OPEN = 256;

export class Session {
  /** The name in reports: the user where the login was seen. */
  party: string;
  user: string | undefined;
  clientId: string | undefined;
  /** Of one that was joined in the middle: the exchange in which it was seen first. */
  first: number | undefined;
  /** True if everything from its login on was seen. */
  whole: boolean;
  version: Version;
  syntax: Syntax;
  ended: Ended | undefined;
  /** Seconds. */
  keepAlive: { readonly seconds: number; readonly from: 'login' | 'keep-alive' } | undefined;
  /** When the client last sent something in it. */
  lastSentAt: number | undefined;
  /** When it last polled, and when a message last said that something waits, or that nothing does. */
  polledAt: number | undefined;
  /** The server said that something waits, and messages of the client since. */
  waits: { readonly at: number; later: number; told: boolean } | undefined;
  /** Polls on the client's own account stand at least so far apart, seconds. */
  pollMinimum: number | undefined;
  multiTrans: number | undefined;
  /** The server asked for the capabilities, which have not come yet. */
  capabilitiesDue: boolean;
  agreement: Agreement | undefined;
  /** The way messages are to come, as the client asked for it last. */
  delivery: { readonly method: string; readonly length: number | undefined; readonly since: number } | undefined;
  /** A service negotiation was seen, whatever came of it. */
  negotiated: boolean;
  readonly open = new Recent<string, Open>(MOST_OPEN);
  readonly due = new Recent<string, Due>(MOST_OPEN);
  /** TransactionIDs of requests of the server. */
  readonly told = new Recent<string, true>(4 * MOST_OPEN);
  /** Something the server began came since the last poll. */
  toldSincePoll = false;
  /** TransactionIDs of requests of the client. */
  readonly ids = new Recent<string, true>(4 * MOST_OPEN);
  readonly groups = new Recent<string, 'joined' | 'left'>(MOST_OPEN);
  readonly searches = new Recent<string, { readonly complete: boolean; readonly next: number | undefined }>(64);
  /** Messages fetched and not yet acknowledged: MessageID, and messages of the client since. */
  readonly fetched = new Recent<string, { readonly at: number; later: number }>(64);

  /** Attributes subscribed to, by user; `*` for all. */
  readonly subscriptions = new Recent<string, Set<string>>(MOST_OPEN);
  /** True once subscriptions were made whose users are not named: by a contact list. */
  wildSubscriptions = false;
  /** Notices of groups joined in this session. `drained`: a poll brought nothing since. */
  readonly notices = new Recent<string, { state: 'never' | 'on' | 'ended'; drained: boolean }>(MOST_OPEN);

  constructor(given: {
    readonly party: string;
    readonly user: string | undefined;
    readonly whole: boolean;
    readonly version: Version;
    readonly syntax: Syntax;
  }) {
    this.party = given.party;
    this.user = given.user;
    this.whole = given.whole;
    this.version = given.version;
    this.syntax = given.syntax;
    this.capabilitiesDue = false;
    this.negotiated = false;
  }

  /** Part of the session was not seen: it counts as joined in the middle. */
  forget(): void {
    this.whole = false;
    this.open.clear();
    this.due.clear();
    this.fetched.clear();
    this.searches.clear();
    this.groups.clear();
    this.waits = undefined;
    this.lastSentAt = undefined;
    this.polledAt = undefined;
    this.capabilitiesDue = false;
  }
}

function isElement(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A child that is an element with content. */
export function inside(value: Loose | undefined, name: string): Loose | undefined {
  const child = value?.[name];
  return isElement(child) ? child : undefined;
}

/** The children of a name that are elements with content. */
export function elementsIn(value: Loose | undefined, name: string): readonly Loose[] {
  return several(value, name).filter(isElement);
}

/** A child that is text, without white space around it. */
export function text(value: Loose | undefined, name: string): string | undefined {
  const child = value?.[name];
  return typeof child === 'string' ? child.trim() : undefined;
}

export function number(value: Loose | undefined, name: string): number | undefined {
  const child = value?.[name];
  return typeof child === 'number' ? child : undefined;
}

/** The children of a name: none, one or several. */
export function several(value: Loose | undefined, name: string): readonly unknown[] {
  const child = value?.[name];
  return child === undefined ? [] : Array.isArray(child) ? child : [child];
}

/** Decisions of a client that the standard leaves to it, or that it must take rightly. Defects and legal variants replace them. */
import type { Received } from '../client/answers.ts';
import type { OpenOptions } from '../client/session-outcomes.ts';
import type { SessionView } from '../client/types.ts';
import type { Primitive } from '../protocol/messages/envelope.ts';
import type { Syntax } from '../protocol/syntax/types.ts';
import type { Version } from '../protocol/version.ts';
import type { HttpRequestBytes, HttpResponseBytes } from '../transport/types.ts';

export interface HandsetRules {
  /** Milliseconds between two polls on its own account. */
  pollPause(session: SessionView): number;
  /** True if it polls at once when the server says that something waits. */
  pollsWhenTold(session: SessionView): boolean;
  /** Milliseconds without traffic after which it keeps the session alive; undefined: never. */
  keepAlivePause(seconds: number): number | undefined;
  /** The answer to a transaction of the server; undefined for what the standard says, null for none. */
  answerTo(received: Received): Primitive | null | undefined;
  /** Options of login and negotiation. */
  login(settings: {
    readonly version: Version;
    readonly syntax: Syntax;
    readonly capabilityRequest: boolean;
  }): OpenOptions;
  /** The order of the two negotiations. */
  readonly servicesFirst: boolean;
  /** True if the capabilities are told, which the server may have asked for. */
  tellsCapabilities(asked: boolean): boolean;
  /** True if a function may be used: it was agreed, or the client does not mind. */
  mayUse(agreed: boolean): boolean;
  /** True to search on although the server said that it was all. */
  readonly searchesOn: boolean;
  /** True if it tells the server that a message it fetched has come. */
  readonly acknowledgesFetched: boolean;
  /** True if it writes only to groups it has joined, and wants notices of no others. */
  readonly keepsToItsGroups: boolean;
}

export interface HandsetHooks {
  /** A message before it leaves; undefined: it does not. */
  request?(request: HttpRequestBytes): HttpRequestBytes | undefined;
  /** An answer before the client reads it. */
  response?(response: HttpResponseBytes, request: HttpRequestBytes): HttpResponseBytes;
}

/** Seconds between polls on its own account, at least. */
const OWN_PACE = 20;
/** The share of the time to live after which an idle session is kept alive. */
const SHARE = 0.7;

export const standardRules: HandsetRules = {
  pollPause: ({ pollMinimum }) => Math.max(pollMinimum, OWN_PACE * 1_000),
  pollsWhenTold: () => true,
  keepAlivePause: (seconds) => seconds * SHARE * 1_000,
  answerTo: () => undefined,
  login: () => ({}),
  servicesFirst: false,
  tellsCapabilities: () => true,
  mayUse: (agreed) => agreed,
  searchesOn: false,
  acknowledgesFetched: true,
  keepsToItsGroups: true,
};

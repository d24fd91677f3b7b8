/** Options of the relay: the domains a server knows, the ways to them, what they may use, and its bounds. */
import type { Dialect } from '../../protocol/ssp/dialect.ts';
import type { SSP_FEATURES } from '../../protocol/ssp/primitives.ts';
import type { SspVersion } from '../../protocol/ssp/types.ts';
import type { HttpClient } from '../../transport/http/client.ts';
import type { RelayHooks } from './hooks.ts';

export type SspFeature = (typeof SSP_FEATURES)[number];

export interface RelayLimits {
  /** Requests waiting for one domain or for its answers. */
  readonly queued: number;
  /** Of what waits for one domain, characters. */
  readonly length: number;
  /** Answers kept for repeats, by domain. */
  readonly answered: number;
  /** Messages whose reports may still come. */
  readonly unreported: number;
  /** Users of other domains who are known here: joined to a group, watching, or writing. */
  readonly visitors: number;
  /** Domains found by look-up that are kept at the same time. */
  readonly domains: number;
  /** Requests passed on between other domains and not answered yet. */
  readonly relayed: number;
}

/** Seconds. */
export interface RelayTimers {
  /** For each step of a set-up. */
  readonly setup: number;
  /** For the answer to a request that was handed over; then it is handed over again. */
  readonly response: number;
  /** Before the first repeat; each further one waits that much longer, up to `longestPause`. */
  readonly pause: number;
  readonly longestPause: number;
  /** Of a request or notice about presence and groups in the queue. */
  readonly notice: number;
  /** Of messages and invitations that say nothing of it. */
  readonly message: number;
}

export interface RelayOptions {
  readonly dialect: Dialect;
  readonly version?: SspVersion;
  /** The domain table: address of the SSP access point of each neighbour that is known. */
  readonly domains: Readonly<Record<string, string>>;
  /** False: clients are answered at once, before other domains have answered (101 or 200). True unless said. */
  readonly holdsAnswers?: boolean;
  /** Neighbours through which other domains are reached; `*` stands for all others. A neighbour may speak for those behind it. */
  readonly routes?: Readonly<Record<string, string>>;
  /** Pass on what comes from one domain for another. Default false. */
  readonly relays?: boolean;
  /** Services that another domain provides for the users of this one. */
  readonly services?: Readonly<Partial<Record<SspFeature, string>>>;
  /** Services that another domain provides for single users of this one, by their addresses. */
  readonly assigned?: Readonly<Record<string, Readonly<Partial<Record<SspFeature, string>>>>>;
  /** Of other domains that are passed on to: the domain that provides a service for them. */
  readonly providers?: Readonly<Record<string, Readonly<Partial<Record<SspFeature, string>>>>>;
  /** Domains for whose users this server provides a service they have not. */
  readonly serves?: Readonly<Partial<Record<SspFeature, readonly string[]>>>;
  /** The most that a domain is granted. Default: everything. */
  readonly grants?: Readonly<Record<string, readonly SspFeature[]>>;
  /** Finds the address of a domain that is in no table; undefined: it has none. */
  readonly lookup?: (domain: string) => Promise<string | undefined>;
  /** Sends those that ask for a session on to these addresses. */
  readonly redirectTo?: readonly string[];
  readonly limits?: Partial<RelayLimits>;
  readonly timers?: Partial<RelayTimers>;
  /** Sends requests. Default: an HTTP client of its own. */
  readonly http?: Pick<HttpClient, 'exchange' | 'close'>;
  /** Replaces parts of its behaviour: for defects and variants. */
  readonly hooks?: RelayHooks;
}

export const RELAY_LIMITS: RelayLimits = {
  queued: 1_000,
  length: 10_000_000,
  answered: 1_000,
  unreported: 10_000,
  visitors: 10_000,
  domains: 1_000,
  relayed: 10_000,
};
export const RELAY_TIMERS: RelayTimers = {
  setup: 30,
  response: 30,
  pause: 10,
  longestPause: 600,
  notice: 120,
  message: 86_400,
};

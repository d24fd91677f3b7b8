/** Options of the relay: the domains a server speaks for, those it knows, and its bounds. */
import type { Dialect } from '../../protocol/ssp/dialect.ts';
import type { SspVersion } from '../../protocol/ssp/types.ts';

export interface RelayLimits {
  /** Requests waiting for one domain or for its answers. */
  readonly queued: number;
  /** Of what waits for one domain, characters. */
  readonly length: number;
  /** Answers kept for repeats, by domain. */
  readonly answered: number;
  /** Messages whose reports may still come. */
  readonly unreported: number;
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
}

export interface RelayOptions {
  readonly dialect: Dialect;
  readonly version?: SspVersion;
  /** The domain table: address of the SSP access point of each domain that is known. */
  readonly domains: Readonly<Record<string, string>>;
  readonly limits?: Partial<RelayLimits>;
  readonly timers?: Partial<RelayTimers>;
}

export const RELAY_LIMITS: RelayLimits = { queued: 1_000, length: 10_000_000, answered: 1_000, unreported: 10_000 };
export const RELAY_TIMERS: RelayTimers = { setup: 30, response: 30, pause: 10, longestPause: 600 };

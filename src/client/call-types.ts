/** The interface of a client that can be called: timers, states, what it does. */

/** Milliseconds; in the IXIT of a client under test they are its own. */
export interface CallTimers {
  /** Until a connection is established. */
  readonly connect: number;
  /** Until HELO or PING is answered. */
  readonly answer: number;
  /** Between two PINGs on a silent connection. */
  readonly ping: number;
  /** Before the first new connection; doubled for each further one, up to `longestPause`. */
  readonly pause: number;
  readonly longestPause: number;
}

export const CALL_TIMERS: CallTimers = {
  connect: 20_000,
  answer: 10_000,
  ping: 900_000,
  pause: 3_000,
  longestPause: 60_000,
};

/** The connection is bound; or there is none yet, or no longer. */
export type CallState = 'bound' | 'absent';

export interface Calls {
  readonly state: CallState;
  /** Connections opened so far. */
  readonly connections: number;
  /** Begins to be reachable, and to poll. @throws HarnessError where STCP and its address were not agreed. */
  start(timers?: Partial<CallTimers>): void;
  /** Closes the connection and ends the polls; throws what ended them before. */
  stop(): Promise<void>;
}

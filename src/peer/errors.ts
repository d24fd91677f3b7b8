/** Failures of requests to the simulated peer. */

export type PeerFault =
  /** No address is known for the domain. */
  | 'no-address'
  /** The HTTP exchange failed, or its status was none of 2xx. */
  | 'transport'
  /** The other server refused a step of the set-up, or took one that it should not have. */
  | 'setup'
  /** An expected message did not come in time. */
  | 'timeout'
  /** The session ended while something was open in it. */
  | 'session-ended'
  /** There is no session with the domain. */
  | 'no-session'
  /** The answer means failure where the caller needs success. */
  | 'refused'
  /** The peer was stopped. */
  | 'stopped';

export class PeerError extends Error {
  override readonly name = 'PeerError';
  constructor(
    readonly fault: PeerFault,
    message: string,
    /** Status code, for `refused` and for a set-up that was refused with a Status. */
    readonly code?: number,
  ) {
    super(message);
  }
}

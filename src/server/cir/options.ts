/** Options of communication initiation: where the server listens for it, and its bounds. */
import type { ShortMessageCarrier } from '../../transport/cir/short-message.ts';

export interface CirTimers {
  /** Seconds a connection may stay without a HELO that binds it. */
  readonly hello: number;
  /** Seconds after which a client that does not poll is called once more. */
  readonly repeat: number;
}

export interface CirLimits {
  /** Connections that no HELO has bound yet; the oldest makes room. */
  readonly unbound: number;
  /** Connections in all. */
  readonly connections: number;
}

export interface CirOptions {
  /** The address clients are told; default: that the server listens on. */
  readonly address?: string | undefined;
  /** Port for connections over TCP; 0, the default, lets the system choose. */
  readonly tcpPort?: number | undefined;
  /** Takes short messages to clients; without one the methods that need it are not agreed. */
  readonly carrier?: ShortMessageCarrier | undefined;
  readonly timers?: Partial<CirTimers>;
  readonly limits?: Partial<CirLimits>;
}

export const CIR_TIMERS: CirTimers = { hello: 300, repeat: 10 };
export const CIR_LIMITS: CirLimits = { unbound: 1_000, connections: 20_000 };

/** An event of a CIR channel, for an operator's log. */
export interface CirEvent {
  readonly kind: 'bound' | 'called' | 'lost' | 'refused';
  readonly session: string | undefined;
  readonly user: string | undefined;
  readonly method: string;
  /** More about it: why something was refused, where a call went. */
  readonly detail: string;
}

/** Means of sending a message otherwise than usual. */
import type { Syntax, WriteOptions } from '../protocol/syntax/index.ts';
import type { Version } from '../protocol/version.ts';
import type { ExchangeOptions } from '../transport/http/exchange-options.ts';
import type { Header } from '../transport/types.ts';

type WithoutSyntax<O> = O extends unknown ? Omit<O, 'syntax'> : never;
/** Legal variants of how a message is written: declaration, DOCTYPE, white space, and what else the syntax offers. */
export type Writing = WithoutSyntax<WriteOptions>;

/** Options for a message that is not to be sent as usual. */
export interface SendOptions {
  readonly sessionType?: 'Inband' | 'Outband';
  /** Another SessionID than that of the open session; null for none. */
  readonly sessionId?: string | null;
  /** TransactionIDs instead of fresh ones, in the order of the transactions; null leaves the element out. */
  readonly transactionIds?: readonly (string | null)[];
  readonly version?: Version;
  readonly syntax?: Syntax;
  /** Content-Type instead of that of version and syntax; null for none. */
  readonly contentType?: string | null;
  /** Further headers. */
  readonly headers?: readonly Header[];
  /** Connection, truncation, Expect and other means of the transport. */
  readonly http?: Omit<ExchangeOptions, 'party'>;
  readonly writing?: Writing;
  /** True: the message is ill-formed on purpose and is not checked. */
  readonly unchecked?: boolean;
  /** True: do not wait for open transactions, though MultiTrans is used up. */
  readonly unqueued?: boolean;
  /** False: leave what the server begins unanswered. */
  readonly respond?: boolean;
}

/** Octets as they are. Content-Type is that of the client unless `contentType` or `headers` say otherwise. */
export interface RawOptions extends Pick<SendOptions, 'contentType' | 'headers' | 'http' | 'unqueued' | 'respond'> {
  /** Default POST. */
  readonly method?: string;
  /** Default the service access point. */
  readonly url?: string;
  /** The whole HTTP request by hand; `body` is ignored then. */
  readonly request?: Uint8Array;
}

/** One transaction of a client's message, on its way through the checks to its handler. */
import type { Primitive, TransactionMode } from '../../protocol/messages/envelope.ts';
import type { Finding } from '../../protocol/model/findings.ts';
import type { Version } from '../../protocol/version.ts';
import type { LeftOut } from '../element.ts';
import type { SessionRecord } from '../sessions/sessions.ts';

/** A transaction as it was read. */
export interface IncomingTransaction {
  readonly mode: TransactionMode;
  /** Undefined where the element is missing. */
  readonly id: string | undefined;
  /** Name of the element in TransactionContent, also one the version does not have; empty when there is none. */
  readonly name: string;
  /** Undefined for a primitive the version does not have. */
  readonly primitive: Primitive | undefined;
  /** Its faults: errors only. */
  readonly faults: readonly Finding[];
  /** It holds elements that the version does not have. */
  readonly strange: boolean;
  /** Entries of presence lists beside the attributes of the version. */
  readonly leftOut: readonly LeftOut[];
}

/** A message as it was read, down to its transactions. */
export interface Incoming {
  /** The version that the namespaces state; undefined for a version nobody knows. */
  readonly version: Version | undefined;
  readonly sessionType: 'Inband' | 'Outband';
  readonly sessionId: string | undefined;
  readonly transactions: readonly IncomingTransaction[];
  /** Address of the client on the data channel. */
  readonly from?: string | undefined;
  /** It is written in plain text. */
  readonly plain?: boolean;
  /** The telephone number of the client, as a gateway of the network vouches for it. */
  readonly vouchedNumber?: string | undefined;
}

/** A request with what was found out about it. Handlers of service elements see it as their RequestContext. */
export interface Call {
  /** The version to answer in. */
  readonly version: Version;
  readonly transactionId: string;
  readonly name: string;
  readonly incoming: Incoming;
  readonly transaction: IncomingTransaction;
  readonly leftOut: readonly LeftOut[];
  /** The live session named by the message; a login puts the session it opened here. */
  session: SessionRecord | undefined;
  later(late?: 'queue' | 'drop'): (answer: Primitive | number) => boolean;
  /** Of a request whose handler works on. */
  held?: Held;
}

/** A final answer that may still come in time for the answer to its message. */
export interface Held {
  answer: Primitive | undefined;
  /** The message was answered: what comes now is late. */
  released: boolean;
  settled: () => void;
}

/** Any handler, of the access point or of an element, as the table of routes and the hooks see it. */
export type AnyHandler = (request: unknown, call: Call) => Primitive | number;

/**
 * The session envelope, flat: what programs want of a message is its session, its transactions and its flags, whichever
 * place the version gives the flags. `seal` makes a document of an envelope, `unseal` the reverse.
 */

import type { Version } from '../version.ts';
import type { Draft } from './any-version.ts';
import type { Document } from './document.ts';
import type { ElementKey, Value } from './infer.ts';

type PrimitiveUnion = Value<'TransactionContent'>;
type KeysOfUnion<U> = U extends unknown ? keyof U : never;

/** The names of all CSP primitives that travel in a transaction. */
export type PrimitiveName = KeysOfUnion<PrimitiveUnion> & ElementKey;

/** A primitive with its parameters; `value` is typed by `name` through {@link primitive}. */
export interface Primitive<N extends PrimitiveName = PrimitiveName> {
  readonly name: N;
  readonly value: Value<N>;
}

/**
 * A primitive with parameters of any version. A misspelt parameter is a type error; one that the version lacks or misses
 * is found by `validate`.
 */
export function primitive<N extends PrimitiveName>(name: N, value: Draft<N> | Value<N>): Primitive<N> {
  return { name, value: value as Value<N> };
}

/** Narrows a primitive to one name. */
export function is<N extends PrimitiveName>(p: Primitive | undefined, name: N): p is Primitive<N> {
  return p?.name === name;
}

export type TransactionMode = 'Request' | 'Response';

export interface EnvelopeTransaction {
  readonly mode: TransactionMode;
  /** Opaque text, octet for octet; undefined where the element is missing (Polling-Request). */
  readonly id: string | undefined;
  readonly primitive: Primitive;
  /** 1.1 only: Poll inside this TransactionDescriptor, where it was found. `seal` writes it from `Envelope.poll`. */
  readonly poll?: boolean | undefined;
  /** 1.3: segmentation data of the TransactionDescriptor. */
  readonly segmentInfo?: Value<'SegmentInfo', '1.3'> | undefined;
}

export interface Envelope {
  readonly version: Version;
  readonly sessionType: 'Inband' | 'Outband';
  readonly sessionId?: string | undefined;
  readonly transactions: readonly EnvelopeTransaction[];
  /** Something waits for the client. Undefined: no flag at all. */
  readonly poll?: boolean | undefined;
  /** 1.2 and later: state of the client's CIR channel. */
  readonly cir?: boolean | undefined;
}

interface LooseTransaction {
  TransactionDescriptor?: {
    TransactionMode?: TransactionMode;
    TransactionID?: string;
    Poll?: boolean;
    SegmentInfo?: Value<'SegmentInfo', '1.3'>;
  };
  TransactionContent?: Record<string, unknown>;
}
interface LooseMessage {
  Session?: {
    SessionDescriptor?: { SessionType?: 'Inband' | 'Outband'; SessionID?: string };
    Transaction?: LooseTransaction[];
    Poll?: boolean;
    CIR?: boolean;
  };
}

/**
 * The envelope of a message. Tolerant of what a lenient reader lets through: a missing mode reads as Request, a
 * transaction without a primitive is left out.
 */
export function unseal(document: Document): Envelope | undefined {
  if (document.root !== 'WV-CSP-Message') return undefined;
  const session = (document.content as LooseMessage).Session;
  const transactions: EnvelopeTransaction[] = [];
  let poll = session?.Poll;
  for (const t of session?.Transaction ?? []) {
    const descriptor = t.TransactionDescriptor;
    const name = Object.keys(t.TransactionContent ?? {})[0] as PrimitiveName | undefined;
    if (descriptor?.Poll !== undefined && document.version === '1.1') poll = (poll ?? false) || descriptor.Poll;
    if (name === undefined) continue;
    transactions.push({
      mode: descriptor?.TransactionMode ?? 'Request',
      id: descriptor?.TransactionID,
      primitive: { name, value: t.TransactionContent?.[name] } as Primitive,
      poll: descriptor?.Poll,
      segmentInfo: descriptor?.SegmentInfo,
    });
  }
  return {
    version: document.version,
    sessionType: session?.SessionDescriptor?.SessionType ?? 'Outband',
    sessionId: session?.SessionDescriptor?.SessionID,
    transactions,
    poll,
    cir: session?.CIR,
  };
}

/** The document of an envelope. Poll goes into every TransactionDescriptor in 1.1 and into Session from 1.2 on. */
export function seal(envelope: Envelope): Document {
  const early = envelope.version === '1.1';
  const message: LooseMessage = {
    Session: {
      SessionDescriptor: {
        SessionType: envelope.sessionType,
        ...(envelope.sessionId === undefined ? {} : { SessionID: envelope.sessionId }),
      },
      Transaction: envelope.transactions.map((t) => ({
        TransactionDescriptor: {
          TransactionMode: t.mode,
          ...(t.id === undefined ? {} : { TransactionID: t.id }),
          ...(early && envelope.poll !== undefined ? { Poll: envelope.poll } : {}),
          ...(t.segmentInfo === undefined ? {} : { SegmentInfo: t.segmentInfo }),
        },
        TransactionContent: { [t.primitive.name]: t.primitive.value },
      })),
      ...(early || envelope.poll === undefined ? {} : { Poll: envelope.poll }),
      ...(early || envelope.cir === undefined ? {} : { CIR: envelope.cir }),
    },
  };
  return { version: envelope.version, root: 'WV-CSP-Message', content: message } as Document;
}

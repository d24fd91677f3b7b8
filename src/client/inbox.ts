/** What the server began: every transaction of its own, with the exchange it came in and what we answered. */
import type { EnvelopeTransaction, Primitive, PrimitiveName } from '../protocol/messages/envelope.ts';
import type { Value } from '../protocol/messages/infer.ts';
import type { ReadResult } from '../protocol/syntax/index.ts';
import type { Exchange } from '../transport/types.ts';
import type { Reply } from './answers.ts';

/** A transaction the server began. */
export interface Received<N extends PrimitiveName = PrimitiveName> {
  readonly name: N;
  readonly value: Value<N>;
  readonly transaction: EnvelopeTransaction;
  readonly exchange: Exchange;
  /** The message it came in. */
  readonly read: ReadResult | undefined;
  /**
   * False for a transaction that is neither a request of the server nor an answer to an open request of ours: an
   * answer nobody asked for. It is not answered.
   */
  readonly expected: boolean;
  /** True once a wait handed it out. */
  readonly taken: boolean;
  /** What the client answered; undefined when nothing was, or not yet. */
  readonly answered: { readonly primitive: Primitive; readonly reply: Reply } | undefined;
}

export interface Inbox {
  /** Everything, in order of arrival. */
  readonly all: readonly Received[];
  /** Those of one primitive, taken or not. */
  of<N extends PrimitiveName>(name: N): readonly Received<N>[];
  /** The first one not taken yet that fits, which is taken thereby. */
  take<N extends PrimitiveName>(name: N, where?: (value: Value<N>) => boolean): Received<N> | undefined;
  /** Number of entries not taken, of one primitive or of all. */
  untaken(name?: PrimitiveName): number;
  /** Marks everything that came so far as taken. */
  forget(): void;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
/** An entry as its owner sees it. */
export type Entry = Writable<Received>;

export interface OwnInbox extends Inbox {
  add(entry: Entry): void;
}

export function createInbox(): OwnInbox {
  const entries: Entry[] = [];
  const named = <N extends PrimitiveName>(name: N) =>
    entries.filter((e) => e.name === name) as unknown as Received<N>[];
  return {
    all: entries,
    of: named,
    take(name, where = () => true) {
      const found = named(name).find((entry) => !entry.taken && where(entry.value));
      if (found !== undefined) (found as unknown as Entry).taken = true;
      return found;
    },
    untaken: (name) => entries.filter((e) => !e.taken && (name === undefined || e.name === name)).length,
    forget() {
      for (const entry of entries) entry.taken = true;
    },
    add: (entry) => entries.push(entry),
  };
}

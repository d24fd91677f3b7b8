/** The inbox: every transaction the server began, with the exchange it came in and the answer of the client. */
import type { PrimitiveName } from '../protocol/messages/envelope.ts';
import type { Value } from '../protocol/messages/infer.ts';
import type { Received } from './answers.ts';

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

function isNamed<N extends PrimitiveName>(entry: Received, name: N): entry is Received<N> {
  return entry.name === name;
}

export function createInbox(): OwnInbox {
  const entries: Entry[] = [];
  const named = <N extends PrimitiveName>(name: N) => entries.filter((entry) => isNamed(entry, name));
  return {
    all: entries,
    of: named,
    take(name, where = () => true) {
      const found: Writable<Received<typeof name>> | undefined = named(name).find(
        (entry) => !entry.taken && where(entry.value),
      );
      if (found !== undefined) found.taken = true;
      return found;
    },
    untaken: (name) => entries.filter((e) => !e.taken && (name === undefined || e.name === name)).length,
    forget() {
      for (const entry of entries) entry.taken = true;
    },
    add: (entry) => entries.push(entry),
  };
}

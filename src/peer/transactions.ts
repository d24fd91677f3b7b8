/** The tables of transactions: requests of the peer that wait for an answer, and answers it gave, for repeats. */
import type { SspPrimitive } from '../protocol/ssp/envelope.ts';
import { answersSsp } from '../protocol/ssp/primitives.ts';
import type { PeerClock } from './clock.ts';
import { PeerError } from './errors.ts';
import type { Arrival } from './types.ts';

/** Answers kept per domain; older ones are forgotten, and a repeat of theirs counts as new. */
const REMEMBERED = 1_000;

interface Open {
  readonly domain: string;
  readonly request: SspPrimitive;
  readonly settle: (came: { primitive: SspPrimitive; arrival: Arrival } | PeerError) => void;
}

export interface Transactions {
  freshId(): string;
  /** Requests still without an answer, by domain and identifier. */
  readonly open: readonly { readonly domain: string; readonly id: string; readonly request: SspPrimitive }[];
  /** Opens a request; the promise is settled by `answer`, by `fail`, or when `bound` milliseconds have passed. */
  expect(
    domain: string,
    id: string,
    request: SspPrimitive,
    bound: number,
  ): Promise<{ primitive: SspPrimitive; arrival: Arrival }>;
  /** Gives an answer to the request that it belongs to; false where there is none, or one that it cannot answer. */
  answer(domain: string, id: string, primitive: SspPrimitive, arrival: Arrival): boolean;
  /** Gives up one request, or all of a domain. */
  fail(domain: string, error: PeerError, id?: string): void;
  /** The answer to a request of another server: null while it is being carried out; undefined for a new one. */
  given(domain: string, id: string): SspPrimitive | null | undefined;
  remember(domain: string, id: string, answer: SspPrimitive | null): void;
  forget(domain: string): void;
}

export function createTransactions(clock: PeerClock, ids = 't'): Transactions {
  const open = new Map<string, Open>();
  const given = new Map<string, Map<string, SspPrimitive | null>>();
  let last = 0;
  const keyOf = (domain: string, id: string): string => `${domain} ${id}`;

  function take(key: string): Open | undefined {
    const found = open.get(key);
    open.delete(key);
    return found;
  }

  return {
    freshId: () => `${ids}${++last}`,
    get open() {
      return [...open].map(([key, { domain, request }]) => ({ domain, id: key.slice(domain.length + 1), request }));
    },
    expect: (domain, id, request, bound) =>
      new Promise((resolve, reject) => {
        const key = keyOf(domain, id);
        take(key)?.settle(new PeerError('timeout', `the identifier ${id} was used again before its answer came`));
        const cancel = clock.after(bound, () => {
          if (open.get(key) !== entry) return;
          take(key)?.settle(
            new PeerError(
              'timeout',
              `${domain} did not answer ${request.name} ${id} within ${bound} ms (timers.response)`,
            ),
          );
        });
        const entry: Open = {
          domain,
          request,
          settle: (came) => {
            cancel();
            if (came instanceof PeerError) reject(came);
            else resolve(came);
          },
        };
        open.set(key, entry);
      }),
    answer(domain, id, primitive, arrival) {
      const key = keyOf(domain, id);
      const entry = open.get(key);
      if (entry === undefined || !answersSsp(entry.request.name, primitive.name)) return false;
      take(key)?.settle({ primitive, arrival });
      return true;
    },
    fail(domain, error, id) {
      if (id !== undefined) {
        take(keyOf(domain, id))?.settle(error);
        return;
      }
      for (const [key, entry] of [...open]) if (entry.domain === domain) take(key)?.settle(error);
    },
    given: (domain, id) => given.get(domain)?.get(id),
    remember(domain, id, answer) {
      const answers = given.get(domain) ?? new Map<string, SspPrimitive | null>();
      given.set(domain, answers);
      answers.set(id, answer);
      const [oldest] = answers.keys();
      if (answers.size > REMEMBERED && oldest !== undefined) answers.delete(oldest);
    },
    forget: (domain) => void given.delete(domain),
  };
}

/**
 * The queue of requests for each domain: bounded, with a session opened where there is none, repeats at growing intervals
 * under the same identifier, and an end when the validity of a request is over (ssp, section 6.5).
 */

import type { SspPrimitive, SspTransaction } from '../../protocol/ssp/envelope.ts';
import { answersSsp } from '../../protocol/ssp/primitives.ts';
import type { Clock } from '../clock.ts';
import type { Ending, Entry, Link, SspSession } from './link.ts';
import type { RelayLimits, RelayTimers } from './options.ts';
import type { Posted } from './wire.ts';

export interface QueueParts {
  readonly clock: Clock;
  readonly limits: RelayLimits;
  readonly timers: RelayTimers;
  readonly freshId: () => string;
  readonly start: (link: Link) => void;
  readonly post: (link: Link, transactions: readonly SspTransaction[]) => Promise<Posted>;
  /** The other server does not know the session: it was started again, or ended it. */
  readonly lost: (link: Link, session: SspSession) => void;
}

/** A request to be queued. */
export interface Queued {
  /** Characters. */
  readonly length: number;
  /** Milliseconds. */
  readonly validity: number;
  readonly ended: Entry['ended'];
  readonly replaces?: string | undefined;
}

export interface Queue {
  hasRoom(link: Link, length: number): boolean;
  /** Queues a request; `ended` is called once. `validity`: milliseconds. */
  put(link: Link, primitive: SspPrimitive, about: Queued): void;
  /** Gives an answer to its request; false where there is none that it answers. */
  answer(link: Link, id: string, primitive: SspPrimitive): boolean;
  /** A session is there: what is due is sent. */
  ready(link: Link): void;
  /** A set-up came to nothing: the next begins after a pause. */
  failed(link: Link): void;
  clear(link: Link): void;
  /** Ends everything that waits, with that code. */
  abandon(link: Link, code: 516): void;
}

export function createQueue(parts: QueueParts): Queue {
  const { clock, limits, timers } = parts;

  /** Milliseconds before the repeat with that number, from 1. */
  const pause = (tries: number): number => Math.min(timers.pause * tries, timers.longestPause) * 1_000;

  function remove(link: Link, entry: Entry): void {
    entry.stop();
    entry.stopExpiry();
    if (link.queue.delete(entry.id)) link.queuedLength -= entry.length;
  }

  function finish(link: Link, entry: Entry, ending: Ending): void {
    remove(link, entry);
    entry.ended(ending);
  }

  function pump(link: Link): void {
    const due = [...link.queue.values()].filter((entry) => entry.due);
    if (due.length === 0) return;
    if (link.sessions.length === 0) {
      if (link.stopPause === undefined) parts.start(link);
      return;
    }
    for (const entry of due) void hand(link, entry);
  }

  async function hand(link: Link, entry: Entry): Promise<void> {
    entry.due = false;
    entry.tries += 1;
    const session = link.sessions.at(-1);
    const posted = await parts.post(link, [{ mode: 'Request', id: entry.id, primitive: entry.primitive }]);
    if (link.queue.get(entry.id) !== entry) return;
    const again = () => {
      entry.due = true;
      pump(link);
    };
    if (posted === 'taken') {
      entry.handedOver = true;
      entry.stop = clock.after(Math.max(timers.response * 1_000, pause(entry.tries)), again);
      return;
    }
    if (posted === 'refused' && session !== undefined) parts.lost(link, session);
    if (posted === 'refused' && entry.tries === 1) again();
    else entry.stop = clock.after(pause(entry.tries), again);
  }

  return {
    hasRoom: (link, length) => link.queue.size < limits.queued && link.queuedLength + length <= limits.length,
    put(link, primitive, { length, validity, ended, replaces }) {
      const id = parts.freshId();
      const older = replaces === undefined ? undefined : [...link.queue.values()].find((e) => e.replaces === replaces);
      if (older !== undefined && !older.handedOver && older.due) remove(link, older);
      const entry: Entry = {
        id,
        primitive,
        length,
        ended,
        replaces,
        expiresAt: clock.now() + validity,
        tries: 0,
        handedOver: false,
        due: true,
        stop: () => {},
        stopExpiry: clock.after(validity, () => finish(link, entry, { code: entry.handedOver ? 504 : 503 })),
      };
      link.queue.set(id, entry);
      link.queuedLength += length;
      if (link.sessions.length > 0) void hand(link, entry);
      else if (link.stopPause === undefined) parts.start(link);
    },
    answer(link, id, primitive) {
      const entry = link.queue.get(id);
      if (entry === undefined || !answersSsp(entry.primitive.name, primitive.name)) return false;
      finish(link, entry, { answer: primitive });
      return true;
    },
    ready(link) {
      link.failures = 0;
      link.stopPause?.();
      link.stopPause = undefined;
      pump(link);
    },
    failed(link) {
      link.failures += 1;
      link.stopPause?.();
      link.stopPause = clock.after(pause(link.failures), () => {
        link.stopPause = undefined;
        pump(link);
      });
    },
    abandon(link, code) {
      for (const entry of [...link.queue.values()]) finish(link, entry, { code });
    },
    clear(link) {
      for (const entry of [...link.queue.values()]) remove(link, entry);
      link.stopPause?.();
      link.stopPause = undefined;
    },
  };
}

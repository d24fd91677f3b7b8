/**
 * Server-initiated transactions for a user rather than for a session: they go to the sessions the user has, and wait
 * for the next one where there is none, until one client has them or their time is up.
 */
import type { Primitive } from '../../protocol/messages/envelope.ts';
import type { AccessPoint } from '../element.ts';
import type { Session } from '../sessions/session.ts';

export interface UserTransaction {
  /** Canonical address. */
  readonly to: string;
  /** Milliseconds of the clock after which it is not handed out any more. */
  readonly until: number;
  /** Canonical address of the user who caused it. */
  readonly from?: string;
  /** The transaction for a session; undefined: none, the transaction waits for another session. */
  write(session: Session): Primitive | undefined;
  /** The client's answer. */
  onAnswer?(answer: Primitive, session: Session): void;
}

export interface QueuedForUser {
  /** It was put into the queue of some session, now or before. */
  reached(): boolean;
  /** It goes to no further session; where it is in a queue it stays. */
  stop(): void;
  /** It goes nowhere any more, as far as no client has it. */
  withdraw(): void;
}

export interface UserQueue {
  post(transaction: UserTransaction): QueuedForUser;
  /** A session can take transactions now: services were agreed. */
  ready(session: Session): void;
  clear(): void;
}

interface Waiting {
  readonly key: string;
  readonly transaction: UserTransaction;
  /** Ids of the sessions that have it in their queue or got it. */
  readonly offered: Set<string>;
  reached: boolean;
  cancel: () => void;
}

/**
 * `point.send` refuses what a session did not agree to; such a session gets it once it does. As many transactions wait
 * for a user as for a session; what comes beyond that goes to the sessions there are, or is lost.
 */
export function createUserQueue(point: AccessPoint): UserQueue {
  const most = point.profile.limits.waiting;
  const boxes = new Map<string, Set<Waiting>>();

  function drop(waiting: Waiting): void {
    waiting.cancel();
    const box = boxes.get(waiting.transaction.to);
    box?.delete(waiting);
    if (box?.size === 0) boxes.delete(waiting.transaction.to);
  }

  function withdraw(waiting: Waiting): void {
    drop(waiting);
    for (const session of point.sessionsOf(waiting.transaction.to)) {
      if (waiting.offered.has(session.id)) point.withdraw?.(session, waiting.key);
    }
  }

  function offer(waiting: Waiting, session: Session): void {
    const { transaction, key, offered } = waiting;
    if (offered.has(session.id)) return;
    const primitive = transaction.write(session);
    if (primitive === undefined) return;
    const sent = point.send(session, primitive, {
      replaces: key,
      ...(transaction.from !== undefined && { from: transaction.from }),
      onOutcome(outcome) {
        if (outcome.kind === 'answered') transaction.onAnswer?.(outcome.primitive, session);
        // A client that left it unanswered got it all the same; one whose session ended may not have.
        else if (outcome.why === 'session-ended') return void offered.delete(session.id);
        else if (outcome.why !== 'unanswered') return;
        drop(waiting);
      },
    });
    if (sent !== 'queued') return;
    offered.add(session.id);
    waiting.reached = true;
  }

  return {
    post(transaction) {
      const waiting: Waiting = {
        key: point.newId('queued'),
        transaction,
        offered: new Set(),
        reached: false,
        cancel() {},
      };
      const left = transaction.until - point.clock.now();
      if (left > 0) {
        const box = boxes.get(transaction.to) ?? new Set();
        if (box.size < most) {
          boxes.set(transaction.to, box.add(waiting));
          waiting.cancel = point.clock.after(left, () => withdraw(waiting));
        }
        for (const session of point.sessionsOf(transaction.to)) offer(waiting, session);
      }
      return {
        reached: () => waiting.reached,
        stop: () => drop(waiting),
        withdraw: () => withdraw(waiting),
      };
    },
    ready(session) {
      for (const waiting of [...(boxes.get(session.user) ?? [])]) offer(waiting, session);
    },
    clear() {
      for (const box of boxes.values()) for (const waiting of box) waiting.cancel();
      boxes.clear();
    },
  };
}

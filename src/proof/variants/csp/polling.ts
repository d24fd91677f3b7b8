/** Legal variants of polling, and of what waits for a poll. */

import type { Variant } from '../../types.ts';
import { edits, profile } from '../../ways/families.ts';

/** Polls and keep-alives. */
export const pollingVariants: readonly Variant[] = [
  {
    id: 'idle-poll-status',
    title: 'answers a poll with nothing waiting by a Status',
    change: profile({ polling: { idleAnswer: 'status' } }),
  },
  {
    id: 'poll-flag-only-when-waiting',
    title: 'leaves the Poll flag out while nothing waits',
    change: profile({ polling: { flag: 'when-waiting' } }),
  },
  {
    id: 'poll-flag-always-written',
    title: 'writes Poll F while nothing waits',
    change: profile({ polling: { flag: 'always' } }),
  },
  {
    id: 'keep-alive-adjusted',
    title: 'grants the nearest time instead of refusing one with 605',
    change: profile({ keepAlive: { outOfRange: 'adjust' } }),
  },
  {
    id: 'keep-alive-time-always-told',
    title: 'tells the time in force in every KeepAlive-Response',
    change: edits('KeepAlive-Response', (value, { session }) =>
      session === undefined || value.Result.Code !== 200 || value.KeepAliveTime !== undefined
        ? value
        : { ...value, KeepAliveTime: (session as { readonly keepAlive?: number }).keepAlive ?? 600 },
    ),
  },
];

/** The queue of transactions that wait for a client. */
export const queueVariants: readonly Variant[] = [
  {
    id: 'transactions-travel-along',
    title: 'hands out what waits with the answer to a client’s answer, several transactions at once',
    change: profile({ polling: { afterAnswers: true, severalPerMessage: true } }),
  },
  {
    id: 'answers-to-answers-empty',
    title: 'answers a client’s answer with nothing, and writes Poll T as long as anything waits',
    change: profile({ polling: { afterAnswers: false } }),
  },
  {
    id: 'repeated-at-once',
    title: 'hands an unanswered transaction out again with the next poll, without any pause',
    change: profile({ polling: { repeatAfter: 0 } }),
  },
  {
    id: 'repeated-after-a-minute',
    title: 'hands an unanswered transaction out again after a minute',
    change: profile({ polling: { repeatAfter: 60 } }),
  },
];

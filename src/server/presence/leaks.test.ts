/**
 * Random sequences of list, authorization, subscribe, update, unsubscribe, login and logout operations against an
 * independent model (src/testing/server/presence/model.ts): no watcher is ever told what it may not see, none misses what it may.
 *
 * The seed is fixed; IMPS_SEED=<seed> takes other sequences, and a failure names the seed that replays it.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effort } from '../../testing/effort.ts';
import { sequence } from '../../testing/server/presence/operations.ts';
import { createRun } from '../../testing/server/presence/run.ts';
import { EVERYTHING } from './attributes.ts';
import type { PresenceChanges } from './parts.ts';

const SEQUENCES = effort(2_500);

function check(runs: number, seed?: number, changes?: PresenceChanges) {
  const property = fc.property(sequence, (operations) => {
    const run = createRun(changes);
    for (const operation of operations) run.apply(operation);
    run.finish();
  });
  return fc.check(property, { numRuns: runs, ...(seed === undefined ? {} : { seed }) });
}

describe('who may see what', () => {
  it(`is as the model says over ${SEQUENCES} sequences: no leak, no missing notification`, () => {
    const result = check(SEQUENCES);
    if (!result.failed) return;
    throw new Error(
      `replay with IMPS_SEED=${result.seed}: ${fc.defaultReportMessage(result)}\n${result.errorInstance}`,
    );
  });

  it.each<readonly [string, PresenceChanges]>([
    ['lists of users do not override', { rules: () => ({ byUser: () => undefined }) }],
    ['contact lists are not looked at', { rules: () => ({ byContactLists: () => undefined }) }],
    ['the default list reaches everybody', { rules: () => ({ defaultReaches: () => true }) }],
    [
      'a reactive grant gives everything',
      { rules: () => ({ byReaction: (p, w) => ((p.reactive.get(w)?.granted ?? 0) === 0 ? undefined : EVERYTHING) }) },
    ],
    [
      'attributes nobody asked for are delivered',
      { rules: () => ({ deliverable: (subscription, changed) => changed & subscription.visible }) },
    ],
    [
      'attributes nobody authorized are delivered',
      { rules: () => ({ deliverable: (subscription, changed) => changed & subscription.requested }) },
    ],
    ['changes go unnoticed', { rules: () => ({ isChange: () => false }) }],
    [
      'publishers are asked in spite of proactive authorization',
      { rules: () => ({ toAsk: (_publisher, _watcher, requested) => requested }) },
    ],
    ['authorization that changed is not looked at again', { notifier: () => ({ reauthorize: () => undefined }) }],
    ['automatic subscriptions outlive membership', { subscriptions: () => ({ membersRemoved: () => undefined }) }],
    ['subscriptions outlive their session', { subscriptions: () => ({ sessionClosed: () => undefined }) }],
    ['what waits is not taken back', { notifier: () => ({ withdraw: () => undefined }) }],
    ['cancelled decisions are kept', { reactive: () => ({ cancel: () => undefined }) }],
  ])('is not as the model says when %s', (_what, changes) => {
    expect(check(3_000, 1, changes).failed).toBe(true);
  });
});

/**
 * Random sequences of list, authorization, subscribe, update, unsubscribe, login and logout operations against an
 * independent model (testing/model.ts): no watcher is ever told what it may not see, none misses what it may.
 *
 * The seed is fixed; IMPS_SEED=<seed> takes other sequences, and a failure names the seed that replays it.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequence } from '../../testing/server/presence/operations.ts';
import { createRun } from '../../testing/server/presence/run.ts';
import { EVERYTHING } from './attributes.ts';
import type { PresenceParts } from './parts.ts';

const SEQUENCES = 5_000;

function check(runs: number, seed?: number, sabotage?: (parts: PresenceParts) => void) {
  const property = fc.property(sequence, (operations) => {
    const run = createRun(sabotage);
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

  it.each<readonly [string, (parts: PresenceParts) => void]>([
    [
      'lists of users do not override',
      ({ rules }) => {
        rules.byUser = () => undefined;
      },
    ],
    [
      'contact lists are not looked at',
      ({ rules }) => {
        rules.byContactLists = () => undefined;
      },
    ],
    [
      'the default list reaches everybody',
      ({ rules }) => {
        rules.defaultReaches = () => true;
      },
    ],
    [
      'a reactive grant gives everything',
      ({ rules }) => {
        rules.byReaction = (p, w) => ((p.reactive.get(w)?.granted ?? 0) === 0 ? undefined : EVERYTHING);
      },
    ],
    [
      'attributes nobody asked for are delivered',
      ({ rules }) => {
        rules.deliverable = (subscription, changed) => changed & subscription.visible;
      },
    ],
    [
      'attributes nobody authorized are delivered',
      ({ rules }) => {
        rules.deliverable = (subscription, changed) => changed & subscription.requested;
      },
    ],
    [
      'changes go unnoticed',
      ({ rules }) => {
        rules.isChange = () => false;
      },
    ],
    [
      'publishers are asked in spite of proactive authorization',
      ({ rules }) => {
        rules.toAsk = (_publisher, _watcher, requested) => requested;
      },
    ],
    [
      'authorization that changed is not looked at again',
      ({ notifier }) => {
        notifier.reauthorize = () => undefined;
      },
    ],
    [
      'automatic subscriptions outlive membership',
      ({ subscriptions }) => {
        subscriptions.membersRemoved = () => undefined;
      },
    ],
    [
      'subscriptions outlive their session',
      ({ subscriptions }) => {
        subscriptions.sessionClosed = () => undefined;
      },
    ],
    [
      'what waits is not taken back',
      ({ notifier }) => {
        notifier.withdraw = () => undefined;
      },
    ],
    [
      'cancelled decisions are kept',
      ({ reactive }) => {
        reactive.cancel = () => undefined;
      },
    ],
  ])('is not as the model says when %s', (_what, sabotage) => {
    expect(check(3_000, 1, sabotage).failed).toBe(true);
  });
});

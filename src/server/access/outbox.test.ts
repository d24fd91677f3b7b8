import { expect, it } from 'vitest';
import { type Primitive, primitive } from '../../protocol/envelope.ts';
import { createOutbox, type OutboxEntry } from './outbox.ts';

const entry = (id: string, mode: 'Request' | 'Response' = 'Request', lost: string[] = []): OutboxEntry => ({
  id,
  mode,
  primitive: primitive('Polling-Request', {}) as Primitive,
  onOutcome: (outcome) => void lost.push(`${id} ${outcome.kind === 'lost' ? outcome.why : outcome.kind}`),
  replaces: undefined,
  handedOut: 0,
});
const ids = (entries: readonly OutboxEntry[]) => entries.map(({ id }) => id);

it('lets answers pass requests that have to wait for room', () => {
  const outbox = createOutbox(10);
  for (const e of [entry('a'), entry('b'), entry('r', 'Response'), entry('c')]) outbox.put(e);
  expect(ids(outbox.take(10, 1, 3))).toEqual(['a', 'r']);
  expect([outbox.waiting, outbox.open]).toEqual([2, 1]);
});

it('puts back what found no room, as if it had never been handed out', () => {
  const outbox = createOutbox(10);
  for (const e of [entry('a'), entry('b'), entry('c')]) outbox.put(e);
  const taken = outbox.take(2, 2, 3);
  outbox.putBack(taken.slice(1));
  expect([outbox.waiting, outbox.open]).toEqual([2, 1]);
  expect(outbox.answered('a')?.id).toBe('a');
  expect(ids(outbox.take(9, 9, 3))).toEqual(['b', 'c']);
});

it('gives up only on what it could have handed out again', () => {
  const lost: string[] = [];
  const outbox = createOutbox(10);
  outbox.put(entry('a', 'Request', lost));
  outbox.take(1, 1, 1);
  expect(ids(outbox.take(0, 1, 1))).toEqual([]);
  expect(lost).toEqual([]);
  outbox.put(entry('b', 'Request', lost));
  // The one that is given up makes room for the next.
  expect(ids(outbox.take(1, 1, 1))).toEqual(['b']);
  expect(lost).toEqual(['a unanswered']);
});

import { expect, it } from 'vitest';
import { type Primitive, primitive } from '../../protocol/messages/envelope.ts';
import { createOutbox, type OutboxEntry } from './outbox.ts';

const entry = (id: string, mode: 'Request' | 'Response' = 'Request', lost: string[] = []): OutboxEntry => ({
  id,
  mode,
  primitive: primitive('Polling-Request', {}) as Primitive,
  onOutcome: (outcome) => void lost.push(`${id} ${outcome.kind === 'lost' ? outcome.why : outcome.kind}`),
  replaces: undefined,
  handedOut: 0,
});
const about = (key: string, id: string, lost: string[] = []) => ({ ...entry(id, 'Request', lost), replaces: key });
/** Without a pause, unless one is given. */
const again = (attempts: number, now = 0, pause = 0) => ({ attempts, now, pause });
const ids = (entries: readonly OutboxEntry[]) => entries.map(({ id }) => id);

it('lets answers pass requests that have to wait for room', () => {
  const outbox = createOutbox(10);
  for (const e of [entry('a'), entry('b'), entry('r', 'Response'), entry('c')]) outbox.put(e);
  expect(ids(outbox.take(10, 1, again(3)))).toEqual(['a', 'r']);
  expect([outbox.waiting(), outbox.open()]).toEqual([2, 1]);
});

it('puts back what found no room, as if it had never been handed out', () => {
  const outbox = createOutbox(10);
  for (const e of [entry('a'), entry('b'), entry('c')]) outbox.put(e);
  const taken = outbox.take(2, 2, again(3));
  outbox.putBack(taken.slice(1));
  expect([outbox.waiting(), outbox.open()]).toEqual([2, 1]);
  expect(outbox.answered('a')?.id).toBe('a');
  expect(ids(outbox.take(9, 9, again(3)))).toEqual(['b', 'c']);
});

it('gives up only on what it could have handed out again', () => {
  const lost: string[] = [];
  const outbox = createOutbox(10);
  outbox.put(entry('a', 'Request', lost));
  outbox.take(1, 1, again(1));
  expect(ids(outbox.take(0, 1, again(1)))).toEqual([]);
  expect(lost).toEqual([]);
  outbox.put(entry('b', 'Request', lost));
  // The one that is given up makes room for the next.
  expect(ids(outbox.take(1, 1, again(1)))).toEqual(['b']);
  expect(lost).toEqual(['a unanswered']);
});

it('does not repeat what something newer went out after', () => {
  const outbox = createOutbox(10);
  outbox.put(about('bob', 'old'));
  outbox.take(1, 2, again(9));
  outbox.put(about('bob', 'new'));
  outbox.put(about('carol', 'other'));
  // As long as the newer one waits for room the older one is repeated: it comes before the newer one.
  expect(ids(outbox.take(9, 1, again(9)))).toEqual(['old']);
  expect(ids(outbox.take(9, 2, again(9)))).toEqual(['new']);
  expect(ids(outbox.take(9, 2, again(9)))).toEqual(['new']);
  expect(outbox.answered('new')?.id).toBe('new');
  // The client may be about to answer the older one, so it still takes its room.
  expect(ids(outbox.take(9, 2, again(9)))).toEqual(['other']);
  expect(ids(outbox.take(9, 2, again(9)))).toEqual(['other']);
  expect(outbox.answered('old')?.id).toBe('old');
});

it('gives up what is out of date after as many polls as anything else', () => {
  const lost: string[] = [];
  const outbox = createOutbox(10);
  outbox.put(about('bob', 'old', lost));
  outbox.take(1, 2, again(2));
  outbox.put(about('bob', 'new', lost));
  outbox.take(1, 2, again(2));
  outbox.answered('new');
  expect(outbox.take(9, 2, again(2))).toEqual([]);
  expect(outbox.take(9, 2, again(2))).toEqual([]);
  expect([lost, outbox.open()]).toEqual([['old unanswered'], 0]);
});

it('does not repeat what was withdrawn, but knows the answer to it', () => {
  const outbox = createOutbox(10);
  outbox.put(about('bob', 'a'));
  outbox.take(1, 1, again(9));
  outbox.withdraw('bob');
  expect(outbox.take(9, 1, again(9))).toEqual([]);
  expect(outbox.answered('a')?.id).toBe('a');
});

it('repeats nothing before the pause is over, and counts no attempt meanwhile', () => {
  const lost: string[] = [];
  const outbox = createOutbox(10);
  outbox.put(entry('a', 'Request', lost));
  outbox.take(1, 1, again(2, 1_000, 500));
  for (let now = 1_000; now < 1_500; now += 100) expect(outbox.take(9, 1, again(2, now, 500))).toEqual([]);
  expect(ids(outbox.take(9, 1, again(2, 1_500, 500)))).toEqual(['a']);
  expect(outbox.take(9, 1, again(2, 1_999, 500))).toEqual([]);
  expect([lost, outbox.open()]).toEqual([[], 1]);
  expect(outbox.take(9, 1, again(2, 2_000, 500))).toEqual([]);
  expect([lost, outbox.open()]).toEqual([['a unanswered'], 0]);
});

it('has something new where there is room for it, or an answer', () => {
  const outbox = createOutbox(10);
  expect(outbox.hasNew(1)).toBe(false);
  outbox.put(entry('a'));
  expect([outbox.hasNew(1), outbox.hasNew(0)]).toEqual([true, false]);
  outbox.put(entry('r', 'Response'));
  expect(outbox.hasNew(0)).toBe(true);
});

it('knows the last answers by id and primitive, and no more of them than it can keep', () => {
  const outbox = createOutbox(10);
  for (let i = 0; i < 33; i++) outbox.remember(`t${i}`, 'Status');
  expect([0, 1, 32].map((i) => outbox.wasAnswered(`t${i}`, 'Status'))).toEqual([false, true, true]);
  expect(outbox.wasAnswered('t5', 'MessageDelivered')).toBe(false);
});

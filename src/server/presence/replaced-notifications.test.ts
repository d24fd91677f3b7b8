/** A watcher knows the newest value in the end, in whatever order it polls and answers. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import { TestClient } from '../../testing/server/client.ts';
import { createAttributeList, subscribe, update } from '../../testing/server/presence/requests.ts';
import { at, createWorld, toldOf } from '../../testing/server/presence/world.ts';
import { VirtualClock } from '../clock.ts';
import { builtIn } from '../elements.ts';
import { serverProfile } from '../profile.ts';
import { createServer } from '../server.ts';

const ATTRIBUTES = ['StatusText', 'Alias'] as const;

function stage(multiTrans: number) {
  const server = createServer({
    profile: serverProfile({ polling: { repeatAfter: 0, afterAnswers: false } }),
    clock: new VirtualClock(),
    accounts: ['alice', 'bob'].map((user) => ({ user, password: 'secret' })),
    elements: [builtIn.presence],
    onFault: (error) => {
      throw error;
    },
  });
  const bob = new TestClient(server, { user: at('bob') }).start();
  const alice = new TestClient(server, { user: at('alice') });
  alice.login();
  alice.negotiate(undefined, { MultiTrans: multiTrans });
  bob.request('CreateAttributeList-Request', createAttributeList('1.2', { attributes: ATTRIBUTES, users: ['alice'] }));
  const received: Primitive[] = [];
  /** TransactionIDs alice got and did not answer. */
  const unanswered = new Set<string>();
  return {
    alice,
    publish: (name: string, text: string) =>
      void bob.request('UpdatePresence-Request', update('1.2', { [name]: text })),
    poll(): number {
      const transactions = alice.poll().filter((one) => one.mode === 'Request');
      for (const { id, primitive } of transactions) {
        received.push(primitive);
        unanswered.add(id ?? '');
      }
      return transactions.length;
    },
    answer(which: number): void {
      const id = [...unanswered][which % Math.max(1, unanswered.size)];
      if (id === undefined) return;
      unanswered.delete(id);
      alice.answer(id);
    },
    answerAll(): void {
      for (const id of unanswered) alice.answer(id);
      unanswered.clear();
    },
    known: () =>
      Object.fromEntries(
        Object.entries(toldOf(received, at('bob'))).map(([name, value]) => [
          name,
          (value as { PresenceValue?: string }).PresenceValue,
        ]),
      ),
  };
}

it('is not undone by an older notification that was left unanswered', () => {
  const { alice, publish, poll, answer, known } = stage(3);
  alice.request('SubscribePresence-Request', subscribe('1.2', { users: ['bob'], attributes: ['StatusText'] }));
  publish('StatusText', 'old');
  poll();
  publish('StatusText', 'new');
  poll();
  // The second one is answered, the first never.
  answer(1);
  for (let i = 0; i < 8; i++) poll();
  expect(known()).toEqual({ StatusText: 'new' });
});

it('reaches a watcher whose queue was full when it arose, as soon as there is room', () => {
  const publishers = ['bob', 'carol', 'dave'];
  const world = createWorld({ room: 1 });
  const alice = world.login('alice');
  for (const name of publishers) {
    const session = world.login(name);
    world.ask(
      session,
      'CreateAttributeList-Request',
      createAttributeList('1.2', { attributes: ['Alias'], users: ['alice'] }),
    );
    world.ask(session, 'UpdatePresence-Request', update('1.2', { Alias: name }));
  }
  world.ask(alice, 'SubscribePresence-Request', subscribe('1.2', { users: publishers, attributes: ['Alias'] }));
  const received: Primitive[] = [];
  for (let i = 0; i < 4; i++) received.push(...world.poll(alice));
  for (const name of publishers) expect(toldOf(received, at(name))).toMatchObject({ Alias: { PresenceValue: name } });
  expect(received).toHaveLength(3);
});

it('holds for any order of changes, polls and answers', () => {
  const operation = fc.oneof(
    fc.record({ op: fc.constant('publish' as const), name: fc.constantFrom(...ATTRIBUTES) }),
    fc.record({ op: fc.constant('poll' as const) }),
    fc.record({ op: fc.constant('answer' as const), which: fc.nat(5) }),
  );
  const sequences = fc.array(operation, { minLength: 1, maxLength: 25 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), sequences, fc.boolean(), (multiTrans, operations, tidy) => {
      const { alice, publish, poll, answer, answerAll, known } = stage(multiTrans);
      alice.request('SubscribePresence-Request', subscribe('1.2', { users: ['bob'], attributes: ATTRIBUTES }));
      const newest: Record<string, string> = {};
      for (const [i, one] of operations.entries()) {
        if (one.op === 'publish') {
          newest[one.name] = `${one.name} ${i}`;
          publish(one.name, `${one.name} ${i}`);
        } else if (one.op === 'poll') poll();
        else answer(one.which);
      }
      // In the end the client takes what waits, and answers it or not.
      for (let i = 0; i < 30; i++) {
        if (poll() === 0 && tidy) break;
        if (tidy) answerAll();
      }
      expect(known()).toEqual(newest);
    }),
    { numRuns: 150 },
  );
});

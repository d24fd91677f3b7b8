import { describe, expect, it } from 'vitest';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import { MARKUP } from '../../testing/markup.ts';
import { codeOf, TestClient } from '../../testing/server/client.ts';
import { ask, at, codeFor, received, type StageOptions, stage } from '../../testing/server/stage.ts';
import type { SystemMessageElement, SystemMessageOrder } from './index.ts';

function operated(options: StageOptions = {}) {
  const made = stage(options);
  const element = made.server.access.element<SystemMessageElement>('system-message');
  if (element === undefined) throw new Error('the server has no system messages');
  const { systemMessages } = element;
  return {
    ...made,
    send: (order: SystemMessageOrder, name = 'alice') => systemMessages.send(name, order),
    withdraw: (id: string, name = 'alice') => systemMessages.withdraw(name, id),
    answerTo: (id: string, name = 'alice') => systemMessages.answerTo(at(name), id),
  };
}

function responses(...SystemMessageResponse: object[]) {
  return { SystemMessageResponseList: { SystemMessageResponse } };
}

function choose(client: TestClient, SystemMessageID: string, more: object = {}) {
  return codeFor(client, 'SystemMessage-User', responses({ SystemMessageID, ...more }));
}

describe.each(MARKUP)('a system message, in %s', (syntax) => {
  it('reaches the user with text and options (CSP-SYS-001)', () => {
    const { client, send } = operated();
    const alice = client('alice', '1.3', { syntax });
    const id = send({ text: 'Go on?', options: ['Yes', 'No'] });
    const AnswerOption = [
      { AnswerOptionID: 1, AnswerOptionText: 'Yes' },
      { AnswerOptionID: 2, AnswerOptionText: 'No' },
    ];
    const message = {
      SystemMessageID: id,
      RequiresResponse: true,
      SystemMessageText: 'Go on?',
      AnswerOptions: { AnswerOption },
    };
    expect(received(alice, 'SystemMessage-Request')).toEqual([{ SystemMessageList: { SystemMessage: [message] } }]);
  });

  it('is answered in a transaction of its own (CSP-SYS-002)', () => {
    const { client, send, answerTo } = operated();
    const alice = client('alice', '1.3', { syntax });
    const id = send({ text: 'Go on?', options: ['Yes', 'No'] });
    alice.drain();
    expect(answerTo(id)).toBeUndefined();
    expect([choose(alice, id, { ChosenOptionID: 3 }), choose(alice, id)]).toEqual([402, 402]);
    expect(choose(alice, id, { ChosenOptionID: 2 })).toBe(200);
    expect(answerTo(id)).toBe('No');
  });

  it('is answered in its own transaction, where the client does so (AMB-121)', () => {
    const { client, send, answerTo } = operated();
    const alice = client('alice', '1.3', { syntax });
    const id = send({ text: 'Go on?', options: ['Yes', 'No'] });
    const [waiting] = alice.poll();
    const list = responses({ SystemMessageID: id, ChosenOptionID: 1 });
    const reply = alice.answer(waiting?.id, { name: 'SystemMessage-User', value: list } as Primitive);
    expect(reply.envelope).toBeUndefined();
    expect(answerTo(id)).toBe('Yes');
    expect(alice.drain()).toEqual([]);
  });

  it('with a key wants that key (CSP-SYS-004)', () => {
    const { client, send, answerTo } = operated();
    const alice = client('alice', '1.3', { syntax });
    const id = send({ text: 'Type it', verification: { key: 'xyzzy', shown: { URL: 'http://a.example/k.png' } } });
    const [got] = received(alice, 'SystemMessage-Request');
    expect(JSON.stringify(got)).toContain('http://a.example/k.png');
    expect(JSON.stringify(got)).not.toContain('xyzzy');
    expect([choose(alice, id), choose(alice, id, { VerificationKey: 'no' })]).toEqual([401, 401]);
    expect(answerTo(id)).toBeUndefined();
    expect(choose(alice, id, { VerificationKey: 'xyzzy' })).toBe(200);
    expect(answerTo(id)).toBe('');
  });

  it('of somebody else, or made up, cannot be answered; of several answers all count or none', () => {
    const { client, send, answerTo } = operated();
    const [alice, bob] = [client('alice', '1.3', { syntax }), client('bob', '1.3', { syntax })];
    const [first, second] = [send({ options: ['a'] }), send({ options: ['a'] })];
    expect([choose(bob, first, { ChosenOptionID: 1 }), choose(alice, 'sm999', { ChosenOptionID: 1 })]).toEqual([
      404, 404,
    ]);
    const both = (ChosenOptionID: number) =>
      codeFor(
        alice,
        'SystemMessage-User',
        responses({ SystemMessageID: first, ChosenOptionID: 1 }, { SystemMessageID: second, ChosenOptionID }),
      );
    expect([both(9), answerTo(first), both(1), answerTo(first)]).toEqual([402, undefined, 200, 'a']);
  });

  it('waits for a user who is offline, and for a 1.3 client', () => {
    const { client, clock, send } = operated({ profile: { systemMessage: { keepSeconds: 60 } } });
    send({ text: 'one' });
    expect(client('alice', '1.2').drain()).toEqual([]);
    expect(
      received(client('alice', '1.3', { syntax, client: 'http://new.example/' }), 'SystemMessage-Request'),
    ).toHaveLength(1);
    send({ text: 'two' }, 'bob');
    clock.advance(61_000);
    expect(client('bob', '1.3', { syntax }).drain()).toEqual([]);
  });

  it('may have to be answered before login (CSP-SYS-003, 004)', () => {
    const { server, send } = operated();
    const id = send({
      text: 'Terms?',
      options: ['Accept'],
      verification: { key: 'k', shown: { InText: 'k' } },
      beforeLogin: true,
    });
    const alice = new TestClient(server, { version: '1.3', syntax });
    const login = (more: object = {}) => {
      const answer = alice.login(more as Readonly<Record<string, unknown>>);
      const { Result } = answer.value as {
        Result: { Code: number; SystemMessageList?: { SystemMessage: { SystemMessageID: string }[] } };
      };
      return [Result.Code, Result.SystemMessageList?.SystemMessage.map(({ SystemMessageID }) => SystemMessageID)];
    };
    const given = (VerificationKey: string) => responses({ SystemMessageID: id, ChosenOptionID: 1, VerificationKey });
    expect(alice.sessionId).toBeUndefined();
    expect(login()).toEqual([403, [id]]);
    expect(login(given('wrong'))).toEqual([401, [id]]);
    expect(codeOf(alice.login({ Password: 'wrong', ...given('k') }))).toBe(409);
    expect(alice.sessionId).toBeUndefined();
    expect(login(given('k'))).toEqual([200, undefined]);
    expect(codeFor(alice, 'KeepAlive-Request', {})).toBe(200);
    ask(alice, 'Logout-Request', {});
    expect(login()).toEqual([200, undefined]);
  });

  it('can be taken back before anybody has it, and then holds no login up', () => {
    const { client, server, send, withdraw } = operated();
    const alice = client('alice', '1.3', { syntax });
    const [first, second] = [send({ text: 'one', options: ['a'] }), send({ text: 'two', options: ['b'] })];
    withdraw(first);
    const texts = received(alice, 'SystemMessage-Request').map((message) => JSON.stringify(message));
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('two');
    expect([choose(alice, first, { ChosenOptionID: 1 }), choose(alice, second, { ChosenOptionID: 1 })]).toEqual([
      404, 200,
    ]);
    // What was answered cannot be taken back, what never was neither.
    withdraw(second);
    expect(choose(alice, second, { ChosenOptionID: 1 })).toBe(200);
    withdraw('sm999');
    ask(alice, 'Logout-Request', {});
    const held = send({ text: 'Terms?', options: ['Accept'], beforeLogin: true });
    const again = new TestClient(server, { version: '1.3', syntax });
    expect(codeOf(again.login())).toBe(403);
    withdraw(held);
    expect(codeOf(again.login())).toBe(200);
  });

  it('before login does not hold older versions up, which could not show it', () => {
    const { client, send } = operated();
    send({ text: 'Terms?', options: ['Accept'], beforeLogin: true });
    expect(codeFor(client('alice', '1.2', { syntax }), 'KeepAlive-Request', {})).toBe(200);
  });
});

describe('the operator', () => {
  it('is told of users that do not exist', () => {
    const { send } = operated();
    expect(() => send({ text: 'x' }, 'nobody')).toThrow('there is no user nobody');
  });

  it('keeps so many messages of a user', () => {
    const { client, send } = operated({ profile: { systemMessage: { perUser: 2 } } });
    const alice = client('alice', '1.3');
    const ids = ['a', 'b', 'c'].map((text) => send({ text, options: ['ok'] }));
    expect(ids.map((id) => choose(alice, id, { ChosenOptionID: 1 }))).toEqual([404, 200, 200]);
  });
});

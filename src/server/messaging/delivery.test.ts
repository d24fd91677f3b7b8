import { describe, expect, it } from 'vitest';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import { FORMS } from '../../testing/server/client.ts';
import { listed, polled, reportsTo, sent, texts } from '../../testing/server/messaging.ts';
import { ask, at, createGroup, joinGroup, type StageOptions, stage } from '../../testing/server/stage.ts';

const confirm = (MessageID: string | undefined) => ({ name: 'MessageDelivered', value: { MessageID } }) as Primitive;

describe.each(FORMS)('delivery in %s, %s', (version, syntax) => {
  const length = version === '1.3' ? 'AcceptedPushLength' : 'AcceptedContentLength';
  function two(capabilities: Readonly<Record<string, unknown>> = {}, options: StageOptions = {}) {
    const made = stage(options);
    const alice = made.client('alice', version, { syntax });
    return { ...made, alice, bob: made.client('bob', version, { syntax, capabilities }) };
  }

  it('pushes short content, once, and is over with the confirmation (CSP-IMS-034, 036)', () => {
    const { alice, bob } = two();
    const id = sent(alice, 'now');
    const [came] = polled(bob);
    expect(came).toMatchObject({ name: 'NewMessage', data: 'now', info: { MessageID: id } });
    expect(listed(bob).map(({ MessageID }) => MessageID)).toEqual([id]);
    bob.answer(came?.transaction, confirm(id));
    expect(listed(bob)).toEqual([]);
    expect(bob.poll()).toEqual([]);
  });

  it('goes on until the client confirms: an answer of another kind is none (CSP-IMS-035)', () => {
    const { alice, bob } = two();
    const id = sent(alice, 'kept');
    bob.answer(polled(bob)[0]?.transaction);
    expect(listed(bob).map(({ MessageID }) => MessageID)).toEqual([id]);
    expect(ask(bob, 'GetMessage-Request', { MessageID: id }).value).toMatchObject({ ContentData: 'kept' });
  });

  it('announces without content where the client wants that (CSP-IMS-039)', () => {
    const { alice, bob } = two({ InitialDeliveryMethod: 'N' });
    const id = sent(alice, 'later');
    expect(polled(bob)).toMatchObject([{ name: 'MessageNotification', data: undefined, info: { MessageID: id } }]);
    expect(ask(bob, 'GetMessage-Request', { MessageID: id }).value).toMatchObject({ ContentData: 'later' });
  });

  it('announces what is longer than the client takes, in octets, or than the server pushes', () => {
    const { alice, bob } = two({ [length]: 10 }, { profile: { messaging: { pushOctets: 8 } } });
    for (const text of ['12345678', '123456789', '\u00e4\u00e4\u00e4\u00e4', '\u00e4\u00e4\u00e4\u00e4\u00e4'])
      sent(alice, text);
    expect(bob.drain().map(({ name }) => name)).toEqual([
      'NewMessage',
      'MessageNotification',
      'NewMessage',
      'MessageNotification',
    ]);
  });

  it('announces content of a type the client does not take', () => {
    const { alice, bob } = two();
    sent(alice, 'AAAA', { info: { ContentType: 'image/png', ContentEncoding: 'BASE64', ContentSize: 3 } });
    expect(polled(bob)).toMatchObject([{ name: 'MessageNotification', info: { ContentType: 'image/png' } }]);
  });

  it('hands over between the sessions of a user: what one did not confirm, another gets', () => {
    const { alice, bob, client } = two();
    const id = sent(alice, 'for you');
    expect(polled(bob)).toMatchObject([{ data: 'for you' }]);
    const other = client('bob', version, { syntax, client: 'http://other' });
    ask(bob, 'Logout-Request', {});
    expect(polled(other)).toMatchObject([{ name: 'NewMessage', info: { MessageID: id }, data: 'for you' }]);
  });

  it('takes a copy back from every session once one of them settled it', () => {
    const { alice, bob, client } = two({ InitialDeliveryMethod: 'N' });
    const id = sent(alice, 'once');
    const other = client('bob', version, { syntax, client: 'http://other' });
    ask(other, 'MessageDelivered', { MessageID: id });
    expect([bob.poll(), other.poll()]).toEqual([[], []]);
  });

  it('keeps a group message for nobody who left, a direct one for everybody (CSP-OFF-009)', () => {
    const { alice, bob, client } = two();
    const group = createGroup(alice, 'lounge', { as: 'ali' });
    joinGroup(bob, group, 'bobby');
    bob.drain();
    sent(alice, 'to all', { recipient: { Group: [{ GroupID: group }] } });
    sent(alice, 'to you');
    ask(bob, 'Logout-Request', {});
    expect(texts(client('bob', version, { syntax }))).toEqual(['to you']);
  });

  it('follows SetDeliveryMethod, for one group or for everything (CSP-IMS-062 to 064)', () => {
    const { alice, bob } = two();
    const group = createGroup(alice, 'lounge', { as: 'ali' });
    joinGroup(bob, group, 'bobby');
    bob.drain();
    ask(bob, 'SetDeliveryMethod-Request', { DeliveryMethod: 'N', GroupID: group });
    const ways = () => {
      sent(alice, 'to all', { recipient: { Group: [{ GroupID: group }] } });
      sent(alice, 'to you');
      return bob.drain().map(({ name }) => name);
    };
    expect(ways()).toEqual(['MessageNotification', 'NewMessage']);
    ask(bob, 'SetDeliveryMethod-Request', { DeliveryMethod: 'N' });
    expect(ways()).toEqual(['MessageNotification', 'MessageNotification']);
    ask(bob, 'SetDeliveryMethod-Request', { DeliveryMethod: 'P', GroupID: group });
    expect(ways()).toEqual(['NewMessage', 'MessageNotification']);
  });

  it('reaches everybody else where one of many recipients is slow to poll', () => {
    const { alice, bob, client } = two();
    const carol = client('carol', version, { syntax });
    for (let i = 0; i < 20; i += 1) sent(alice, `${i}`, { to: ['bob', 'carol'] });
    expect(texts(carol)).toHaveLength(20);
    expect(listed(bob)).toHaveLength(20);
    expect(texts(bob)).toHaveLength(20);
    expect(listed(bob)).toEqual([]);
  });
});

describe('delivery to several sessions', () => {
  const two = (
    capabilities: Readonly<Record<string, unknown>>,
    later: Readonly<Record<string, unknown>> = capabilities,
  ) => {
    const made = stage();
    const alice = made.client('alice', '1.3');
    const one = made.client('bob', '1.3', { client: 'http://one', capabilities });
    const two = made.client('bob', '1.3', { client: 'http://two', capabilities: later });
    return { ...made, alice, one, two };
  };

  it('takes the session opened last', () => {
    const { alice, one, two: last } = two({});
    sent(alice, 'hi');
    expect([texts(one), texts(last)]).toEqual([[], ['hi']]);
  });

  it('takes the lowest SessionPriority where one is given', () => {
    const { alice, one, two: last } = two({ SessionPriority: 1 }, { SessionPriority: 2 });
    sent(alice, 'hi');
    expect([texts(one), texts(last)]).toEqual([['hi'], []]);
  });

  it('takes all with OnlineETEMHandling FORKALL, and one confirmation is enough', () => {
    const { alice, one, two: last } = two({ OnlineETEMHandling: 'FORKALL' });
    const id = sent(alice, 'hi', { report: true });
    const [a, b] = [polled(one), polled(last)];
    expect([a[0]?.data, b[0]?.data]).toEqual(['hi', 'hi']);
    one.answer(a[0]?.transaction, confirm(id));
    last.answer(b[0]?.transaction, confirm(id));
    expect(reportsTo(alice)).toEqual([{ code: 200, id }]);
    expect(listed(one)).toEqual([]);
  });

  it('is nothing for a session that agreed to neither push nor notification', () => {
    const made = stage();
    const alice = made.client('alice');
    const bob = made.client('bob');
    bob.negotiate({ WVCSPFeat: { IMFeat: { IMReceiveFunc: { GETM: {}, GETLM: {} } } } } as never);
    const id = sent(alice, 'for later');
    expect(bob.poll()).toEqual([]);
    expect(listed(bob)).toMatchObject([{ MessageID: id, Sender: { User: { UserID: at('alice') } } }]);
  });
});

it.each(['1.2', '1.3'] as const)('the history of a group in %s is its newest, so many and so long', (version) => {
  const { client } = stage({ profile: { groups: { limits: { historyMessages: 3, historyLength: 2_000 } } } });
  const alice = client('alice', version);
  const group = createGroup(alice, 'club', { as: 'Al', more: { History: 'T' } });
  const say = (info: object) => sent(alice, 'hi', { recipient: { Group: [{ GroupID: group }] }, info: { ...info } });
  const kept = () => listed(alice, { GroupID: group }).map(({ MessageID }) => MessageID);
  const ids = [1, 2, 3, 4].map(() => say({}));
  expect(kept()).toEqual(ids.slice(1));
  const long = say({ MessageURI: `http://example.com/${'y'.repeat(1_500)}` });
  expect(kept()).toContain(long);
  expect(kept().length).toBeLessThan(3);
});

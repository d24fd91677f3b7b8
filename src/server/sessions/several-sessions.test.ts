import { describe, expect, it } from 'vitest';
import type { Version } from '../../protocol/version.ts';
import { MARKUP } from '../../testing/markup.ts';
import { type TestClient, TestClient as Tester } from '../../testing/server/client.ts';
import { createAttributeList } from '../../testing/server/presence/requests.ts';
import { ask, at, codeFor, createGroup, joinGroup, received, stage } from '../../testing/server/stage.ts';

const SECOND = 'http://second.example/';

/** Sends a text; the recipients are written as in the request. */
function send(from: TestClient, recipient: object, text: string): number | undefined {
  return codeFor(from, 'SendMessage-Request', {
    DeliveryReport: false,
    MessageInfo: {
      ContentType: 'text/plain',
      ContentSize: text.length,
      Recipient: recipient,
      Sender: { User: { UserID: from.user } },
    },
    ContentData: text,
  });
}

const toClient = (ClientID: object) => ({ User: [{ UserID: at('alice'), ClientID }] });
const toUser = { User: [{ UserID: at('alice') }] };

/** The texts that come to a client, confirmed as they come. */
function texts(client: TestClient): readonly unknown[] {
  const came: unknown[] = [];
  for (let [next] = client.poll(); next !== undefined; [next] = client.poll()) {
    const { MessageInfo, ContentData } = next.primitive.value as {
      MessageInfo: { MessageID: string };
      ContentData: string;
    };
    came.push(ContentData);
    client.answer(next.id, { name: 'MessageDelivered', value: { MessageID: MessageInfo.MessageID } });
  }
  return came;
}

describe.each(MARKUP)('several sessions of a user, in %s', (syntax) => {
  function three(version: Version) {
    const made = stage();
    return {
      ...made,
      first: made.client('alice', version, { syntax }),
      second: made.client('alice', version, { syntax, client: SECOND }),
      bob: made.client('bob', version, { syntax }),
    };
  }

  it.each(['1.1', '1.2', '1.3'] as const)('get the messages for their own client, in %s (CSP-MUL-002)', (version) => {
    const { first, second, bob } = three(version);
    expect(send(bob, toClient({ URL: SECOND }), 'for the second')).toBe(200);
    expect(send(bob, toClient(first.clientId), 'for the first')).toBe(200);
    expect([texts(first), texts(second)]).toEqual([['for the first'], ['for the second']]);
    expect(send(bob, toClient({ URL: 'http://third.example/' }), 'for nobody')).toBe(410);
  });

  it('can be told apart by the telephone numbers of their clients, too (CSP-MUL-002)', () => {
    const { server, first, bob } = three('1.2');
    const phone = new Tester(server, { version: '1.2', syntax });
    phone.login({ ClientID: { MSISDN: '+358401234567' } });
    phone.negotiate();
    expect(send(bob, toClient({ MSISDN: '+358401234567' }), 'for the phone')).toBe(200);
    expect([texts(first), texts(phone)]).toEqual([[], ['for the phone']]);
    expect(send(bob, toClient({ MSISDN: '+358400000000' }), 'for nobody')).toBe(410);
    expect(send(bob, toClient({}), 'for anybody')).toBe(200);
  });

  it('share what is for the user, and a confirmed message is done with (CSP-MUL-003, 006)', () => {
    const { first, second, bob } = three('1.3');
    send(bob, toUser, 'for one');
    expect([texts(second), texts(first)]).toEqual([['for one'], []]);
    for (const client of [first, second]) client.negotiate(undefined, { OnlineETEMHandling: 'FORKALL' });
    send(bob, toUser, 'for all');
    expect([first.poll().length, second.poll().length]).toEqual([1, 1]);
    send(bob, toUser, 'confirmed first');
    expect(texts(first)).toEqual(['for all', 'confirmed first']);
    expect(texts(second)).toEqual([]);
  });

  it('end one by one, and the user is online until the last (CSP-MUL-004, 005)', () => {
    const { first, second, bob } = three('1.3');
    const list = createAttributeList('1.3', { attributes: ['OnlineStatus'], users: ['bob'] });
    expect(codeFor(first, 'CreateAttributeList-Request', list)).toBe(200);
    const online = () =>
      JSON.stringify(ask(bob, 'GetPresence-Request', { UserIDList: { UserID: [at('alice')] } }).value).includes(
        '"PresenceValue":"T"',
      );
    expect(online()).toBe(true);
    ask(first, 'Logout-Request', {});
    expect(codeFor(second, 'KeepAlive-Request', {})).toBe(200);
    expect(online()).toBe(true);
    expect(send(bob, toUser, 'still there?')).toBe(200);
    expect(texts(second)).toEqual(['still there?']);
    ask(second, 'Logout-Request', {});
    expect(online()).toBe(false);
  });

  it.each(['1.1', '1.2', '1.3'] as const)('join groups one by one, in %s (CSP-MUL-007)', (version) => {
    const { first, second, bob } = three(version);
    const group = createGroup(bob, 'party', {
      as: 'host',
      more: { [version === '1.1' ? 'Accesstype' : 'AccessType']: 'Open' },
    });
    joinGroup(first, group, 'guest');
    expect(send(bob, { Group: [{ GroupID: group }] }, 'to the group')).toBe(200);
    expect([texts(first), received(second, 'NewMessage')]).toEqual([['to the group'], []]);
  });
});

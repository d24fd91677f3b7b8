import { describe, expect, it } from 'vitest';
import { MARKUP } from '../../testing/markup.ts';
import type { TestClient } from '../../testing/server/client.ts';
import { createAttributeList, subscribe as subscribePresence } from '../../testing/server/presence/requests.ts';
import { ask, at, codeFor, createGroup, received, type StageOptions, stage } from '../../testing/server/stage.ts';

function types(...NotificationType: string[]) {
  return { NotificationTypeList: { NotificationType } };
}

function subscribe(client: TestClient, ...list: string[]) {
  return codeFor(client, 'SubscribeNotification-Request', types(...list));
}

const notices = (client: TestClient) => received(client, 'Notification-Request');

describe.each(MARKUP)('general notifications, in %s', (syntax) => {
  function two(options: StageOptions = {}) {
    const made = stage(options);
    const other = made.client('bob', '1.3', { syntax, client: 'http://other.example/' });
    return {
      ...made,
      alice: made.client('alice', '1.3', { syntax }),
      bob: made.client('bob', '1.3', { syntax }),
      other,
    };
  }

  it('ANU tells a publisher of a watcher who asks for more (CSP-NOT-001, 002, 003)', () => {
    const { alice, bob, other } = two();
    expect(subscribe(bob, 'ANU', 'ANC')).toBe(200);
    const list = createAttributeList('1.3', { attributes: ['StatusText'], users: ['alice'], notify: true });
    expect(codeFor(bob, 'CreateAttributeList-Request', list)).toBe(200);
    const watch = () => {
      const request = subscribePresence('1.3', { users: ['bob'], attributes: ['StatusText', 'StatusMood'] });
      return codeFor(alice, 'SubscribePresence-Request', request);
    };
    expect(watch()).toBe(200);
    const [notice] = notices(bob);
    expect(notice).toMatchObject({ NotificationType: 'ANU', UserIDList: { UserID: [at('alice')] } });
    expect(notice?.PresenceSubList).toHaveProperty('StatusMood');
    expect(notices(other)).toEqual([]);
    expect(codeFor(bob, 'UnsubscribeNotification-Request', types('ANU'))).toBe(200);
    watch();
    expect(notices(bob)).toEqual([]);
  });

  it('tell other clients of a user about contact lists, access lists and groups (CSP-NOT-004, 005, 006)', () => {
    const { bob, other } = two();
    expect(subscribe(other, 'CLCR', 'CLC', 'CLD', 'BLC', 'BLUC', 'GLC', 'GLUC', 'GC', 'GD')).toBe(200);
    const ContactList = 'wv:bob/friends@example.com';
    ask(bob, 'CreateList-Request', { ContactList });
    ask(bob, 'DeleteList-Request', { ContactList });
    expect(notices(other).map(({ NotificationType }) => NotificationType)).toEqual(['CLCR', 'CLD']);
    const list = { AddList: { UserID: [at('alice')] } };
    expect(codeFor(bob, 'BlockEntity-Request', { BlockList: list, BlockListInUse: true })).toBe(200);
    expect(codeFor(bob, 'BlockEntity-Request', { GrantList: list, GrantListInUse: false })).toBe(200);
    expect(notices(other)).toEqual([
      { NotificationType: 'BLC' },
      { NotificationType: 'BLUC', BlockListInUse: true },
      { NotificationType: 'GLC' },
      { NotificationType: 'GLUC', GrantListInUse: false },
    ]);
    const GroupID = createGroup(bob, 'party');
    ask(bob, 'DeleteGroup-Request', { GroupID });
    expect(notices(other)).toEqual([
      { NotificationType: 'GC', GroupID },
      { NotificationType: 'GD', GroupID },
    ]);
    expect(notices(bob)).toEqual([]);
  });

  it('tell other clients what became of an invitation', () => {
    const { alice, bob, other } = two();
    subscribe(other, 'IA', 'IR');
    for (const [id, Acceptance] of [
      ['a', true],
      ['b', false],
    ] as const) {
      const Recipient = { User: [{ UserID: at('bob') }] };
      codeFor(alice, 'Invite-Request', { InviteID: id, InviteType: 'IM', Recipient });
      codeFor(bob, 'InviteUser-Response', { InviteID: id, Acceptance });
    }
    expect(notices(other)).toEqual([
      { NotificationType: 'IA', InviteID: 'a' },
      { NotificationType: 'IR', InviteID: 'b' },
    ]);
  });

  it('of an unknown type cannot be subscribed to (CSP-NOT-007), unless the operator lets it pass', () => {
    const { alice } = two();
    expect([subscribe(alice, 'GC', 'ZZZ'), codeFor(alice, 'UnsubscribeNotification-Request', types('ZZZ'))]).toEqual([
      402, 402,
    ]);
    const other = stage({ profile: { notification: { unknownType: 'ignore' } } }).client('alice', '1.3', {
      syntax,
    });
    expect(subscribe(other, 'ZZZ')).toBe(200);
  });

  it('end with the session', () => {
    const { bob, other, client } = two();
    subscribe(other, 'GC');
    ask(other, 'Logout-Request', {});
    const again = client('bob', '1.3', { syntax, client: 'http://other.example/' });
    createGroup(bob, 'party');
    expect(notices(again)).toEqual([]);
  });
});

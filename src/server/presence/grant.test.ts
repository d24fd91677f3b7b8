/** AuthorizeAndGrant of 1.3 behind the whole server: from the contact list to the granted list of messaging. */
import { describe, expect, it } from 'vitest';
import { type Primitive, primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { codeOf, TestClient } from '../../testing/server/client.ts';
import { createList, manageList } from '../../testing/server/presence/requests.ts';
import { at, listOf } from '../../testing/server/presence/world.ts';
import { VirtualClock } from '../clock.ts';
import { builtInElements } from '../elements.ts';
import { type ProfileChanges, serverProfile } from '../profile.ts';
import { createServer } from '../server.ts';

const FRIENDS = listOf('bob', 'friends');

function stage(changes: ProfileChanges = {}) {
  const server = createServer({
    profile: serverProfile(changes),
    clock: new VirtualClock(),
    accounts: ['alice', 'bob', 'carol'].map((user) => ({ user, password: 'secret' })),
    elements: builtInElements,
    onFault: (error) => {
      throw error;
    },
  });
  const start = (name: string, url?: string) =>
    new TestClient(server, { user: at(name), version: '1.3', ...(url === undefined ? {} : { client: url }) }).start();
  const [alice, bob] = [start('alice'), start('bob')];
  expect(codeOf(bob.request('BlockEntity-Request', { GrantListInUse: true } as Value<'BlockEntity-Request'>))).toBe(
    200,
  );
  bob.request('CreateList-Request', createList(FRIENDS));
  return {
    alice,
    bob,
    start,
    /** The code alice's message to bob is answered with. */
    sends() {
      const request = {
        DeliveryReport: false,
        MessageInfo: {
          Recipient: { User: [{ UserID: at('bob') }] },
          Sender: { User: { UserID: at('alice') } },
          ContentType: 'text/plain',
          ContentSize: 5,
        },
        ContentData: 'hello',
      } as unknown as Value<'SendMessage-Request'>;
      return codeOf(alice.send(primitive('SendMessage-Request', request) as Primitive));
    },
    manage: (change: Parameters<typeof manageList>[2]) =>
      bob.request('ListManage-Request', manageList('1.3', FRIENDS, change)),
    granted() {
      const { value } = bob.request('GetBlockedList-Request', {});
      return (value as Value<'GetBlockedList-Response', '1.3'>).GrantList?.EntityList?.UserID ?? [];
    },
  };
}

describe('AuthorizeAndGrant', () => {
  it('puts the new members on the granted list, so that they can reach the owner', () => {
    const { sends, manage, granted } = stage();
    expect(sends()).toBe(532);
    manage({ add: ['alice'] });
    expect(sends()).toBe(532);
    expect(codeOf(manage({ add: ['alice', 'carol'], grant: true }))).toBe(200);
    expect(sends()).toBe(200);
    expect(granted()).toEqual([at('alice'), at('carol')]);
  });

  it('does nothing by halves where the granted list has no room', () => {
    const { manage, granted, sends } = stage({ messaging: { limits: { accessListEntries: 1 } } });
    expect(codeOf(manage({ add: ['alice', 'carol'], grant: true }))).toBe(402);
    expect(granted()).toEqual([]);
    expect(JSON.stringify(manage({}).value)).not.toContain(at('alice'));
    expect(codeOf(manage({ add: ['alice'], grant: true }))).toBe(200);
    expect(sends()).toBe(200);
    // Who is on the list already takes no room.
    expect(codeOf(manage({ add: ['alice'], grant: true }))).toBe(200);
  });
});

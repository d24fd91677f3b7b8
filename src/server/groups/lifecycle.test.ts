import { describe, expect, it } from 'vitest';
import { FORMS } from '../../testing/server/client.ts';
import {
  address,
  code,
  GROUP,
  groupIdOf,
  groupServer,
  PUBLIC,
  propertiesOf,
  valuesOf,
} from '../../testing/server/groups.ts';

describe.each(FORMS)('groups over %s %s', (version, syntax) => {
  it('live from creation to deletion', () => {
    const { user } = groupServer(['alice', 'bob']);
    const alice = user('alice', version, syntax);
    const bob = user('bob', version, syntax);
    expect(code(alice.create({ join: true, screenName: 'founder', subscribe: true }))).toBe(200);
    const joined = bob.join('guest', { list: true });
    expect(joined.name).toBe('JoinGroup-Response');
    expect(valuesOf(joined.value, 'SName')).toContain('founder');
    expect(bob.leave().name).toBe('LeaveGroup-Response');
    const told = alice.news();
    expect(told.map(({ name }) => name)).toEqual(['GroupChangeNotice', 'GroupChangeNotice']);
    expect(told.flatMap(({ value }) => valuesOf(value, 'SName'))).toEqual(['guest', 'guest']);
    expect(code(bob.join('guest'))).toBe(200);
    expect(code(alice.remove())).toBe(200);
    const [forced] = bob.news();
    expect(forced?.name).toBe('LeaveGroup-Response');
    expect(forced === undefined ? 0 : code(forced)).toBe(800);
    expect(code(bob.join('guest'))).toBe(800);
  });
});

describe('the creation of a group', () => {
  it('is refused for an address in use, one of another owner, and what is no address of a group', () => {
    const alice = groupServer(['alice']).user('alice');
    expect(code(alice.create())).toBe(200);
    expect(code(alice.create())).toBe(801);
    expect(code(alice.create({ id: 'wv:bob/club@example.com' }))).toBe(402);
    expect(code(alice.create({ id: PUBLIC }))).toBe(402);
    expect(code(alice.create({ id: 'no group' }))).toBe(901);
  });

  it('takes the same address in other spellings for the same group', () => {
    const alice = groupServer(['alice']).user('alice');
    expect(code(alice.create())).toBe(200);
    expect(code(alice.create({ id: 'WV:Alice/Club@Example.com' }))).toBe(801);
    expect(code(alice.create({ id: 'wv:alice/club' }))).toBe(801);
  });

  it('is refused whole for a bad property', () => {
    const alice = groupServer(['alice']).user('alice');
    expect(code(alice.create({ properties: { Name: 'x', MaxActiveUsers: 'abc' } }))).toBe(806);
    expect(code(alice.create({ properties: { AccessType: 'Open', Searchable: 'T' } }))).toBe(822);
    expect(code(alice.properties())).toBe(800);
  });

  it('leaves out a property nobody knows, and takes AutoDelete in every version (AMB-227, AMB-228)', () => {
    const alice = groupServer(['alice']).user('alice');
    expect(code(alice.create({ properties: { Name: 'x', Unheard: '1', AutoDelete: 'T' } }))).toBe(200);
    expect(propertiesOf(alice.properties())).toMatchObject({ Name: 'x', AutoDelete: 'T' });
    expect(propertiesOf(alice.properties())).not.toHaveProperty('Unheard');
  });

  it('passes over what the server keeps', () => {
    const alice = groupServer(['alice']).user('alice');
    alice.create({ properties: { Name: 'x', Type: 'Public', ActiveUsers: '9' } });
    expect(propertiesOf(alice.properties())).toMatchObject({ Type: 'Private', ActiveUsers: '0' });
  });

  it('ends at the limits', () => {
    const { user } = groupServer(['alice', 'bob'], { groupsPerUser: 2, groups: 4 });
    const alice = user('alice');
    const make = (name: string, n: number) => ({ id: `wv:${name}/g${n}@example.com` });
    expect([0, 1, 2].map((n) => code(alice.create(make('alice', n))))).toEqual([200, 200, 814]);
    const bob = user('bob');
    expect([0, 1].map((n) => code(bob.create(make('bob', n))))).toEqual([200, 815]);
    alice.remove('wv:alice/g0@example.com');
    expect(code(bob.create(make('bob', 1)))).toBe(200);
  });
});

describe('the end of a group', () => {
  it('comes with the last leaver where AutoDelete is T, not earlier', () => {
    const { user } = groupServer(['alice', 'bob']);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create({ properties: { Name: 'x', AutoDelete: 'T' }, join: true });
    bob.join('guest');
    alice.leave();
    expect(code(bob.properties())).toBe(200);
    bob.client.request('Logout-Request', {});
    expect(code(alice.properties())).toBe(800);
  });

  it('comes when its Validity is over', () => {
    const { user, clock } = groupServer(['alice', 'bob']);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create({ properties: { Name: 'x', Validity: '60' } });
    bob.join('guest');
    clock.advance(59_000);
    expect(code(alice.properties())).toBe(200);
    clock.advance(1_000);
    expect(code(alice.properties())).toBe(800);
    expect(bob.news().map(groupIdOf)).toEqual([GROUP]);
  });

  it('does not reach a group of the same address made later', () => {
    const { user, clock } = groupServer(['alice']);
    const alice = user('alice');
    alice.create({ properties: { Name: 'x', Validity: '60' } });
    alice.remove();
    alice.create();
    clock.advance(120_000);
    expect(code(alice.properties())).toBe(200);
  });

  it('is not for everybody', () => {
    const { user } = groupServer(['alice', 'bob']);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create();
    bob.join('guest');
    expect(code(bob.remove())).toBe(816);
    expect(code(bob.remove(PUBLIC))).toBe(816);
    alice.give('Admin', 'bob');
    expect(code(bob.remove())).toBe(200);
  });

  it('reaches the clients of the deleter that did not delete', () => {
    const { user } = groupServer(['alice']);
    const [one, other] = [user('alice'), user('alice', '1.3', 'xml', '/2')];
    one.create({ join: true, screenName: 'one' });
    other.join('other');
    expect(code(one.remove())).toBe(200);
    expect(one.news()).toEqual([]);
    expect(other.news().map(code)).toEqual([800]);
  });
});

describe('the properties of a group', () => {
  it('are changed by the owner and told to subscribers', () => {
    const { user } = groupServer(['alice', 'bob', 'carol']);
    const [alice, bob, carol] = [user('alice'), user('bob'), user('carol', '1.1')];
    alice.create({ join: true, screenName: 'founder', subscribe: true });
    bob.join('bob', { subscribe: true });
    carol.join('carol', { subscribe: true });
    for (const one of [alice, bob, carol]) one.news();
    expect(code(alice.set({ AccessType: 'Restricted' }))).toBe(200);
    expect(bob.news().map((notice) => propertiesOf(notice))).toEqual([{ AccessType: 'Restricted' }]);
    expect(carol.news().map((notice) => propertiesOf(notice))).toEqual([{ Accesstype: 'Restricted' }]);
    expect(alice.news()).toEqual([]);
  });

  it('stay as they are when one of several is wrong', () => {
    const alice = groupServer(['alice']).user('alice');
    alice.create();
    expect(code(alice.set({ Name: 'New', MaxActiveUsers: 'abc' }))).toBe(806);
    expect(code(alice.set({ Name: 'New', ActiveUsers: '7' }))).toBe(806);
    expect(propertiesOf(alice.properties()).Name).toBe('Club');
  });

  it('are not shown to strangers of a restricted group', () => {
    const { user } = groupServer(['alice', 'bob']);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create({ properties: { Name: 'x', AccessType: 'Restricted' } });
    expect(code(bob.properties())).toBe(816);
    alice.add('bob');
    expect(propertiesOf(bob.properties(), 'OwnProperties')).toMatchObject({ IsMember: 'T', PrivilegeLevel: 'User' });
  });

  it('of a user are the user’s own, and outlive the session', () => {
    const { user } = groupServer(['alice', 'bob']);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create({ join: true });
    bob.join('guest');
    expect(code(bob.setOwn({ PrivateMessaging: 'F', AutoJoin: 'T' }))).toBe(200);
    expect(code(bob.setOwn({ PrivilegeLevel: 'Admin' }))).toBe(806);
    expect(propertiesOf(alice.properties(), 'OwnProperties').PrivateMessaging).toBe('T');
    bob.client.request('Logout-Request', {});
    const again = user('bob');
    expect(propertiesOf(again.properties(), 'OwnProperties').PrivateMessaging).toBe('F');
    // AutoJoin: joined at login under the screen name of before.
    expect(valuesOf(alice.joined().value, 'SName')).toContain('guest');
  });

  it('names the owner Admin', () => {
    const alice = groupServer(['alice']).user('alice');
    alice.create();
    const own = propertiesOf(alice.properties(), 'OwnProperties');
    expect(own).toMatchObject({ IsMember: 'T', PrivilegeLevel: 'Admin' });
    expect(valuesOf(alice.members().value, 'UserID')).toEqual([address('alice')]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import { address, code, GROUP, groupServer, propertiesOf, valuesOf } from '../../testing/server/groups.ts';

const names = ['alice', 'bob', 'carol', 'dave'];

/** UserIDs by role. */
function roles({ value }: Primitive): Readonly<Record<string, readonly string[]>> {
  const { Admin, Mod, Users, UserList } = value as Readonly<Record<string, unknown>>;
  return {
    Admin: valuesOf(Admin, 'UserID'),
    Mod: valuesOf(Mod, 'UserID'),
    User: valuesOf(Users ?? UserList, 'UserID'),
  };
}

describe('members', () => {
  it.each(['1.1', '1.2', '1.3'] as const)('are told by role over %s', (version) => {
    const { user } = groupServer(names);
    const alice = user('alice', version);
    alice.create();
    expect(code(alice.add('bob', 'carol'))).toBe(200);
    expect(code(alice.give('Mod', 'bob'))).toBe(200);
    expect(roles(alice.members())).toEqual({
      Admin: [address('alice')],
      Mod: [address('bob')],
      User: [address('carol')],
    });
    expect(code(alice.give('User', 'bob'))).toBe(200);
    expect(roles(alice.members()).User).toEqual([address('bob'), address('carol')]);
  });

  it('are added one by one: an unknown user is reported and the others are members', () => {
    const { user } = groupServer(names);
    const alice = user('alice');
    alice.create();
    const answer = alice.add('bob', 'nobody');
    expect(code(answer)).toBe(201);
    expect(answer.value).toMatchObject({
      Result: { DetailedResult: [{ Code: 531, UserID: [address('nobody')] }] },
    });
    expect(code(alice.add('nobody'))).toBe(531);
    expect(roles(alice.members()).User).toEqual([address('bob')]);
  });

  it('who are removed from a restricted group have to leave, in an open one they stay', () => {
    const { user } = groupServer(names);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create();
    alice.add('bob');
    bob.join('b');
    expect(code(alice.drop('bob'))).toBe(200);
    expect(bob.news()).toEqual([]);
    alice.add('bob');
    alice.set({ AccessType: 'Restricted' });
    expect(code(alice.drop('bob'))).toBe(200);
    expect(bob.news().map(code)).toEqual([816]);
    expect(code(bob.leave())).toBe(808);
    expect(code(alice.drop('bob'))).toBe(810);
  });

  it('cannot take the group from its owner', () => {
    const { user } = groupServer(names);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create({ join: true });
    alice.give('Admin', 'bob');
    expect(code(bob.give('User', 'alice'))).toBe(816);
    expect(code(bob.drop('alice'))).toBe(816);
    expect(code(bob.reject('alice'))).toBe(816);
    expect(code(alice.set({ Name: 'Still mine' }))).toBe(200);
  });

  it('who moderate keep the lists and give no roles', () => {
    const { user } = groupServer(names);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create();
    alice.give('Mod', 'bob');
    alice.give('Admin', 'dave');
    expect(code(bob.add('carol'))).toBe(200);
    expect(code(bob.reject('carol'))).toBe(200);
    expect(code(bob.forgive('carol'))).toBe(200);
    expect(code(bob.drop('carol'))).toBe(200);
    expect(code(bob.give('Admin', 'carol'))).toBe(816);
    expect(code(bob.set({ Name: 'Mine' }))).toBe(816);
    expect(code(bob.remove())).toBe(816);
    expect(code(bob.drop('dave'))).toBe(816);
    expect(code(bob.reject('dave'))).toBe(816);
  });

  it('are told of a new role where they are subscribed', () => {
    const { user } = groupServer(names);
    const [alice, bob, carol] = [user('alice'), user('bob'), user('carol')];
    alice.create();
    bob.join('b', { subscribe: true });
    carol.join('c', { subscribe: true });
    bob.news();
    alice.give('Mod', 'bob');
    expect(bob.news().map((notice) => propertiesOf(notice, 'OwnProperties').PrivilegeLevel)).toEqual(['Mod']);
    expect(carol.news()).toEqual([]);
    alice.give('Mod', 'bob');
    expect(bob.news()).toEqual([]);
  });
});

describe('the reject list', () => {
  it('forces out whom it names, in whatever session, and tells the others', () => {
    const { user } = groupServer(names);
    const alice = user('alice', '1.3');
    const [one, other] = [user('bob'), user('bob', '1.1', 'xml', '/2')];
    alice.create({ join: true, subscribe: true });
    one.join('one');
    other.join('other');
    alice.news();
    const answer = alice.reject('bob');
    expect(valuesOf(answer.value, 'UserID')).toEqual([address('bob')]);
    expect([...one.news(), ...other.news()].map(code)).toEqual([809, 809]);
    expect(alice.news().map(({ value }) => 'LeftBlocked' in value)).toEqual([true, true]);
    expect(code(one.join('one'))).toBe(809);
    expect(valuesOf(alice.forgive('bob').value, 'UserID')).toEqual([]);
    expect(code(one.join('one'))).toBe(200);
  });

  it('takes screen names of joined users', () => {
    const { user } = groupServer(names);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create();
    bob.join('troll');
    const byName = (SName: string) =>
      alice.ask('RejectList-Request', { AddList: { ScreenName: [{ SName, GroupID: GROUP }] } });
    expect(code(byName('nobody'))).toBe(810);
    expect(valuesOf(byName('troll').value, 'UserID')).toEqual([address('bob')]);
    expect(bob.news().map(code)).toEqual([809]);
  });

  it('reports who is unknown and rejects the others', () => {
    const { user } = groupServer(names);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create();
    const answer = alice.reject('bob', 'nobody');
    expect([answer.name, code(answer)]).toEqual(['Status', 201]);
    expect(code(bob.join('b'))).toBe(809);
  });
});

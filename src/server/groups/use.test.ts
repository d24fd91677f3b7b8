import { describe, expect, it } from 'vitest';
import { address, code, groupServer, PUBLIC, propertiesOf, valuesOf } from '../../testing/server/groups.ts';

describe('joining', () => {
  it('is refused in the order of the standard: rejected, restricted, joined, name taken, full', () => {
    const { user } = groupServer(['alice', 'bob', 'carol']);
    const [alice, bob, carol] = [user('alice'), user('bob'), user('carol')];
    alice.create({
      properties: { Name: 'x', AccessType: 'Restricted', MaxActiveUsers: '1' },
      join: true,
      screenName: 'a',
    });
    alice.reject('bob');
    expect(code(bob.join('a'))).toBe(809);
    expect(code(carol.join('a'))).toBe(816);
    alice.add('carol');
    expect(code(carol.join('a'))).toBe(811);
    expect(code(carol.join('c'))).toBe(817);
    expect(code(alice.join('a'))).toBe(807);
  });

  it('takes the user name where none is given, numbered where it is taken', () => {
    const { user } = groupServer(['alice', 'bob']);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create({ join: true, screenName: 'bob' });
    const answer = bob.join(undefined, { list: true });
    expect(valuesOf(answer.value, 'SName')).toEqual(['bob', 'bob 2']);
  });

  it('ends at the limit of groups of a user', () => {
    const { user } = groupServer(['alice', 'bob'], { joinedPerUser: 1 });
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create();
    expect(code(bob.join('b', { id: PUBLIC }))).toBe(200);
    expect(code(bob.join('b'))).toBe(814);
    bob.leave(PUBLIC);
    expect(code(bob.join('b'))).toBe(200);
  });

  it('is per client: two clients of a user are two joined users', () => {
    const { user } = groupServer(['alice', 'bob']);
    const alice = user('alice');
    const [one, other] = [user('bob'), user('bob', '1.3', 'xml', '/2')];
    alice.create({ join: true });
    expect(code(one.join('b'))).toBe(200);
    expect(code(other.join('b'))).toBe(811);
    expect(code(other.join('b at home'))).toBe(200);
    expect(propertiesOf(alice.properties()).ActiveUsers).toBe('3');
    expect(code(one.leave())).toBe(200);
    expect(code(other.leave())).toBe(200);
    expect(code(one.leave())).toBe(808);
  });
});

describe('who is behind a screen name', () => {
  it('is told nowhere to ordinary users while ShowID is F, and to the staff always', () => {
    const { user } = groupServer(['alice', 'bob', 'carol']);
    const [alice, bob, carol] = [user('alice', '1.3'), user('bob'), user('carol', '1.3')];
    alice.create({ join: true, screenName: 'founder', subscribe: true });
    carol.join('listener', { subscribe: true });
    bob.join('guest', { own: { ShowID: 'F' } });
    bob.say('psst');
    bob.leave();
    const seen = [carol.join('again'), carol.joined(), ...carol.news()];
    expect(seen.flatMap(({ value }) => valuesOf(value, 'UserID'))).not.toContain(address('bob'));
    expect(alice.news().flatMap(({ value }) => valuesOf(value, 'UserID'))).toContain(address('bob'));
  });

  it('is hidden from the first notice on for a newcomer who asks for it in the request', () => {
    const { user } = groupServer(['alice', 'bob', 'carol']);
    const [alice, bob, carol] = [user('alice'), user('bob'), user('carol')];
    alice.create();
    carol.join('listener', { subscribe: true });
    bob.join('guest', { own: { ShowID: 'T' } });
    bob.leave();
    expect(carol.news().flatMap(({ value }) => valuesOf(value, 'UserID'))).toContain(address('bob'));
    bob.join('guest', { own: { ShowID: 'F' } });
    expect(carol.news().flatMap(({ value }) => valuesOf(value, 'UserID'))).not.toContain(address('bob'));
  });
});

describe('subscriptions', () => {
  it('are those of a joined client', () => {
    const { user } = groupServer(['alice', 'bob']);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create({ join: true, screenName: 'a' });
    expect(code(bob.subscription('S'))).toBe(808);
    bob.join('b');
    expect(bob.subscription('G').value).toEqual({ Value: 'F' });
    expect(code(bob.subscription('S'))).toBe(200);
    expect(bob.subscription('G').value).toEqual({ Value: 'T' });
    alice.leave();
    expect(bob.news().map(({ name }) => name)).toEqual(['GroupChangeNotice']);
    bob.subscription('U');
    alice.join('a');
    expect(bob.news()).toEqual([]);
  });

  it('end with leaving', () => {
    const { user } = groupServer(['alice', 'bob']);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create();
    bob.join('b', { subscribe: true });
    bob.leave();
    bob.join('b');
    expect(bob.subscription('G').value).toEqual({ Value: 'F' });
  });

  it('tell who left by logging out', () => {
    const { user } = groupServer(['alice', 'bob']);
    const [alice, bob] = [user('alice'), user('bob')];
    alice.create({ join: true, subscribe: true });
    bob.join('b');
    alice.news();
    bob.client.request('Logout-Request', {});
    expect(alice.news().map(({ value }) => Object.keys(value).filter((key) => key !== 'GroupID'))).toEqual([['Left']]);
  });
});

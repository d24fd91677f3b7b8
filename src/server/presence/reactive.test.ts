import { describe, expect, it } from 'vitest';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';
import {
  createAttributeList,
  createList,
  getPresence,
  manageList,
  subscribe,
  unsubscribe,
  update,
} from '../../testing/server/presence/requests.ts';
import { at, createWorld, listOf, toldOf, type World, type WorldOptions } from '../../testing/server/presence/world.ts';
import type { Session } from '../sessions/session.ts';
import { naming, setOf } from './attributes.ts';
import type { Notice } from './parts.ts';

const EARLY = ['1.1', '1.2'] as const;

function questions(primitives: readonly Primitive[]): readonly Value<'PresenceAuth-Request', '1.2'>[] {
  return primitives
    .filter((one) => one.name === 'PresenceAuth-Request')
    .map((one) => one.value as Value<'PresenceAuth-Request', '1.2'>);
}

function decide(world: World, session: Session, user: string, accept: boolean, attributes?: readonly string[]): number {
  return world.code(session, 'PresenceAuth-User', {
    UserID: user,
    Acceptance: accept,
    ...(attributes === undefined ? {} : { PresenceSubList: naming(setOf(attributes), session.version) }),
  } as Value<'PresenceAuth-User'>);
}

function stage(version: Version, options: WorldOptions = {}) {
  const world = createWorld(options);
  const [bob, alice] = [world.login('bob', { version }), world.login('alice', { version })];
  const publish = (values: Readonly<Record<string, string>>) =>
    world.ask(bob, 'UpdatePresence-Request', update(version, values));
  publish({ StatusText: 'x0', Alias: 'y0' });
  const follow = (...attributes: string[]) =>
    world.ask(
      alice,
      'SubscribePresence-Request',
      subscribe(version, { users: ['bob'], ...(attributes.length === 0 ? {} : { attributes }) }),
    );
  return { world, bob, alice, publish, follow };
}

describe.each(EARLY)('reactive authorization in %s', (version) => {
  it('asks the publisher about a watcher nobody decided about, naming what was asked for', () => {
    const { world, bob, follow } = stage(version);
    follow('StatusText', 'Alias');
    expect(questions(world.poll(bob))).toEqual([
      { UserID: at('alice'), PresenceSubList: { StatusText: {}, Alias: {} } },
    ]);
    follow();
    expect(questions(world.poll(bob))).toEqual([{ UserID: at('alice') }]);
  });

  it('delivers what was granted, at once and when it changes', () => {
    const { world, bob, alice, follow, publish } = stage(version);
    follow('StatusText', 'Alias');
    expect(world.poll(alice)).toEqual([]);
    expect(decide(world, bob, 'alice', true)).toBe(200);
    expect(toldOf(world.poll(alice), at('bob'))).toMatchObject({
      StatusText: { PresenceValue: 'x0' },
      Alias: { PresenceValue: 'y0' },
    });
    publish({ StatusText: 'x1' });
    expect(Object.keys(toldOf(world.poll(alice), at('bob')))).toEqual(['StatusText']);
  });

  it('delivers nothing after a denial, and does not ask again', () => {
    const { world, bob, alice, follow, publish } = stage(version);
    follow('StatusText');
    world.poll(bob);
    expect(decide(world, bob, 'alice', false)).toBe(200);
    publish({ StatusText: 'x1' });
    follow('StatusText');
    expect(world.poll(alice)).toEqual([]);
    expect(world.poll(bob)).toEqual([]);
  });

  it('forgets a decision that is cancelled: values stop, the next request asks anew', () => {
    const { world, bob, alice, follow, publish } = stage(version);
    follow('StatusText');
    decide(world, bob, 'alice', true);
    world.poll(alice);
    world.poll(bob);
    expect(world.code(bob, 'CancelAuth-Request', { UserID: 'alice' })).toBe(200);
    publish({ StatusText: 'x1' });
    expect(world.poll(alice)).toEqual([]);
    world.ask(alice, 'UnsubscribePresence-Request', unsubscribe(version, { users: ['bob'] }));
    follow('StatusText');
    expect(questions(world.poll(bob))).toHaveLength(1);
  });

  it('is not used where anything is authorized proactively, not even for more', () => {
    const { world, bob, follow } = stage(version);
    world.ask(
      bob,
      'CreateAttributeList-Request',
      createAttributeList(version, { attributes: ['StatusText'], users: ['alice'] }),
    );
    follow('StatusText', 'Alias');
    expect(questions(world.poll(bob))).toEqual([]);
    const carol = world.login('carol', { version });
    world.ask(carol, 'SubscribePresence-Request', subscribe(version, { users: ['bob'] }));
    expect(questions(world.poll(bob))).toEqual([{ UserID: at('carol') }]);
  });

  it('waits for a publisher who is offline, or did not agree to be asked yet', () => {
    const { world, bob, follow } = stage(version);
    world.logout(bob);
    follow('StatusText');
    const mute = world.login('bob', { version, without: ['REACT'] });
    expect(questions(world.poll(mute))).toEqual([]);
    world.logout(mute);
    const back = world.login('bob', { version });
    expect(questions(world.poll(back))).toMatchObject([{ UserID: at('alice') }]);
    decide(world, back, 'alice', false);
    world.logout(back);
    expect(questions(world.poll(world.login('bob', { version })))).toEqual([]);
  });

  it('asks again at the next login while the question is open, but not once the watcher withdrew', () => {
    const { world, bob, alice, follow } = stage(version);
    follow('StatusText');
    world.poll(bob);
    world.logout(bob);
    const again = world.login('bob', { version });
    expect(questions(world.poll(again))).toHaveLength(1);
    world.logout(again);
    world.ask(alice, 'UnsubscribePresence-Request', unsubscribe(version, { users: ['bob'] }));
    expect(questions(world.poll(world.login('bob', { version })))).toEqual([]);
  });

  it('names exactly one watcher, also for a subscription through a contact list', () => {
    const { world, bob, alice } = stage(version);
    const carol = world.login('carol', { version });
    const list = listOf('alice', 'l');
    world.ask(alice, 'CreateList-Request', createList(list, { [at('bob')]: 'b', [at('carol')]: 'c' }));
    world.ask(alice, 'SubscribePresence-Request', subscribe(version, { lists: [list] }));
    for (const session of [bob, carol]) expect(questions(world.poll(session))).toEqual([{ UserID: at('alice') }]);
  });

  it('refuses decisions about unknown users and takes those nobody asked for', () => {
    const { world, bob, alice, follow } = stage(version);
    expect(decide(world, bob, 'ghost', true)).toBe(531);
    expect(world.code(bob, 'CancelAuth-Request', { UserID: 'ghost' })).toBe(531);
    expect(world.code(bob, 'CancelAuth-Request', { UserID: 'carol' })).toBe(200);
    expect(decide(world, bob, 'alice', true)).toBe(200);
    follow('StatusText');
    expect(questions(world.poll(bob))).toEqual([]);
    expect(toldOf(world.poll(alice), at('bob'))).toMatchObject({ StatusText: { PresenceValue: 'x0' } });
  });
});

describe('decisions per attribute, from 1.2 on', () => {
  it('grant and deny what they name and leave the rest', () => {
    const { world, bob, alice, follow, publish } = stage('1.2');
    follow('StatusText', 'Alias');
    decide(world, bob, 'alice', true, ['StatusText', 'Alias']);
    world.poll(alice);
    decide(world, bob, 'alice', false, ['StatusText']);
    publish({ StatusText: 'secret', Alias: 'y1' });
    expect(toldOf(world.poll(alice), at('bob'))).toEqual({ Alias: { Qualifier: true, PresenceValue: 'y1' } });
  });

  it('leave undecided attributes to be asked for by the next request', () => {
    const { world, bob, follow } = stage('1.2');
    follow('StatusText', 'Alias');
    decide(world, bob, 'alice', true, ['StatusText']);
    world.poll(bob);
    follow('StatusText');
    expect(questions(world.poll(bob))).toEqual([]);
    follow('StatusText', 'Alias');
    expect(questions(world.poll(bob))).toEqual([{ UserID: at('alice'), PresenceSubList: { Alias: {} } }]);
  });

  it('are told by GetReactiveAuthStatus', () => {
    const { world, bob } = stage('1.2', { users: ['alice', 'bob', 'carol', 'dave'] });
    const dave = world.login('dave', { version: '1.2' });
    world.ask(dave, 'SubscribePresence-Request', subscribe('1.2', { users: ['bob'], attributes: ['Alias'] }));
    decide(world, bob, 'alice', true);
    decide(world, bob, 'carol', false, ['StatusText']);
    const status = (...users: string[]) =>
      world.ask(bob, 'GetReactiveAuthStatus-Request', users.length === 0 ? {} : { UserID: users }).value;
    const granted = { UserID: at('alice'), ReactiveAuthState: 'GRANTED' };
    expect(status()).toEqual({
      ReactiveAuthStatusList: {
        ReactiveAuthStatus: [
          { UserID: at('dave'), ReactiveAuthState: 'PENDING', PresenceSubList: { Alias: {} } },
          granted,
          { UserID: at('carol'), ReactiveAuthState: 'DENIED', PresenceSubList: { StatusText: {} } },
        ],
      },
    });
    expect(status('ALICE')).toEqual({ ReactiveAuthStatusList: { ReactiveAuthStatus: [granted] } });
    expect(status('bob')).toEqual({ ReactiveAuthStatusList: {} });
    expect(world.code(bob, 'GetReactiveAuthStatus-Request', { UserID: ['ghost'] })).toBe(531);
  });
});

describe('what the profile decides', () => {
  it('asks on GetPresence, refuses unasked decisions, lets values wait for their next change', () => {
    const presence = { reactiveOnGet: true, unaskedDecision: 'refuse', notifyOnGrant: false } as const;
    const { world, bob, alice, follow, publish } = stage('1.2', { presence });
    expect(decide(world, bob, 'alice', true)).toBe(531);
    world.ask(alice, 'GetPresence-Request', getPresence('1.2', { users: ['bob'], attributes: ['Alias'] }));
    expect(questions(world.poll(bob))).toHaveLength(1);
    follow('StatusText');
    expect(decide(world, bob, 'alice', true)).toBe(200);
    expect(world.poll(alice)).toEqual([]);
    publish({ StatusText: 'x1' });
    expect(toldOf(world.poll(alice), at('bob'))).toMatchObject({ StatusText: { PresenceValue: 'x1' } });
  });

  it('bounds the questions a publisher can have', () => {
    const { world, bob } = stage('1.2', { presence: { limits: { reactivePerUser: 1 } } });
    for (const name of ['alice', 'carol']) {
      const watcher = world.login(name, { version: '1.2', client: name });
      expect(world.code(watcher, 'SubscribePresence-Request', subscribe('1.2', { users: ['bob'] }))).toBe(200);
    }
    expect(questions(world.poll(bob))).toEqual([{ UserID: at('alice') }]);
    expect(decide(world, bob, 'dave', true)).toBe(403);
  });
});

describe('in 1.3', () => {
  function notices() {
    const sent: (readonly [string, Notice])[] = [];
    return { sent, links: { notice: (user: string, notice: Notice) => void sent.push([user, notice]) } };
  }

  it('nobody is asked and nobody decides reactively', () => {
    const { world, bob, follow } = stage('1.3');
    follow('StatusText');
    expect(world.poll(bob)).toEqual([]);
    expect(decide(world, bob, 'alice', true)).toBe(501);
  });

  it.each([
    ['ANU', 'user'],
    ['ANC', 'contact list'],
    ['AND', 'default list'],
  ])('%s tells the publisher that more is asked for than the attribute list of the %s gives', (type) => {
    const { sent, links } = notices();
    const { world, bob, follow } = stage('1.3', { links });
    const list = listOf('bob', 'l');
    if (type === 'ANC') world.ask(bob, 'CreateList-Request', createList(list, { [at('alice')]: 'a' }));
    sent.length = 0;
    const targets = { ANU: { users: ['alice'] }, ANC: { lists: [list] }, AND: { standard: true } }[type];
    for (const notify of [false, true]) {
      const request = createAttributeList('1.3', { attributes: ['StatusText'], notify, ...targets });
      world.ask(bob, 'CreateAttributeList-Request', request);
      follow('StatusText');
      follow('StatusText', 'Alias', 'PLMN');
    }
    expect(sent).toMatchObject([
      [
        at('bob'),
        {
          NotificationType: type,
          PresenceSubList: { Alias: {}, PLMN: [{}] },
          UserIDList: { UserID: [at('alice')] },
        },
      ],
    ]);
  });

  it('users learn that they were put on a list, and other sessions that a list changed', () => {
    const { sent, links } = notices();
    const { world, bob } = stage('1.3', { links });
    const list = listOf('bob', 'l');
    world.ask(bob, 'CreateList-Request', createList(list));
    world.ask(bob, 'ListManage-Request', manageList('1.3', list));
    world.ask(bob, 'ListManage-Request', manageList('1.3', list, { add: ['alice'] }));
    world.ask(bob, 'DeleteList-Request', { ContactList: list });
    expect(sent.map(([user, { NotificationType: type }]) => [user, type])).toEqual([
      [at('bob'), 'CLCR'],
      [at('alice'), 'ATCL'],
      [at('bob'), 'CLC'],
      [at('bob'), 'CLD'],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { codeOf, FORMS, type TestClient } from '../../../testing/server/client.ts';
import { codeOfSending, send, sent, texts } from '../../../testing/server/messaging.ts';
import {
  ask,
  at,
  codeFor,
  createGroup,
  detailsOf,
  joinGroup,
  type StageOptions,
  stage,
} from '../../../testing/server/stage.ts';

type Entities = Readonly<Record<string, unknown>>;
interface Change {
  readonly add?: Entities;
  readonly remove?: Entities;
  readonly whole?: Entities;
  readonly inUse?: boolean;
}

describe.each(FORMS)('blocked and granted lists in %s, %s', (version, syntax) => {
  function three(options: StageOptions = {}) {
    const made = stage(options);
    const client = (name: string) => made.client(name, version, { syntax });
    return { ...made, client, alice: client('alice'), bob: client('bob'), carol: client('carol') };
  }
  const late = version === '1.3';
  function change(owner: TestClient, changes: { block?: Change; grant?: Change }) {
    const list = ({ add, remove, whole, inUse }: Change) => ({
      ...(late || inUse === undefined ? {} : { InUse: inUse }),
      ...(whole === undefined ? {} : { EntityList: whole }),
      ...(add === undefined ? {} : { AddList: add }),
      ...(remove === undefined ? {} : { RemoveList: remove }),
    });
    const { block, grant } = changes;
    return ask(owner, 'BlockEntity-Request', {
      ...(block === undefined ? {} : { BlockList: list(block) }),
      ...(late && block?.inUse !== undefined ? { BlockListInUse: block.inUse } : {}),
      ...(grant === undefined ? {} : { GrantList: list(grant) }),
      ...(late && grant?.inUse !== undefined ? { GrantListInUse: grant.inUse } : {}),
    });
  }
  function shown(owner: TestClient) {
    const value = ask(owner, 'GetBlockedList-Request', {}).value as Record<string, never>;
    const one = (key: 'BlockList' | 'GrantList') => {
      const { InUse, EntityList = {} } = (value[key] ?? {}) as { InUse?: boolean; EntityList?: Entities };
      return { inUse: late ? value[`${key}InUse`] : InUse, entities: EntityList };
    };
    return { block: one('BlockList'), grant: one('GrantList') };
  }
  const users = (...names: readonly string[]) => ({ UserID: names.map(at) });

  it('are empty and not in use at first, and shown as they were set (CSP-ACL-001, 002)', () => {
    const { bob } = three();
    expect(shown(bob)).toEqual({ block: { inUse: false, entities: {} }, grant: { inUse: false, entities: {} } });
    expect(codeOf(change(bob, { block: { add: users('alice'), inUse: true }, grant: { add: users('carol') } }))).toBe(
      200,
    );
    expect(shown(bob)).toEqual({
      block: { inUse: true, entities: users('alice') },
      grant: { inUse: false, entities: users('carol') },
    });
  });

  it('decide: blocked in use first, then granted in use, else everybody (CSP-ACL-004 to 009)', () => {
    const { alice, bob, carol } = three();
    const outcome = (block: Change, grant: Change) => {
      const empty = users('alice', 'carol');
      change(bob, { block: { remove: empty }, grant: { remove: empty } });
      change(bob, { block, grant });
      return [codeOfSending(alice, 'a'), codeOfSending(carol, 'c')];
    };
    const [off, on] = [{ inUse: false }, { inUse: true }];
    expect(outcome({ add: users('alice'), ...on }, off)).toEqual([532, 200]);
    expect(outcome({ add: users('alice'), ...off }, off)).toEqual([200, 200]);
    expect(outcome(off, { add: users('carol'), ...on })).toEqual([532, 200]);
    expect(outcome(off, { add: users('carol'), ...off })).toEqual([200, 200]);
    expect(outcome({ add: users('alice'), ...on }, { add: users('alice', 'carol'), ...on })).toEqual([532, 200]);
    expect(outcome({ add: users('carol'), ...on }, { add: users('alice'), ...on })).toEqual([200, 532]);
    expect(outcome(on, on)).toEqual([532, 532]);
  });

  it('shut out screen names and groups, and in 1.3 the members of contact lists (CSP-ACL-011, 012, 018)', () => {
    const { alice, bob, carol } = three();
    const group = createGroup(alice, 'lounge', { as: 'ali' });
    joinGroup(bob, group, 'bobby');
    joinGroup(carol, group, 'caz');
    for (const one of [alice, bob, carol]) one.drain();
    const toGroup = { recipient: { Group: [{ GroupID: group }] } };
    change(bob, { block: { add: { ScreenName: [{ SName: 'ali', GroupID: group }] }, inUse: true } });
    sent(alice, 'a', toGroup);
    sent(carol, 'c', toGroup);
    expect(texts(bob)).toEqual(['c']);
    change(bob, { block: { add: { GroupID: [group] } } });
    sent(carol, 'c', toGroup);
    sent(alice, 'directly');
    expect(texts(bob)).toEqual(['directly']);
    if (!late) return;
    const ContactList = at('bob/pests');
    ask(bob, 'CreateList-Request', { ContactList, NickList: { NickName: [{ Name: 'C', UserID: at('carol') }] } });
    change(bob, { block: { add: { ContactList: [ContactList], ApplicationID: ['app'] } } });
    expect([codeOfSending(alice, 'a'), codeOfSending(carol, 'c')]).toEqual([200, 532]);
    expect(shown(bob).block.entities).toMatchObject({ ContactList: [ContactList], ApplicationID: ['app'] });
  });

  it('change by addition and removal, spelling aside, and as a whole (CSP-ACL-013, 014, 016)', () => {
    const { bob } = three();
    change(bob, { block: { add: users('alice', 'carol') } });
    change(bob, { block: { remove: { UserID: ['WV:Alice@Example.com'] } } });
    expect(shown(bob).block.entities).toEqual(users('carol'));
    expect(codeOf(change(bob, { block: { remove: users('dave') } }))).toBe(200);
    change(bob, { block: { whole: users('alice') } });
    expect(shown(bob).block.entities).toEqual(users('alice'));
  });

  it('take nobody who is not there: 531, 800, 700 (CSP-ACL-015)', () => {
    const { bob } = three();
    const group = at('alice/none');
    expect(codeOf(change(bob, { block: { add: users('nobody') } }))).toBe(531);
    expect(codeOf(change(bob, { block: { add: { GroupID: [group] } } }))).toBe(800);
    expect(codeOf(change(bob, { block: { add: { ScreenName: [{ SName: 'x', GroupID: group }] } } }))).toBe(800);
    if (late) expect(codeOf(change(bob, { block: { add: { ContactList: [at('bob/none')] } } }))).toBe(700);
    const mixed = change(bob, { grant: { add: users('alice', 'nobody'), inUse: true } });
    expect([codeOf(mixed), detailsOf(mixed)]).toEqual([201, [{ Code: 531, UserID: [at('nobody')] }]]);
    expect(shown(bob).grant).toEqual({ inUse: true, entities: users('alice') });
    for (const UserID of ['', 'wv:', 'a b', 'mailto:x@y.example']) {
      expect(codeOf(change(bob, { block: { add: { UserID: [UserID] } } })), UserID).toBe(531);
    }
  });

  it('are refused as a whole where one becomes too long', () => {
    const { alice, bob } = three({ profile: { messaging: { limits: { accessListEntries: 2 } } } });
    change(bob, { block: { add: users('alice') } });
    const answer = change(bob, { block: { add: users('carol', 'dave'), inUse: true }, grant: { add: users('carol') } });
    expect(codeOf(answer)).toBe(402);
    expect(shown(bob)).toEqual({
      block: { inUse: false, entities: users('alice') },
      grant: { inUse: false, entities: {} },
    });
    expect(codeOfSending(alice, 'through')).toBe(200);
    const many = { UserID: Array.from({ length: 10_000 }, (_, i) => `wv:u${i}@elsewhere.example`) };
    expect(codeOf(change(bob, { block: { add: many } }))).toBe(402);
  });

  it('outlive the session and hold in all sessions (CSP-ACL-017)', () => {
    const { alice, bob, client } = three();
    change(bob, { block: { add: users('alice'), inUse: true } });
    ask(bob, 'Logout-Request', {});
    expect(codeOfSending(alice, 'x')).toBe(532);
    expect(shown(client('bob')).block).toEqual({ inUse: true, entities: users('alice') });
  });

  it('keep one recipient from a message and not the others (CSP-ACL-020)', () => {
    const { alice, bob, carol } = three();
    change(bob, { block: { add: users('alice'), inUse: true } });
    const answer = send(alice, 'hi', { to: ['bob', 'carol'] });
    expect([codeOf(answer), detailsOf(answer)]).toEqual([201, [{ Code: 532, UserID: [at('bob')] }]]);
    expect([texts(bob), texts(carol)]).toEqual([[], ['hi']]);
    expect(codeFor(bob, 'KeepAlive-Request', {})).toBe(200);
  });
});

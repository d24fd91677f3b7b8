import { describe, expect, it } from 'vitest';
import { FORMS, TestClient } from '../../testing/server/client.ts';
import { reportsTo, sent, texts, toUsers } from '../../testing/server/messaging.ts';
import { ask, at, createGroup, joinGroup, type StageOptions, stage } from '../../testing/server/stage.ts';

describe.each(FORMS)('delivery reports in %s, %s', (version, syntax) => {
  function three(method: 'P' | 'N' = 'P', options: StageOptions = {}) {
    const made = stage(options);
    const client = (name: string) =>
      made.client(name, version, { syntax, capabilities: { InitialDeliveryMethod: method } });
    return { ...made, client, alice: client('alice'), bob: client('bob'), carol: client('carol') };
  }

  it('come when the recipient confirmed, not sooner, and only where asked for (CSP-DLR-001 to 003)', () => {
    const { alice, bob } = three();
    sent(alice, 'silently');
    const id = sent(alice, 'report it', { report: true });
    expect(reportsTo(alice)).toEqual([]);
    expect(texts(bob)).toHaveLength(2);
    const [report, ...more] = alice.drain();
    expect(more).toEqual([]);
    expect(report).toMatchObject({
      name: 'DeliveryReport-Request',
      value: {
        Result: { Code: 200 },
        DeliveryTime: expect.stringMatching(/^\d{8}T\d{6}Z$/),
        MessageInfo: { MessageID: id, Recipient: { User: [{ UserID: at('bob') }] } },
      },
    });
  });

  it('cover each of several recipients (CSP-DLR-007)', () => {
    const { alice, bob, carol } = three();
    const id = sent(alice, 'to both', { to: ['bob', 'carol'], report: true });
    texts(bob);
    expect(reportsTo(alice)).toEqual([{ code: 200, id }]);
    texts(carol);
    expect(reportsTo(alice)).toEqual([{ code: 200, id }]);
  });

  it('are one for a group, about the group (CSP-DLR-005)', () => {
    const { alice, bob, carol } = three();
    const group = createGroup(alice, 'lounge', { as: 'ali' });
    joinGroup(bob, group, 'bobby');
    joinGroup(carol, group, 'caz');
    for (const one of [alice, bob, carol]) one.drain();
    sent(alice, 'to all', { recipient: { Group: [{ GroupID: group }] }, report: true });
    expect([texts(bob), texts(carol)]).toEqual([['to all'], ['to all']]);
    expect(alice.drain()).toMatchObject([{ value: { MessageInfo: { Recipient: { Group: [{ GroupID: group }] } } } }]);
  });

  it('tell of rejection, forwarding and expiry (CSP-IMS-053, 058, CSP-DLR-008)', () => {
    const { alice, bob, clock } = three('N');
    const rejected = sent(alice, 'rejected', { report: true });
    ask(bob, 'RejectMessage-Request', { MessageID: [rejected] });
    const forwarded = sent(alice, 'forwarded', { report: true });
    ask(bob, 'ForwardMessage-Request', { MessageID: forwarded, Recipient: toUsers('carol') });
    const expired = sent(alice, 'expired', { report: true, info: { Validity: 5 } });
    clock.advance(6_000);
    expect(reportsTo(alice)).toEqual([
      { code: 538, id: rejected },
      { code: version === '1.3' ? 541 : 200, id: forwarded },
      { code: version === '1.1' ? 410 : 542, id: expired },
    ]);
  });

  it('wait for a sender who logged out (CSP-DLR-009)', () => {
    const { alice, bob, client } = three();
    const ids = ['one', 'two'].map((text) => sent(alice, text, { report: true }));
    ask(alice, 'Logout-Request', {});
    texts(bob);
    expect(reportsTo(client('alice'))).toEqual(ids.map((id) => ({ code: 200, id })));
    expect(reportsTo(client('alice'))).toEqual([]);
  });

  it('wait for a sender who logged out as long as there is room; the oldest go first', () => {
    const profile = { messaging: { limits: { lengthPerUser: 1_500 } } };
    const { alice, bob, carol, client } = three('P', { profile });
    const ids = [1, 2, 3, 4, 5, 6].map((n) => sent(alice, String(n), { to: ['bob', 'carol'], report: true }));
    ask(alice, 'Logout-Request', {});
    for (const recipient of [bob, carol]) expect(texts(recipient)).toHaveLength(6);
    const told = reportsTo(client('alice')).map(({ id }) => id);
    expect(told.length).toBeGreaterThanOrEqual(6);
    expect(told.length).toBeLessThan(12);
    expect(told).toEqual([...ids, ...ids].slice(-told.length));
  });

  it('are not lost with a session that ended before it took them', () => {
    const { alice, bob, client } = three();
    const id = sent(alice, 'one', { report: true });
    texts(bob);
    ask(alice, 'Logout-Request', {});
    expect(reportsTo(client('alice'))).toEqual([{ code: 200, id }]);
  });

  it('go to another session of the sender where the one that asked is gone', () => {
    const made = three();
    const other = made.client('alice');
    expect(other.sessionId).not.toBe(made.alice.sessionId);
    const id = sent(other, 'one', { report: true });
    const elsewhere = stageClient(made, version, syntax);
    ask(other, 'Logout-Request', {});
    texts(made.bob);
    expect(reportsTo(elsewhere)).toEqual([{ code: 200, id }]);
  });
});

function stageClient(
  { server }: Pick<ReturnType<typeof stage>, 'server'>,
  version: '1.1' | '1.2' | '1.3',
  syntax: 'xml' | 'wbxml',
) {
  return new TestClient(server, { user: at('alice'), version, syntax, client: 'http://elsewhere' }).start();
}

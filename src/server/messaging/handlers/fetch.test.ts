import { describe, expect, it } from 'vitest';
import { codeOf, FORMS } from '../../../testing/server/client.ts';
import { listed, sent, texts, toUsers } from '../../../testing/server/messaging.ts';
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

describe.each(FORMS)('waiting messages in %s, %s', (version, syntax) => {
  function three(options: StageOptions = {}) {
    const made = stage(options);
    const client = (name: string) =>
      made.client(name, version, { syntax, capabilities: { InitialDeliveryMethod: name === 'bob' ? 'N' : 'P' } });
    return { ...made, alice: client('alice'), bob: client('bob'), carol: client('carol') };
  }
  const unknown = ['none', '', 'm-1 ', '\u{1f44d}', 'x'.repeat(900)];

  it('are listed in order of acceptance, no more than asked for (CSP-IMS-045 to 048)', () => {
    const { alice, bob } = three();
    expect(listed(bob)).toEqual([]);
    const ids = ['one', 'two', 'three'].map((text) => sent(alice, text));
    expect(listed(bob).map(({ MessageID }) => MessageID)).toEqual(ids);
    expect(listed(bob, { MessageCount: 2 }).map(({ MessageID }) => MessageID)).toEqual(ids.slice(0, 2));
    expect(listed(bob, { MessageCount: 0 })).toEqual([]);
    const { value } = ask(bob, 'GetMessageList-Request', { MessageCount: 1 });
    if (version === '1.3') expect(value).toMatchObject({ MessageTotalCount: 3 });
    expect(listed(alice)).toEqual([]);
  });

  it('are fetched as often as wanted and go with the confirmation (CSP-IMS-037, 041, 042)', () => {
    const { alice, bob } = three();
    const MessageID = sent(alice, 'text');
    for (let time = 0; time < 2; time += 1) {
      expect(ask(bob, 'GetMessage-Request', { MessageID }).value).toMatchObject({
        MessageInfo: { MessageID, ContentType: 'text/plain' },
        ContentData: 'text',
      });
    }
    expect(codeFor(bob, 'MessageDelivered', { MessageID })).toBe(200);
    expect([
      codeFor(bob, 'GetMessage-Request', { MessageID }),
      codeFor(bob, 'RejectMessage-Request', { MessageID: [MessageID] }),
      codeFor(bob, 'MessageDelivered', { MessageID }),
    ]).toEqual([426, 426, 200]);
    expect(codeFor(alice, 'MessageDelivered', { MessageID })).toBe(426);
    expect(bob.poll()).toEqual([]);
  });

  it('that never were are 426, whatever is asked (CSP-IMS-038, 043, 054, 059)', () => {
    const { bob } = three();
    for (const MessageID of unknown) {
      const codes = [
        codeFor(bob, 'GetMessage-Request', { MessageID }),
        codeFor(bob, 'MessageDelivered', { MessageID }),
        codeFor(bob, 'RejectMessage-Request', { MessageID: [MessageID] }),
        codeFor(bob, 'ForwardMessage-Request', { MessageID, Recipient: toUsers('carol') }),
      ];
      expect(codes, MessageID).toEqual([426, 426, 426, 426]);
    }
    expect(codeFor(bob, 'KeepAlive-Request', {})).toBe(200);
  });

  it('of others are nobody else’s (CSP-IMS-044)', () => {
    const { alice, bob, carol } = three();
    const MessageID = sent(alice, 'private');
    for (const other of [alice, carol]) {
      expect(codeFor(other, 'GetMessage-Request', { MessageID })).toBe(426);
      expect(codeFor(other, 'MessageDelivered', { MessageID })).toBe(426);
      expect(codeFor(other, 'RejectMessage-Request', { MessageID: [MessageID] })).toBe(426);
      expect(codeFor(other, 'ForwardMessage-Request', { MessageID, Recipient: toUsers('dave') })).toBe(426);
    }
    expect(listed(bob)).toHaveLength(1);
  });

  it('are rejected several at a time, unknown ones told apart (CSP-IMS-052, 054, 071)', () => {
    const { alice, bob } = three();
    const [one, two] = [sent(alice, 'one'), sent(alice, 'two')];
    const answer = ask(bob, 'RejectMessage-Request', { MessageID: [one, 'none', two, one] });
    expect(codeOf(answer)).toBe(201);
    expect(detailsOf(answer)).toEqual([{ Code: 426, MessageID: ['none', one] }]);
    expect(listed(bob)).toEqual([]);
    expect(bob.poll()).toEqual([]);
  });

  it('are rejected in thousands without harm', () => {
    const { alice, bob } = three();
    const id = sent(alice, 'one');
    const MessageID = [...Array.from({ length: 8_000 }, (_, i) => `none-${i}`), id];
    expect(codeFor(bob, 'RejectMessage-Request', { MessageID })).toBe(201);
    expect(listed(bob)).toEqual([]);
  });

  it('are forwarded without being fetched, and no longer wait (CSP-IMS-055, 056, 061)', () => {
    const { alice, bob, carol } = three();
    const MessageID = sent(alice, 'pass on');
    const answer = ask(bob, 'ForwardMessage-Request', { MessageID, Recipient: toUsers('carol') });
    const [came] = carol.drain();
    expect(came?.value).toMatchObject({
      ContentData: 'pass on',
      MessageInfo: { Sender: { User: { UserID: at('bob') } } },
    });
    if (version === '1.3') {
      expect(came).toMatchObject({ value: { MessageInfo: { MessageID: expect.any(String), ...answer.value } } });
    } else expect(codeOf(answer)).toBe(200);
    expect(listed(bob)).toEqual([]);
  });

  it('keep waiting when they cannot be forwarded to anybody (CSP-IMS-060)', () => {
    const { alice, bob, carol } = three();
    const MessageID = sent(alice, 'stay');
    const forward = (recipient: object) => codeFor(bob, 'ForwardMessage-Request', { MessageID, Recipient: recipient });
    expect(forward(toUsers('nobody'))).toBe(531);
    expect(forward({ User: [{ UserID: 'no address' }] })).toBe(version === '1.1' ? 402 : 901);
    expect(forward({})).toBe(400);
    expect(listed(bob)).toHaveLength(1);
    expect(forward(toUsers('nobody', 'carol'))).toBe(201);
    expect([listed(bob), texts(carol)]).toEqual([[], ['stay']]);
  });

  it('come by a delivery method that exists, for groups that are joined (CSP-IMS-065, 066)', () => {
    const { alice, bob } = three();
    const group = createGroup(alice, 'lounge', { as: 'ali' });
    const set = (GroupID?: string) =>
      codeFor(bob, 'SetDeliveryMethod-Request', { DeliveryMethod: 'N', ...(GroupID === undefined ? {} : { GroupID }) });
    expect([set(), set(group), set(at('alice/none')), set('no address')]).toEqual([200, 808, 800, 800]);
  });
});

// The property History came with 1.2.
describe.each(FORMS.filter(([version]) => version !== '1.1'))('messages of a group in %s, %s', (version, syntax) => {
  it('are its history, where it keeps one and for those joined (CSP-IMS-049 to 051)', () => {
    const made = stage();
    const client = (name: string) => made.client(name, version, { syntax });
    const [alice, bob, carol] = [client('alice'), client('bob'), client('carol')];
    const kept = createGroup(alice, 'kept', { as: 'ali', more: { History: 'T' } });
    const none = createGroup(alice, 'none', { as: 'ali', more: { History: 'F' } });
    for (const group of [kept, none]) joinGroup(bob, group, 'bobby');
    bob.drain();
    const id = sent(alice, 'history', { recipient: { Group: [{ GroupID: kept }] } });
    expect(listed(bob, { GroupID: kept }).map(({ MessageID }) => MessageID)).toContain(id);
    expect(codeFor(bob, 'GetMessageList-Request', { GroupID: none })).toBe(821);
    expect(codeFor(carol, 'GetMessageList-Request', { GroupID: kept })).toBe(808);
    expect(codeFor(bob, 'GetMessageList-Request', { GroupID: at('alice/nowhere') })).toBe(800);
    expect(codeFor(bob, 'GetMessageList-Request', { GroupID: 'no address' })).toBe(800);
  });
});

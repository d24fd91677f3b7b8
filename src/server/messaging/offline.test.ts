import { describe, expect, it } from 'vitest';
import { FORMS } from '../../testing/server/client.ts';
import { codeOfSending, listed, polled, reportsTo, sent, texts } from '../../testing/server/messaging.ts';
import { ask, stage } from '../../testing/server/stage.ts';
import { VirtualClock } from '../clock.ts';
import type { Session } from '../sessions/session.ts';
import { createMailboxes } from './mailbox.ts';
import type { Copy } from './messages.ts';

describe.each(FORMS)('messages to users who are not logged in, in %s, %s', (version, syntax) => {
  it('wait for them in order, over sessions in which they were not confirmed (CSP-OFF-001, 003, 005, 006)', () => {
    const { client } = stage();
    const alice = client('alice', version, { syntax });
    for (const text of ['one', 'two', 'three']) sent(alice, text);
    const bob = client('bob', version, { syntax });
    expect(polled(bob)).toMatchObject([{ data: 'one' }]);
    ask(bob, 'Logout-Request', {});
    expect(texts(client('bob', version, { syntax }))).toEqual(['one', 'two', 'three']);
    expect(texts(client('bob', version, { syntax }))).toEqual([]);
  });

  it('are gone when their Validity passed, to the second (CSP-OFF-004)', () => {
    const { client, clock } = stage();
    const alice = client('alice', version, { syntax });
    for (const Validity of [3, 4, 600]) sent(alice, `for ${Validity}`, { info: { Validity } });
    clock.advance(3_999);
    const bob = client('bob', version, { syntax, capabilities: { InitialDeliveryMethod: 'N' } });
    expect(listed(bob)).toHaveLength(2);
    clock.advance(1);
    expect(listed(bob).map(({ Validity }) => Validity)).toEqual([600]);
    expect(bob.drain()).toHaveLength(1);
  });

  it('are kept no longer than the server keeps anything', () => {
    const { client, clock } = stage({ profile: { messaging: { keepSeconds: 100 } } });
    const alice = client('alice', version, { syntax });
    sent(alice, 'long', { info: { Validity: 4_294_967_295 }, report: true });
    sent(alice, 'without');
    clock.advance(100_000);
    expect(texts(client('bob', version, { syntax }))).toEqual([]);
    expect(reportsTo(alice)).toHaveLength(1);
  });

  it('are refused with 507 when too many wait, and taken again when some are gone (CSP-IMS-029)', () => {
    const { client } = stage({ profile: { messaging: { limits: { messagesPerUser: 3 } } } });
    const alice = client('alice', version, { syntax });
    for (const text of ['1', '2', '3']) expect(codeOfSending(alice, text)).toBe(200);
    expect(codeOfSending(alice, '4')).toBe(507);
    expect(codeOfSending(alice, '4', { to: ['bob', 'carol'] })).toBe(201);
    expect(texts(client('bob', version, { syntax }))).toEqual(['1', '2', '3']);
    expect(codeOfSending(alice, '5')).toBe(200);
  });

  it('are refused with 507 when too much waits, whatever it is that makes them long', () => {
    const { client } = stage({ profile: { messaging: { limits: { lengthPerUser: 2_000 } } } });
    const alice = client('alice', version, { syntax });
    expect(codeOfSending(alice, 'x'.repeat(1_200))).toBe(200);
    expect(codeOfSending(alice, 'x'.repeat(1_200))).toBe(507);
    expect(codeOfSending(alice, 'short', { info: { MessageURI: `http://example.com/${'y'.repeat(1_200)}` } })).toBe(
      507,
    );
    expect(codeOfSending(alice, 'short')).toBe(200);
    expect(texts(client('bob', version, { syntax }))).toHaveLength(2);
    expect(codeOfSending(alice, 'x'.repeat(1_200))).toBe(200);
  });

  it('are refused with 533 by a server that keeps none (CSP-OFF-002)', () => {
    const { client } = stage({ profile: { messaging: { storeAndForward: false } } });
    const alice = client('alice', version, { syntax });
    expect(codeOfSending(alice, 'lost')).toBe(533);
    const bob = client('bob', version, { syntax });
    expect(codeOfSending(alice, 'there')).toBe(200);
    expect(texts(bob)).toEqual(['there']);
  });
});

it('OfflineETEMHandling of 1.3 says whether a user wants messages kept (CSP-OFF-008)', () => {
  const { client } = stage();
  const alice = client('alice', '1.3');
  const codeFor = (OfflineETEMHandling: string | undefined) => {
    const capabilities = OfflineETEMHandling === undefined ? {} : { OfflineETEMHandling };
    ask(client('bob', '1.3', { capabilities }), 'Logout-Request', {});
    return codeOfSending(alice, 'hi');
  };
  expect(['SENDREJECT', 'REJECT', 'SENDSTORE', undefined].map(codeFor)).toEqual([533, 533, 200, 200]);
});

describe('a mailbox', () => {
  const copy = (id: string, expiresAt: number, to = 'bob', data = ''): Copy =>
    ({
      message: { id, expiresAt, described: 10, content: { data } },
      to,
      onlySession: undefined as Session | undefined,
      offered: new Set(),
      kept: true,
    }) as unknown as Copy;

  it('holds so many copies for each user', () => {
    const boxes = createMailboxes(new VirtualClock(), { messages: 2, length: 100 }, () => undefined);
    expect(['a', 'b', 'c'].map((id) => boxes.put(copy(id, 1e15)))).toEqual([true, true, false]);
    expect(boxes.put(copy('c', 1e15, 'carol'))).toBe(true);
    expect(['bob', 'carol', 'dave'].map((user) => boxes.fits(user, 1))).toEqual([false, true, true]);
    expect(boxes.take('bob', 'a')?.message.id).toBe('a');
    expect([boxes.take('bob', 'a'), boxes.get('bob', 'a'), boxes.get('carol', 'b')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(boxes.all('bob').map(({ message }) => message.id)).toEqual(['b']);
  });

  it('holds so much for each user, contents and descriptions together', () => {
    const boxes = createMailboxes(new VirtualClock(), { messages: 9, length: 100 }, () => undefined);
    const of = (id: string, length: number, to?: string) => copy(id, 1e15, to, 'x'.repeat(length));
    expect([boxes.put(of('a', 60)), boxes.put(of('b', 21)), boxes.put(of('b', 20))]).toEqual([true, false, true]);
    expect([boxes.fits('bob', 1), boxes.fits('carol', 100), boxes.fits('carol', 101)]).toEqual([false, true, false]);
    boxes.take('bob', 'a');
    expect([boxes.fits('bob', 70), boxes.fits('bob', 71)]).toEqual([true, false]);
  });

  it('tells of what expired, once, and not of what was taken out before', () => {
    const clock = new VirtualClock();
    const gone: string[] = [];
    const boxes = createMailboxes(clock, { messages: 9, length: 100 }, ({ message }) => gone.push(message.id));
    for (const [id, after] of [
      ['a', 10],
      ['b', 10],
      ['c', 20],
    ] as const)
      boxes.put(copy(id, clock.now() + after));
    boxes.take('bob', 'b');
    clock.advance(10);
    expect(gone).toEqual(['a']);
    boxes.clear();
    clock.advance(100);
    expect(gone).toEqual(['a']);
  });
});

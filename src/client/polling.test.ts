import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeServer, fakeServer, jumpingClock, newMessage } from '../testing/client/fake-server.ts';
import { TransportError } from '../transport/types.ts';
import { createClient } from './client.ts';
import { AnswerError } from './errors.ts';
import { createPatiences } from './patience.ts';
import type { Client, ClientOptions } from './types.ts';

describe('polling', () => {
  let server: FakeServer;
  let clock: ReturnType<typeof jumpingClock>;
  const clients: Client[] = [];

  beforeEach(async () => {
    server = await fakeServer();
    clock = jumpingClock();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
    await server.close();
  });

  async function inSession(options: Partial<ClientOptions> = {}): Promise<Client> {
    const client = createClient({
      url: server.url,
      version: '1.2',
      syntax: 'xml',
      userId: 'wv:alice',
      password: 'open sesame',
      party: 'alice',
      clock,
      ...options,
    });
    clients.push(client);
    await client.login();
    return client;
  }

  const polls = () => server.names().filter((name) => name === 'Polling-Request').length;

  it('sends Polling-Request in the session with an empty TransactionID, and takes an empty answer', async () => {
    const client = await inSession();
    const reply = await client.poll();
    expect(server.messages.at(-1)?.envelope).toMatchObject({
      sessionType: 'Inband',
      sessionId: 's-1',
      transactions: [{ mode: 'Request', id: '' }],
    });
    expect(reply).toMatchObject({ empty: true, transactions: [], initiated: [] });
  });

  it('can leave the TransactionID out', async () => {
    const client = await inSession({ version: '1.1' });
    await client.poll({ transactionIds: [null] });
    expect(server.messages.at(-1)?.envelope.transactions[0]?.id).toBeUndefined();
  });

  it('takes a Status for an idle answer', async () => {
    const client = await inSession();
    server.on('Polling-Request', () => ({ name: 'Status', value: { Result: { Code: 200 } } }));
    expect((await client.poll()).initiated).toEqual([]);
    expect(client.inbox.all).toEqual([]);
  });

  describe('waiting for what never comes', () => {
    /** Lets a wait run out. Returns the milliseconds of the clock it took. */
    async function inVain(client: Client): Promise<number> {
      const began = clock.now();
      await expect(client.waitFor('PresenceNotification-Request')).rejects.toMatchObject({
        wait: 'timers.notification',
      });
      return clock.now() - began;
    }

    it('polls about a hundred times in ten seconds where the server sets no minimum', async () => {
      const client = await inSession({ timers: { notification: 10_000, pollMinimum: 0 } });
      expect(await inVain(client)).toBeGreaterThanOrEqual(10_000);
      expect(polls()).toBeGreaterThan(50);
      expect(polls()).toBeLessThan(120);
    });

    it('is done in full twice, and takes a twentieth of that from then on', async () => {
      const shortened: string[] = [];
      const patience = createPatiences().at('presence', false, (what) => shortened.push(what));
      const client = await inSession({ timers: { notification: 10_000, pollMinimum: 0 }, patience });
      const took: number[] = [];
      for (let i = 0; i < 20; i++) took.push(await inVain(client));
      const total = took.reduce((sum, ms) => sum + ms, 0);
      expect(total).toBeLessThan(20 * 10_000 * 0.16);
      expect(took[1]).toBeGreaterThanOrEqual(10_000);
      expect(took[2]).toBeLessThan(700);
      expect(shortened).toHaveLength(18);
    });
  });

  describe('waiting for a transaction', () => {
    it('finds what is in the inbox already without a poll', async () => {
      const client = await inSession();
      server.queue.push(newMessage('m1', 'first'));
      await client.poll();
      const before = polls();
      expect((await client.waitFor('NewMessage')).value.ContentData).toBe('first');
      expect(polls()).toBe(before);
    });

    it('polls at once when it has not polled yet', async () => {
      const client = await inSession();
      server.queue.push(newMessage('m1', 'first'));
      await client.waitFor('NewMessage');
      expect(polls()).toBe(1);
      expect(clock.waits).toEqual([]);
    });

    it('takes each one once, in order, and leaves what does not fit', async () => {
      const client = await inSession();
      server.queue.push(newMessage('m1', 'a'), newMessage('m2', 'b'), newMessage('m3', 'a'));
      const second = await client.waitFor('NewMessage', { where: (value) => value.ContentData === 'b' });
      expect(second.value.MessageInfo.MessageID).toBe('m2');
      expect((await client.waitFor('NewMessage')).value.MessageInfo.MessageID).toBe('m1');
      expect((await client.waitFor('NewMessage')).value.MessageInfo.MessageID).toBe('m3');
      expect(client.inbox.untaken()).toBe(0);
      expect(client.inbox.of('NewMessage').length).toBe(3);
    });

    it('polls on at once while the server says that more waits', async () => {
      const client = await inSession();
      server.queue.push(newMessage('m1', 'a'), newMessage('m2', 'b'), newMessage('m3', 'c'));
      await client.waitFor('NewMessage', { where: (value) => value.ContentData === 'c' });
      expect(polls()).toBe(3);
      expect(clock.waits).toEqual([]);
    });

    it('otherwise leaves the poll minimum between two polls', async () => {
      const client = await inSession();
      let idle = 3;
      server.on('Polling-Request', () => ({
        transactions: idle-- > 0 ? [] : [{ mode: 'Request', id: 'srv', primitive: newMessage('m1', 'late') }],
      }));
      await client.waitFor('NewMessage');
      expect(polls()).toBe(4);
      expect(clock.waits).toEqual([1_000, 1_000, 1_000]);
    });

    it('does not spin on a server that always sets the Poll flag', async () => {
      const client = await inSession();
      server.on('Polling-Request', () => ({ transactions: [], poll: true }));
      await expect(client.waitFor('NewMessage', { bound: 5_000 })).rejects.toThrow(TransportError);
      expect(polls()).toBeLessThanOrEqual(6);
    });

    it('gives up at its bound with an error that names the wait', async () => {
      const client = await inSession({ timers: { notification: 3_500 } });
      const error = await client.waitFor('NewMessage').catch((e: unknown) => e);
      expect(error).toMatchObject({ fault: 'timeout', wait: 'timers.notification', bound: 3_500 });
      expect(String(error)).toContain('NewMessage did not come within 3500 ms (timers.notification)');
      expect(clock.now()).toBe(3_500);
    });

    it('allows at least twice the poll minimum', async () => {
      const client = await inSession({ timers: { notification: 1_000, pollMinimum: 4_000 } });
      await expect(client.waitFor('NewMessage')).rejects.toMatchObject({ bound: 8_000 });
    });

    it('ends when the server ends the session', async () => {
      const client = await inSession();
      server.queue.push({ name: 'Disconnect', value: { Result: { Code: 601 } } });
      const error = await client.waitFor('NewMessage').catch((e: unknown) => e);
      expect(error).toBeInstanceOf(AnswerError);
      expect(error).toMatchObject({ fault: 'session-ended', code: 601 });
      expect((await client.waitFor('Disconnect')).value.Result.Code).toBe(601);
    });

    it('is woken by a CIR', async () => {
      const client = await inSession({
        clock: (await import('./clock.ts')).realClock,
        timers: { pollMinimum: 60_000 },
      });
      await client.poll();
      const wait = client.waitFor('NewMessage');
      server.queue.push(newMessage('m1', 'signalled'));
      client.nudge();
      expect((await wait).name).toBe('NewMessage');
    });
  });

  it('drains until the server has nothing more, and returns what came', async () => {
    const client = await inSession();
    server.queue.push(newMessage('m1', 'a'), newMessage('m2', 'b'));
    const came = await client.drain();
    expect(came.map((r) => r.transaction.id)).toEqual(['srv-1', 'srv-2']);
    expect(client.inbox.untaken('NewMessage')).toBe(2);
  });

  it('drains past an answer that empties the queue behind a flag', async () => {
    const client = await inSession();
    server.chain = true;
    server.queue.push(newMessage('m1', 'a'), newMessage('m2', 'b'), newMessage('m3', 'c'));
    expect((await client.drain()).length).toBe(3);
  });

  describe('in the background', () => {
    it('collects and answers what comes, while requests go on', async () => {
      const client = await inSession();
      client.startPolling({ intervalMs: 5 });
      server.queue.push(newMessage('m1', 'a'), newMessage('m2', 'b'));
      await expect.poll(() => client.inbox.all.length).toBe(2);
      expect((await client.keepAlive()).code).toBe(200);
      await expect.poll(() => server.names().filter((n) => n === 'MessageDelivered').length).toBe(2);
      await client.stopPolling();
      const after = polls();
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(polls()).toBe(after);
    });

    it('stops by itself when the session ends', async () => {
      const client = await inSession();
      client.startPolling({ intervalMs: 5 });
      server.queue.push({ name: 'Disconnect', value: { Result: { Code: 600 } } });
      await expect.poll(() => client.session.sessionId).toBeUndefined();
      await client.stopPolling();
      expect(client.session.ended?.code).toBe(600);
    });

    it('tells on stopping what made it fail', async () => {
      const client = await inSession();
      server.on('Polling-Request', () => ({ http: { status: 200, raw: Buffer.from('garbage'), close: true } }));
      client.startPolling();
      await expect.poll(() => client.tap.exchanges.some((e) => e.failure !== undefined)).toBe(true);
      await expect(client.stopPolling()).rejects.toThrow('the answer is not HTTP');
      await client.stopPolling();
    });
  });
});

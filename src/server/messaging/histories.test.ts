/**
 * Random histories of senders, recipients, logouts, refusals and lost confirmations, held against a small model of what
 * must hold whatever happens: nothing accepted is lost, nothing comes again once it was confirmed, expiry and blocking
 * hold. A failure names its seed; IMPS_SEED=n IMPS_HISTORY=m replays one history.
 */
import { describe, expect, it } from 'vitest';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';
import { effort } from '../../testing/effort.ts';
import { random, TestClient } from '../../testing/server/client.ts';
import { VirtualClock } from '../clock.ts';
import { serverProfile } from '../profile.ts';
import { createServer } from '../server.ts';

const HISTORIES = effort(1_500);
const STEPS = 12;
const USERS = ['alice', 'bob', 'carol'] as const;
type User = (typeof USERS)[number];

/** The model's knowledge of a message to one recipient. */
interface Sent {
  readonly text: string;
  readonly id: string;
  readonly to: User;
  readonly expiresAt: number;
  state: 'waiting' | 'settled';
}

const address = (user: User) => `wv:${user}@example.com`;

class History {
  readonly clock = new VirtualClock();
  readonly server = createServer({
    clock: this.clock,
    profile: serverProfile({
      homeDomains: ['example.com'],
      polling: { minimum: 0, enforce: false, repeatAfter: 0, afterAnswers: false },
    }),
    accounts: USERS.map((user) => ({ user: address(user), password: 'secret' })),
  });
  readonly clients: Readonly<Record<User, TestClient>>;
  readonly online = new Set<User>();
  readonly blocked = new Map<User, Set<User>>(USERS.map((user) => [user, new Set<User>()]));
  readonly sent = new Map<string, Sent>();
  count = 0;

  constructor(versions: readonly Version[]) {
    const client = (user: User, i: number) =>
      new TestClient(this.server, { user: address(user), version: versions[i] ?? '1.2', syntax: 'wbxml' });
    this.clients = { alice: client('alice', 0), bob: client('bob', 1), carol: client('carol', 2) };
  }

  login(user: User): void {
    if (this.online.has(user)) return;
    this.clients[user].start();
    this.online.add(user);
  }

  logout(user: User): void {
    if (!this.online.delete(user)) return;
    this.clients[user].request('Logout-Request', {});
    this.clients[user].sessionId = undefined;
  }

  send(from: User, to: User, validity: number | undefined): void {
    if (!this.online.has(from)) return;
    const text = `text ${this.count++}`;
    const answer = this.clients[from].request('SendMessage-Request', {
      DeliveryReport: false,
      MessageInfo: {
        ContentType: 'text/plain',
        ContentSize: text.length,
        Recipient: { User: [{ UserID: address(to) }] },
        Sender: { User: { UserID: address(from) } },
        ...(validity === undefined ? {} : { Validity: validity }),
      },
      ContentData: text,
    } as Value<'SendMessage-Request'>);
    const { Result, MessageID } = answer.value as Value<'SendMessage-Response'>;
    if (this.blocked.get(to)?.has(from) === true) {
      expect(Result.Code, `${from} is blocked by ${to}`).toBe(532);
      return;
    }
    expect(Result.Code, `${from} sends to ${to}`).toBe(200);
    const expiresAt = validity === undefined ? Number.POSITIVE_INFINITY : this.clock.now() + validity * 1_000;
    const id = MessageID ?? '';
    this.sent.set(id, { text, id, to, expiresAt, state: 'waiting' });
  }

  /** Polls once; confirms what came, or loses the confirmation. Returns the number of messages that came. */
  poll(user: User, confirms: boolean): number {
    const client = this.clients[user];
    if (!this.online.has(user)) return 0;
    const poll = { mode: 'Request', id: '', primitive: { name: 'Polling-Request', value: {} } } as const;
    const { envelope } = client.post([poll as never]);
    let came = 0;
    for (const transaction of envelope?.transactions ?? []) {
      if (transaction.primitive.name !== 'NewMessage') continue;
      came += 1;
      const { MessageInfo, ContentData } = transaction.primitive.value as Value<'NewMessage'>;
      this.arrived(user, MessageInfo.MessageID ?? '', ContentData);
      if (!confirms) continue;
      const delivered = { name: 'MessageDelivered', value: { MessageID: MessageInfo.MessageID } } as Primitive;
      client.post([{ mode: 'Response', id: transaction.id, primitive: delivered }]);
      this.settle(MessageInfo.MessageID ?? '');
    }
    return came;
  }

  arrived(user: User, id: string, text: string | undefined): void {
    const message = this.sent.get(id);
    expect(message, `${user} gets the message ${id}, which nobody sent`).toBeDefined();
    expect(message?.to, `${user} gets a message to somebody else`).toBe(user);
    expect(text).toBe(message?.text);
    expect(message?.state, `${user} gets ${message?.text} again after it was settled`).toBe('waiting');
    const late = this.clock.now() >= (message?.expiresAt ?? 0);
    expect(late, `${user} gets ${message?.text} after its validity`).toBe(false);
  }

  settle(id: string): void {
    const message = this.sent.get(id);
    if (message !== undefined) message.state = 'settled';
  }

  reject(user: User): void {
    if (!this.online.has(user)) return;
    const now = this.clock.now();
    const message = [...this.sent.values()].find((m) => m.to === user && m.state === 'waiting' && m.expiresAt > now);
    if (message === undefined) return;
    const answer = this.clients[user].request('RejectMessage-Request', { MessageID: [message.id] });
    expect((answer.value as Value<'Status'>).Result.Code, `${user} rejects ${message.text}`).toBe(200);
    this.settle(message.id);
  }

  block(user: User, other: User, on: boolean): void {
    if (!this.online.has(user)) return;
    const { version } = this.clients[user];
    const change = { [on ? 'AddList' : 'RemoveList']: { UserID: [address(other)] } };
    const value =
      version === '1.3' ? { BlockList: change, BlockListInUse: true } : { BlockList: { InUse: true, ...change } };
    this.clients[user].request('BlockEntity-Request', value as Value<'BlockEntity-Request'>);
    if (on) this.blocked.get(user)?.add(other);
    else this.blocked.get(user)?.delete(other);
  }

  /** In the end everybody collects and confirms: what still waits and did not expire has to come. */
  end(): void {
    const waits = (user: User) => [...this.sent.values()].some((m) => m.to === user && m.state === 'waiting');
    for (const user of USERS) {
      if (!waits(user)) continue;
      this.logout(user);
      this.login(user);
      for (let polls = 0; polls < 200 && this.poll(user, true) > 0; polls += 1);
    }
    const now = this.clock.now();
    const lost = [...this.sent.values()].filter((m) => m.state === 'waiting' && m.expiresAt > now);
    expect(lost.map((m) => `${m.text} to ${m.to}`)).toEqual([]);
  }
}

const SETS: readonly (readonly Version[])[] = [
  ['1.2', '1.2', '1.2'],
  ['1.1', '1.2', '1.3'],
  ['1.3', '1.3', '1.1'],
];

function play(seed: number): void {
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const history = new History(pick(SETS));
  for (const user of USERS) if (next() < 0.7) history.login(user);
  for (let step = 0; step < STEPS; step += 1) {
    const [user, other] = [pick(USERS), pick(USERS)];
    const dice = next();
    if (dice < 0.4) history.send(user, other, next() < 0.3 ? 5 : undefined);
    else if (dice < 0.6) history.poll(user, next() < 0.7);
    else if (dice < 0.7) history.login(user);
    else if (dice < 0.78) history.logout(user);
    else if (dice < 0.85) history.reject(user);
    else if (dice < 0.93 && user !== other) history.block(user, other, next() < 0.6);
    else history.clock.advance(3_000);
  }
  history.end();
}

describe('histories of messages', () => {
  const seed = Number(process.env.IMPS_SEED);
  const only = process.env.IMPS_HISTORY;
  it(`lose nothing, repeat nothing confirmed, keep to expiry and blocking (IMPS_SEED=${seed})`, () => {
    const numbers = only === undefined ? [...Array(HISTORIES).keys()] : [Number(only)];
    for (const number of numbers) {
      try {
        play(seed * HISTORIES + number);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(`IMPS_SEED=${seed} IMPS_HISTORY=${number}: ${message}`);
      }
    }
  });
});

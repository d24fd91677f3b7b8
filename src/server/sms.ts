/**
 * The data channel over short messages: plain text at a telephone number, cut into parts and put together by sender. What the
 * server begins goes out at once, since a phone does not poll (TRN-SMS-003).
 */
import { createAssembler, cutPts, readPreamble, SMS_ROOM } from '../protocol/syntax/pts/index.ts';
import type { Version } from '../protocol/version.ts';
import type { ServerResponse } from '../transport/http/server.ts';
import { type ShortMessage, type ShortMessageCentre, SMS_DATA_PORT } from '../transport/sms/centre.ts';
import type { Clock } from './clock.ts';
import type { Post } from './post.ts';
import type { Session } from './sessions/session.ts';

/** Decisions of the channel, each of which can be replaced from outside. */
export interface SmsRules {
  /** The parts of a message. */
  cut(message: Uint8Array): readonly Uint8Array[];
  /** Takes a part; the whole message once it is complete. */
  join(sender: string, part: Uint8Array): Uint8Array | undefined;
  /** Is what the server begins sent without a poll? */
  sendsAtOnce(): boolean;
}

export interface SmsOptions {
  readonly centre: ShortMessageCentre;
  /** Telephone number of the service access point. */
  readonly number: string;
  readonly rules?: ((standard: SmsRules) => SmsRules) | undefined;
}

export interface SmsAccess {
  /** Something began to wait for a session. */
  waiting(session: Session): void;
  close(): void;
}

const CONTENT_TYPE = 'application/vnd.wv.csp.sms';
/** Sessions whose number is known at most; the oldest is forgotten. */
const MOST_NUMBERS = 10_000;
/** Transactions that go out in a row at most. */
const MOST_IN_A_ROW = 100;

/** Parts of one sender are kept for 45 seconds, of all senders at most 1,000 messages and 1 MiB. */
export function standardSmsRules(clock: Clock): SmsRules {
  const assembler = createAssembler({ now: () => clock.now() });
  return {
    cut: (message) => cutPts(message, SMS_ROOM),
    join(sender, part) {
      const done = assembler.add(sender, part);
      return done.kind === 'whole' ? done.message : undefined;
    },
    sendsAtOnce: () => true,
  };
}

export function createSmsAccess(
  { centre, number, rules: change }: SmsOptions,
  clock: Clock,
  handle: (post: Post) => ServerResponse,
): SmsAccess {
  const standard = standardSmsRules(clock);
  const rules = change?.(standard) ?? standard;
  /** The phones of sessions, by their id. */
  const phones = new Map<string, { readonly number: string; readonly port: number }>();

  function answer({ from, sourcePort }: Pick<ShortMessage, 'from' | 'sourcePort'>, body: Uint8Array): void {
    const parts = rules.cut(body);
    const to = { from: number, to: from, sourcePort: SMS_DATA_PORT, destinationPort: sourcePort };
    centre.send(parts.map((data) => ({ ...to, data })));
  }

  function remember(text: string, message: ShortMessage): void {
    const [, id] = /(?:^| )SI=([^ "]+)/i.exec(text) ?? [];
    if (id === undefined) return;
    phones.delete(id);
    phones.set(id, { number: message.from, port: message.sourcePort });
    const [oldest] = phones.keys();
    if (phones.size > MOST_NUMBERS && oldest !== undefined) phones.delete(oldest);
  }

  /** Sends all that waits for a session, as if its client polled. */
  function push(id: string, version: Version): void {
    const phone = phones.get(id);
    if (phone === undefined || !rules.sendsAtOnce()) return;
    const poll = new TextEncoder().encode(`WV${version.replace('.', '')}PO0 SI=${id}`);
    for (let sent = 0; sent < MOST_IN_A_ROW; sent++) {
      const { body } = handle({ contentType: CONTENT_TYPE, body: poll });
      if (body === undefined || body.length === 0) return;
      // The session is over, and with it the number.
      if (readPreamble(body, [])?.type === 'ST') {
        phones.delete(id);
        return;
      }
      answer({ from: phone.number, sourcePort: phone.port }, body);
    }
  }

  const detach = centre.attach(number, SMS_DATA_PORT, (message) => {
    const whole = rules.join(message.from, message.data);
    // Without a preamble there is no transaction that could be answered.
    if (whole === undefined || readPreamble(whole, []) === undefined) return;
    const { status, body } = handle({ contentType: CONTENT_TYPE, body: whole });
    const text = new TextDecoder().decode(whole);
    remember(text, message);
    if (status !== 200 || body === undefined || body.length === 0) return;
    remember(new TextDecoder().decode(body), message);
    answer(message, body);
  });

  return {
    waiting({ id, version }) {
      // The request that led to it is answered first.
      queueMicrotask(() => push(id, version));
    },
    close: detach,
  };
}

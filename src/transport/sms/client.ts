/**
 * The data channel over short messages from the client's side: a message in plain text goes out in parts, its answer comes back
 * under its number. A poll looks into the mailbox, as the server sends what it begins by itself (TRN-SMS-003).
 */
import { createAssembler, cutPts, readPreamble } from '../../protocol/syntax/pts/index.ts';
import type { HttpClient } from '../http/client.ts';
import type { Exchange, HttpRequestBytes, HttpResponseBytes, Tap } from '../types.ts';
import { type ShortMessage, type ShortMessageCentre, SMS_DATA_PORT } from './centre.ts';

export interface SmsClientOptions {
  readonly tap: Tap;
  readonly centre: ShortMessageCentre;
  /** Telephone numbers of the client and of the server. */
  readonly number: string;
  readonly server: string;
  /** Longest wait for a whole answer, milliseconds. */
  readonly response: number;
  /** Port that answers go to. Default that of the data channel. */
  readonly port?: number | undefined;
  /** Hears of every part as it comes. */
  readonly onPart?: ((message: ShortMessage) => void) | undefined;
}

/** Codes of messages that the server begins, and of polls and answers of the client, which nothing answers. */
const BEGUN_BY_SERVER: ReadonlySet<string> = new Set(['PN', 'DI']);
const POLL = 'PO';
const STATUS = 'ST';

/** Messages kept for the next poll at most. */
const MOST_KEPT = 1_000;

const HEADERS = [['Content-Type', 'application/vnd.wv.csp.sms']] as const;

function answered(body: Uint8Array): HttpResponseBytes {
  return { status: 200, reason: 'by short message', headers: body.length === 0 ? [] : HEADERS, body };
}

/** A transport for a client whose syntax is plain text. */
export function createSmsClient(options: SmsClientOptions): HttpClient {
  const { tap, centre, number, server, response, port = SMS_DATA_PORT } = options;
  const assembler = createAssembler({ now: () => tap.now() });
  const mailbox: Uint8Array[] = [];
  const waiting = new Map<string, (answer: Uint8Array) => void>();

  const detach = centre.attach(number, port, (message) => {
    options.onPart?.(message);
    const done = assembler.add(message.from, message.data);
    if (done.kind !== 'whole') return;
    const preamble = readPreamble(done.message, []);
    const take = preamble === undefined ? undefined : waiting.get(preamble.transactionId);
    if (preamble !== undefined && take !== undefined && !BEGUN_BY_SERVER.has(preamble.type)) take(done.message);
    else if (mailbox.length < MOST_KEPT) mailbox.push(done.message);
  });

  /** The answer to a message; undefined where none came in time. */
  async function converse(body: Uint8Array): Promise<Uint8Array | undefined> {
    const preamble = readPreamble(body, []);
    if (preamble?.type === POLL) return mailbox.shift() ?? new Uint8Array();
    const parts = cutPts(body);
    const send = () =>
      centre.send(
        parts.map((data) => ({ from: number, to: server, sourcePort: port, destinationPort: SMS_DATA_PORT, data })),
      );
    if (preamble === undefined || preamble.type === STATUS) {
      send();
      return new Uint8Array();
    }
    const { transactionId } = preamble;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<Uint8Array | undefined>((resolve) => {
        waiting.set(transactionId, resolve);
        timer = setTimeout(() => resolve(undefined), response);
        send();
      });
    } finally {
      clearTimeout(timer);
      waiting.delete(transactionId);
    }
  }

  async function exchange(given: HttpRequestBytes, { party }: { readonly party: string }): Promise<Exchange> {
    const sentAt = tap.now();
    const body = await converse(given.body);
    const message = `no whole answer came by short message within ${response} ms (timers.response)`;
    const result: Exchange = {
      number: tap.nextNumber(),
      party,
      bearer: 'http',
      request: { ...given, method: 'SMS', url: `sms:${server}` },
      sentAt,
      response: body === undefined ? undefined : answered(body),
      failure: body === undefined ? { cause: 'timeout', message, wait: 'timers.response', bound: response } : undefined,
      answeredAt: body === undefined ? undefined : tap.now(),
      connection: number,
    };
    tap.record(result);
    return result;
  }

  return {
    tap,
    exchange,
    open: () => Promise.reject(new Error('there are no connections over short messages')),
    close: () => detach(),
  };
}

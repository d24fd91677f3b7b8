/** The messages of a transcript, numbered: an exchange is a request and mostly an answer. Runs in a browser as well. */
import type { Place, Transcript, TranscriptEntry } from '../../results/results.ts';

type EntryHead = Omit<TranscriptEntry, 'request' | 'response'> & {
  readonly response: object | undefined;
};

export interface NumberedMessage<E extends EntryHead = EntryHead> {
  /** Counted over the scenario from 1, in the order of time. */
  readonly number: number;
  readonly exchange: number;
  readonly side: 'request' | 'response';
  readonly from: string;
  readonly to: string;
  /** Milliseconds on the clock of the transcript. */
  readonly at: number;
  /** Primitives it carries; empty for an empty body. */
  readonly names: readonly string[];
  readonly entry: E;
}

export const SERVER = 'server';

/** Every request and every answer that came, in the order of time. */
export function messagesOf<E extends EntryHead>(entries: readonly E[]): readonly NumberedMessage<E>[] {
  const found: Omit<NumberedMessage<E>, 'number'>[] = [];
  for (const entry of entries) {
    found.push({
      exchange: entry.number,
      side: 'request',
      from: entry.party,
      to: SERVER,
      at: entry.sentAt,
      names: entry.sent,
      entry,
    });
    if (entry.response === undefined) continue;
    found.push({
      exchange: entry.number,
      side: 'response',
      from: SERVER,
      to: entry.party,
      at: entry.answeredAt ?? entry.sentAt,
      names: entry.received,
      entry,
    });
  }
  return found
    .sort((a, b) => a.at - b.at || a.exchange - b.exchange || sideOrder(a) - sideOrder(b))
    .map((message, i) => ({ number: i + 1, ...message }));
}

/** The number of messages that {@link messagesOf} finds. */
export function messageCount(entries: readonly EntryHead[]): number {
  return entries.reduce((count, { response }) => count + (response === undefined ? 1 : 2), 0);
}

function sideOrder(message: { readonly side: 'request' | 'response' }): number {
  return message.side === 'request' ? 0 : 1;
}

/** The message a place in a transcript stands in. */
export function messageAt<E extends EntryHead>(
  messages: readonly NumberedMessage<E>[],
  place: Pick<Place, 'exchange' | 'side'>,
): NumberedMessage<E> | undefined {
  return messages.find((m) => m.exchange === place.exchange && m.side === place.side);
}

/** `NewMessage`, `Status and NewMessage`, or what an empty body is: `no content`. */
export function messageName(message: Pick<NumberedMessage, 'names' | 'side'>): string {
  return message.names.length === 0 ? 'no content' : message.names.join(', ');
}

/** The base64 body of one side of an exchange; undefined where there was no answer. */
export function bodyOf(transcript: Transcript, place: Pick<Place, 'exchange' | 'side'>): string | undefined {
  const entry = transcript.entries.find((e) => e.number === place.exchange);
  return place.side === 'request' ? entry?.request.body : entry?.response?.body;
}

/** A header by name, letter case aside. */
export function header(headers: readonly (readonly [string, string])[], name: string): string | undefined {
  return headers.find(([n]) => n.toLowerCase() === name.toLowerCase())?.[1];
}

/**
 * A memory of the requests in a stream, against which later messages of the server are checked: messages and
 * invitations by their identifiers, users by the names of their logins. Only correct, accepted requests are kept.
 */
import type { EnvelopeTransaction } from '../../protocol/messages/envelope.ts';
import type { Observed } from './stream.ts';

/** A value in memory as far as monitors look into it; everything may be missing in what a server writes. */
export interface LooseInfo {
  readonly MessageID?: string;
  readonly ContentType?: string;
  readonly ContentEncoding?: string;
  readonly ContentSize?: number;
  readonly DateTime?: string;
  readonly Sender?: LooseSender;
  readonly Recipient?: LooseRecipient;
}
export interface LooseSender {
  readonly User?: { readonly UserID?: string };
  readonly Group?: { readonly GroupID?: string; readonly ScreenName?: LooseScreenName };
}
export interface LooseScreenName {
  readonly SName?: string;
  readonly GroupID?: string;
}
export interface LooseRecipient {
  readonly User?: readonly { readonly UserID?: string }[];
  readonly Group?: readonly { readonly GroupID?: string; readonly ScreenName?: LooseScreenName }[];
  readonly ContactList?: readonly string[];
}

export interface SentMessage {
  /** The party of the stream that sent it, and its user where the login was seen. */
  readonly party: string;
  readonly user: string | undefined;
  readonly info: LooseInfo;
}

export interface SentInvitation {
  readonly party: string;
  readonly user: string | undefined;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A transaction of the server with what was known when it came. */
export interface Arrived {
  readonly observed: Observed;
  readonly transaction: EnvelopeTransaction;
  /** The request it answers; undefined for what the server began, and for answers to requests that were not seen. */
  readonly asked: EnvelopeTransaction | undefined;
  readonly messages: ReadonlyMap<string, SentMessage>;
  readonly invitations: ReadonlyMap<string, SentInvitation>;
  /** Users by party. */
  readonly users: ReadonlyMap<string, string>;
  /** Index in the message. */
  readonly index: number;
}

/** An address without scheme and case, as it is compared. */
function comparable(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^(?:wv:)+/, '');
}

/** The same address, where one of both may lack its domain (CSP-ADR-002). */
export function sameAddress(a: string, b: string): boolean {
  const [one, other] = [comparable(a), comparable(b)];
  const bare = (text: string) => text.replace(/@.*$/, '');
  return one === other || (one.includes('@') !== other.includes('@') && bare(one) === bare(other));
}

export function contentOf<T>(transaction: EnvelopeTransaction): T {
  return transaction.primitive.value as T;
}

/** The stream looked through last: one monitor after the other asks for the same. */
let latest: { readonly stream: readonly Observed[]; readonly arrivals: readonly Arrived[] } | undefined;

/** Every transaction of the server in the order of arrival; what clients sent is known from the beginning to the end. */
function arrivalsIn(stream: readonly Observed[]): readonly Arrived[] {
  if (latest?.stream !== stream) latest = { stream, arrivals: gathered(stream) };
  return latest.arrivals;
}

/** Visits them. */
export function eachArrival(stream: readonly Observed[], visit: (arrived: Arrived) => void): void {
  for (const arrived of arrivalsIn(stream)) visit(arrived);
}

function gathered(stream: readonly Observed[]): readonly Arrived[] {
  const arrivals: Arrived[] = [];
  const users = new Map<string, string>();
  const pending = new Map<string, { readonly asked: EnvelopeTransaction; readonly usable: boolean }>();
  const messages = new Map<string, SentMessage>();
  const invitations = new Map<string, SentInvitation>();
  const ambiguous = new Set<string>();
  for (const observed of stream) {
    const { exchange, request, response, deliberate } = observed;
    const { party } = exchange;
    for (const asked of request?.envelope?.transactions ?? []) {
      if (asked.mode !== 'Request') continue;
      const usable = !deliberate && request?.read.valid === true;
      pending.set(`${party} ${asked.id ?? ''}`, { asked, usable });
      if (asked.primitive.name === 'Login-Request') {
        const user = contentOf<{ readonly UserID?: string }>(asked).UserID;
        if (user !== undefined) users.set(party, user);
      }
      if (asked.primitive.name === 'Invite-Request') {
        const value = contentOf<Readonly<Record<string, unknown>>>(asked);
        const id = String(value.InviteID);
        // The ID is the client's own choice: two invitations under one cannot be told apart.
        if (invitations.has(id) || !usable) ambiguous.add(id);
        invitations.set(id, { party, user: users.get(party), value });
        if (ambiguous.has(id)) invitations.delete(id);
      }
    }
    for (const [index, transaction] of (response?.envelope?.transactions ?? []).entries()) {
      const answered = transaction.mode === 'Response' ? pending.get(`${party} ${transaction.id ?? ''}`) : undefined;
      const asked = answered?.usable === true ? answered.asked : undefined;
      arrivals.push({ observed, transaction, asked, messages, invitations, users, index });
      if (asked?.primitive.name !== 'SendMessage-Request' || transaction.primitive.name !== 'SendMessage-Response')
        continue;
      const { MessageID } = contentOf<{ readonly MessageID?: string }>(transaction);
      const { MessageInfo } = contentOf<{ readonly MessageInfo: LooseInfo }>(asked);
      if (MessageID !== undefined) messages.set(MessageID.trim(), { party, user: users.get(party), info: MessageInfo });
    }
  }
  return arrivals;
}

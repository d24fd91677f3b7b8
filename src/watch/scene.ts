/** One exchange as rules look at it: its messages, whose it is, and which transaction belongs to which. */
import { contentOf } from '../conformance/monitors/sent.ts';
import type { Observed } from '../conformance/monitors/stream.ts';
import type { EnvelopeTransaction } from '../protocol/messages/envelope.ts';
import { resultCode } from '../protocol/messages/result-code.ts';
import type { Due, Loose, Passed, Session } from './session.ts';
import type { Users } from './users.ts';

interface Part {
  readonly name: string;
  readonly value: Loose;
  readonly id: string | undefined;
  /** Among the transactions of its message, from 0. */
  readonly index: number;
}

/** A request of the client. */
export type Asked = Part;

/** An answer of the client to a request of the server; `to` is undefined where that was not seen. */
export interface Reply extends Part {
  readonly code: number | undefined;
  readonly to: Due | undefined;
}

/** An answer of the server; `to` is undefined where the request was not seen. */
export interface Answered extends Part {
  readonly code: number | undefined;
  readonly to: Passed | undefined;
}

/** A request of the server. */
export type Told = Part;

export interface Scene {
  readonly observed: Observed;
  /** Of the session as it was before this exchange; of a login, the session it opened. */
  readonly session: Session | undefined;
  readonly asked: readonly Asked[];
  readonly replies: readonly Reply[];
  readonly answers: readonly Answered[];
  readonly told: readonly Told[];
  readonly users: Users;
  /** Times are those of the wire: rules about waiting can be judged. */
  readonly timed: boolean;
}

function partOf(transaction: EnvelopeTransaction, index: number): Part {
  return { name: transaction.primitive.name, value: contentOf<Loose>(transaction), id: transaction.id, index };
}

/** The request of the same message that an answer may belong to: one with its TransactionID. */
function openIn(asked: readonly Asked[], id: string, { exchange }: Observed): Passed | undefined {
  const found = asked.find((one) => one.id === id);
  if (found === undefined) return undefined;
  return { name: found.name, value: found.value, id, exchange: exchange.number, at: exchange.sentAt };
}

export function sceneOf(observed: Observed, session: Session | undefined, users: Users, timed: boolean): Scene {
  const asked: Asked[] = [];
  const replies: Reply[] = [];
  const answers: Answered[] = [];
  const told: Told[] = [];
  for (const [index, t] of (observed.request?.envelope?.transactions ?? []).entries()) {
    const part = partOf(t, index);
    if (t.mode === 'Request') asked.push(part);
    else replies.push({ ...part, code: resultCode(t.primitive), to: session?.due.get(t.id ?? '') });
  }
  for (const [index, t] of (observed.response?.envelope?.transactions ?? []).entries()) {
    const part = partOf(t, index);
    const to = openIn(asked, t.id ?? '', observed) ?? session?.open.get(t.id ?? '');
    if (t.mode === 'Response') answers.push({ ...part, code: resultCode(t.primitive), to });
    else told.push(part);
  }
  return { observed, session, asked, replies, answers, told, users, timed };
}

/** True for an answer that carries a request out: no Result at all, or a code of 2xx. */
export function succeeded({ code }: { readonly code: number | undefined }): boolean {
  return code === undefined || (code >= 200 && code < 300);
}

/** True for an answer after which another one comes. */
export function provisional({ code }: { readonly code: number | undefined }): boolean {
  return code !== undefined && code < 200;
}

/** Which transaction of the server is what: an answer to a request of ours, or one it began; and what answers that. */

import { answersTo, primitiveFacts } from '../protocol/facts/primitives.ts';
import type { EnvelopeTransaction, Primitive, PrimitiveName } from '../protocol/messages/envelope.ts';
import { is } from '../protocol/messages/envelope.ts';
import type { Version } from '../protocol/version.ts';

/**
 * True if a transaction answers the open request `asked`, whose TransactionID it bears. The ID spaces of the two sides
 * are independent, so the ID alone does not say it; and some messages of the field label an answer Request.
 */
export function answers(asked: PrimitiveName, transaction: EnvelopeTransaction, version: Version): boolean {
  const { name } = transaction.primitive;
  const fits = name === 'Status' || answersTo(asked, version).includes(name);
  if (transaction.mode === 'Request') return fits && primitiveFacts(name)?.role !== 'notification';
  return fits || !serverBegins(transaction);
}

/** True if both are the same TransactionID, or would be in other letters; a monitor judges the letters (CSP-SES-001). */
export function sameId(one: string | undefined, other: string | undefined): boolean {
  return one === other || one?.toLowerCase() === other?.toLowerCase();
}

/**
 * True if a transaction with a wrong TransactionID can only be the answer to `asked`, the single request of the message
 * it replies to. The wrong id is judged by a monitor (CSP-SES-001).
 */
export function mustMean(asked: PrimitiveName, transaction: EnvelopeTransaction, version: Version): boolean {
  const { name } = transaction.primitive;
  return name === 'Status' || (transaction.mode === 'Response' && answersTo(asked, version).includes(name));
}

/** True if a transaction that answers nothing is one the server began; otherwise it is an answer nobody asked for. */
export function serverBegins(transaction: EnvelopeTransaction): boolean {
  // A Status is always an answer, whatever its mode: no server begins with one.
  if (transaction.primitive.name === 'Status') return false;
  if (transaction.mode === 'Request') return true;
  return primitiveFacts(transaction.primitive.name)?.role === 'notification';
}

/**
 * The answer that the standard has a client give: MessageDelivered to NewMessage, nothing to Disconnect, Status 200 to every
 * other transaction a server may begin, Status 501 to what is none.
 */
export function standardAnswer(received: Primitive): Primitive | null {
  if (is(received, 'Disconnect')) return null;
  if (is(received, 'NewMessage')) {
    const { MessageID } = received.value.MessageInfo;
    if (MessageID !== undefined) return { name: 'MessageDelivered', value: { MessageID } };
  }
  const facts = primitiveFacts(received.name);
  // LeaveGroup-Response comes unasked when the server takes the user out of a group.
  const known = facts?.role === 'notification' || received.name === 'LeaveGroup-Response';
  return { name: 'Status', value: { Result: { Code: known ? 200 : 501 } } };
}

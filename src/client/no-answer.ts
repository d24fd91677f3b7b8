/** The error for a request without an answer. */
import type { Primitive } from '../protocol/messages/envelope.ts';
import { describe, type Reply } from './answers.ts';
import { AnswerError } from './errors.ts';

/** Why a request has no answer although the exchange as such worked. */
export function noAnswer(request: Primitive, id: string, reply: Reply): AnswerError {
  const { response, read, transactions } = reply;
  const fault = (kind: 'http-status' | 'empty' | 'unreadable' | 'no-transaction', what: string) =>
    new AnswerError(kind, `${request.name} (TransactionID "${id}") was not answered: ${what}`, reply.exchange);
  if (response.status !== 200) return fault('http-status', `HTTP ${response.status} ${response.reason}`.trim());
  if (reply.empty)
    return fault('empty', 'HTTP 200 with an empty body, which only a poll or an answer of the client may get');
  if (read?.document === undefined || reply.envelope === undefined) {
    const why = read?.findings.find((f) => f.severity === 'error')?.message ?? 'it is no WV-CSP-Message';
    return fault('unreadable', `the body cannot be read as a CSP message: ${why}`);
  }
  const found = transactions.map((t) => `${describe(t.primitive)} (TransactionID "${t.id ?? ''}")`).join(', ');
  return fault('no-transaction', `the message holds ${found === '' ? 'no transaction' : `only ${found}`}`);
}

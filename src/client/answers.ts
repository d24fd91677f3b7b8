/** Messages of the server: a reply is a whole answered exchange, an answer the transaction that belongs to one request. */

import { statusText } from '../protocol/facts/status-codes.ts';
import type { Envelope, EnvelopeTransaction, Primitive, PrimitiveName } from '../protocol/messages/envelope.ts';
import type { Value } from '../protocol/messages/infer.ts';
import { resultCode, resultOf } from '../protocol/messages/result-code.ts';
import type { ReadResult } from '../protocol/syntax/index.ts';
import type { Exchange, HttpResponseBytes } from '../transport/types.ts';
import { AnswerError } from './errors.ts';

/** An exchange that was answered, and what was in the answer. */
export interface Reply {
  readonly exchange: Exchange;
  readonly response: HttpResponseBytes;
  /** Undefined for an empty body, and for a status other than 200, whose body is no CSP. */
  readonly read: ReadResult | undefined;
  readonly envelope: Envelope | undefined;
  /** All transactions of the message, in order. */
  readonly transactions: readonly EnvelopeTransaction[];
  /** Those of them the server began. */
  readonly initiated: readonly Received[];
  /** HTTP 200 and no body. */
  readonly empty: boolean;
}

/** A transaction the server began. */
export interface Received<N extends PrimitiveName = PrimitiveName> {
  readonly name: N;
  readonly value: Value<N>;
  readonly transaction: EnvelopeTransaction;
  readonly exchange: Exchange;
  /** The message it came in. */
  readonly read: ReadResult | undefined;
  /**
   * False for a transaction that is neither a request of the server nor an answer to an open request of ours: an
   * answer nobody asked for. It is not answered.
   */
  readonly expected: boolean;
  /** True once a wait handed it out. */
  readonly taken: boolean;
  /** The answer of the client; undefined as long as there is none. */
  readonly answered: { readonly primitive: Primitive; readonly reply: Reply } | undefined;
}

/** The answer to one request. */
export interface Answer {
  readonly request: Primitive;
  readonly transactionId: string;
  readonly transaction: EnvelopeTransaction;
  readonly primitive: Primitive;
  /** Result/Code; undefined for a response primitive without Result, which means success. */
  readonly code: number | undefined;
  readonly result: Value<'Result'> | undefined;
  /** No Result at all, or a code of 2xx. */
  readonly success: boolean;
  /** The exchange in which the answer came. */
  readonly exchange: Exchange;
  readonly reply: Reply;
  /** The value of the answer, which has to be that primitive; throws AnswerError otherwise. */
  as<N extends PrimitiveName>(name: N): Value<N>;
  /** The same answer; throws AnswerError `refused` unless it means success. */
  orThrow(): Answer;
}

/** One line on an answer, for messages: `Status 531 Unknown user`. */
export function describe(primitive: Primitive): string {
  const code = resultCode(primitive);
  return code === undefined ? primitive.name : `${primitive.name} ${statusText(code)}`;
}

export function answer(request: Primitive, transaction: EnvelopeTransaction, reply: Reply): Answer {
  const { primitive } = transaction;
  const result = resultOf(primitive);
  const code = resultCode(primitive);
  const made: Answer = {
    request,
    transactionId: transaction.id ?? '',
    transaction,
    primitive,
    code,
    result,
    success: code === undefined || (code >= 200 && code < 300),
    exchange: reply.exchange,
    reply,
    as<N extends PrimitiveName>(name: N): Value<N> {
      if (primitive.name !== name) {
        throw new AnswerError(
          'unexpected-primitive',
          `${request.name} was answered by ${describe(primitive)} instead of ${name}`,
          reply.exchange,
          code,
        );
      }
      return primitive.value as Value<N>;
    },
    orThrow() {
      if (made.success) return made;
      throw new AnswerError('refused', `${request.name} was answered by ${describe(primitive)}`, reply.exchange, code);
    },
  };
  return made;
}

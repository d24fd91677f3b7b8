/**
 * Answers in plain text (PTS). Codes are known for a part of CSP alone: what an answer says beside is left out where it may be
 * missing, and the answer is its bare result where it has no form at all. Nothing of unknown form is begun by the server
 * (`maySend`).
 */
import { PRIMITIVE_NAMES, primitiveFacts } from '../protocol/facts/primitives.ts';
import type { Document } from '../protocol/messages/document.ts';
import {
  type Envelope,
  type EnvelopeTransaction,
  type Primitive,
  seal,
  unseal,
} from '../protocol/messages/envelope.ts';
import { resultCode } from '../protocol/messages/result-code.ts';
import { isPlainText, PtsError, write } from '../protocol/syntax/index.ts';
import { readPreamble } from '../protocol/syntax/pts/index.ts';
import { status } from './results.ts';

/** Elements that are taken out of one answer at most. */
const MOST_LEFT_OUT = 64;

/** The octets of a message of the server. */
export function writePlain(document: Document): Uint8Array {
  const envelope = unseal(document);
  const [transaction] = envelope?.transactions ?? [];
  if (envelope === undefined || transaction === undefined) return write(document, { syntax: 'pts' });
  const { primitive } = transaction;
  const said = isPlainText(primitive.name) ? primitive : resultAlone(primitive);
  const plain = (given: Primitive) => seal(asPlain(envelope, { ...transaction, primitive: given }));
  let value: unknown = said.value;
  for (let left = 0; left < MOST_LEFT_OUT; left++) {
    try {
      return write(plain({ ...said, value } as Primitive), { syntax: 'pts' });
    } catch (error) {
      if (!(error instanceof PtsError)) throw error;
      const less = without(value, error.element);
      if (less === undefined) break;
      value = less;
    }
  }
  return write(plain(resultAlone(primitive)), { syntax: 'pts' });
}

/** The envelope as far as plain text has one: no flags, a number for the transaction, no session around a login. */
function asPlain(envelope: Envelope, transaction: EnvelopeTransaction): Envelope {
  const { version, sessionId } = envelope;
  const inside = sessionId !== undefined && !transaction.primitive.name.startsWith('Login-');
  return {
    version,
    sessionType: inside ? 'Inband' : 'Outband',
    sessionId: inside ? sessionId : undefined,
    transactions: [{ ...transaction, id: /^(0|[1-9]\d{0,2})$/.test(transaction.id ?? '') ? transaction.id : '0' }],
  };
}

/** The result of an answer as a Status, 501 where it has none: what was asked cannot be answered in this syntax. */
function resultAlone(primitive: Primitive): Primitive {
  const code = resultCode(primitive);
  if (code !== undefined) return status(code);
  return saysSuccess(primitive.name) ? status(200) : status(501, [], `${primitive.name} has no form in plain text`);
}

/** True for an answer that stands for success, in the place of which a Status of 200 says the same. */
function saysSuccess(answer: string): boolean {
  return PRIMITIVE_NAMES.some((name) =>
    primitiveFacts(name)?.answeredBy.some(
      ({ primitives, when }) => when !== 'failure' && primitives.includes(answer) && primitives.includes('Status'),
    ),
  );
}

/** Elements that say something else when a part of them is missing. */
const WHOLE: ReadonlySet<string> = new Set(['Functions', 'AllFunctions']);

/** The value without the elements of a name; undefined where it has none. */
function without(value: unknown, name: string): unknown {
  let found = false;
  const rest = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(rest);
    if (typeof inner !== 'object' || inner === null) return inner;
    const kept = Object.entries(inner).filter(([key, one]) => key !== name && !(WHOLE.has(key) && holds(one, name)));
    found ||= kept.length < Object.keys(inner).length;
    return Object.fromEntries(kept.map(([key, one]) => [key, rest(one)]));
  };
  const less = rest(value);
  return found ? less : undefined;
}

function holds(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, name) || Object.values(value).some((inner) => holds(inner, name));
}

/** The number of the transaction, if the preamble of a message can be read, whatever follows: then there is one to answer. */
export function plainTransaction(octets: Uint8Array): string | undefined {
  const slips: Parameters<typeof readPreamble>[1] = [];
  const preamble = readPreamble(octets, slips);
  return slips.length === 0 ? preamble?.transactionId : undefined;
}

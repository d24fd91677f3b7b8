/** The notation of primitives and values in `expected` and `observed`, and their places in an exchange. */
import type { Answer, Received } from '../client/answers.ts';
import type { Primitive } from '../protocol/messages/envelope.ts';
import { resultCode } from '../protocol/messages/result-code.ts';
import type { TreeNode } from '../protocol/model/tree.ts';
import type { ReadResult } from '../protocol/syntax/types.ts';
import type { Place } from '../results/results.ts';

/** `Login-Response 200`; without a Result the name alone. */
export function notation(primitive: Primitive): string {
  const code = resultCode(primitive);
  return code === undefined ? primitive.name : `${primitive.name} ${code}`;
}

/** A value on one line: text as it is, everything else as JSON, cut after 200 characters. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}

/**
 * The place of an element of an answer. `path` is relative to the primitive (`Result/Code`, `User[2]/UserID`); where it
 * leads nowhere, the last element it reached is meant.
 */
export function placeOfAnswer(answer: Answer, path = ''): Place {
  return place(answer.exchange.number, answer.reply.read, answer.transaction.id, answer.primitive.name, path);
}

/** As {@link placeOfAnswer}, of a transaction the server began. */
export function placeOfReceived(received: Received, path = ''): Place {
  return place(received.exchange.number, received.read, received.transaction.id, received.name, path);
}

function place(
  exchange: number,
  read: ReadResult | undefined,
  id: string | undefined,
  name: string,
  path: string,
): Place {
  const session = read?.tree?.children.find((c) => c.name === 'Session');
  const transactions = session?.children.filter((c) => c.name === 'Transaction') ?? [];
  const index = transactions.findIndex((t) => primitiveOf(t)?.name === name && idOf(t) === (id ?? '').trim());
  const transaction = transactions[index];
  const primitive = transaction === undefined ? undefined : primitiveOf(transaction);
  if (primitive === undefined) return { exchange, side: 'response' };
  const number = transactions.length > 1 ? `[${index + 1}]` : '';
  const steps = [`WV-CSP-Message/Session/Transaction${number}/TransactionContent/${name}`];
  let node: TreeNode = primitive;
  for (const step of path.split('/').filter((s) => s !== '')) {
    const [, wanted = step, nth = '1'] = /^(.+?)(?:\[(\d+)\])?$/.exec(step) ?? [];
    const next = node.children.filter((c) => c.name === wanted)[Number(nth) - 1];
    if (next === undefined) break;
    steps.push(step);
    node = next;
  }
  return { exchange, side: 'response', path: steps.join('/'), span: node.span };
}

function primitiveOf(transaction: TreeNode): TreeNode | undefined {
  return transaction.children.find((c) => c.name === 'TransactionContent')?.children[0];
}
function idOf(transaction: TreeNode): string {
  const descriptor = transaction.children.find((c) => c.name === 'TransactionDescriptor');
  return descriptor?.children.find((c) => c.name === 'TransactionID')?.text.trim() ?? '';
}

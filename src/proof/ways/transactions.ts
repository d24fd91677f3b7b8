/** Changes of transactions in the messages of the server. */
import type { Change } from '../types.ts';
import { editsEnvelope, type LooseMessage } from './families.ts';

export type Transaction = LooseMessage['Session']['Transaction'][number];

/** Changes transactions of the server's messages. */
export function editsTransactions(edit: (transaction: Transaction, multiTrans: number) => Transaction): Change {
  return editsEnvelope((content, { session }) => ({
    ...content,
    Session: {
      ...content.Session,
      Transaction: content.Session.Transaction.map((one) => edit(one, session?.capabilities.multiTrans ?? 1)),
    },
  }));
}

export const holds = (transaction: Transaction, name: string): boolean => name in transaction.TransactionContent;

export const descriptor = (
  transaction: Transaction,
  changes: Partial<Transaction['TransactionDescriptor']>,
): Transaction => ({
  ...transaction,
  TransactionDescriptor: { ...transaction.TransactionDescriptor, ...changes },
});

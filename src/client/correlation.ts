/** Correlation of transactions: which open request an answer of the server belongs to. */
import type { EnvelopeTransaction, Primitive } from '../protocol/messages/envelope.ts';
import type { Version } from '../protocol/version.ts';
import type { Answer } from './answers.ts';
import { answers, mustMean, sameId } from './transaction-kinds.ts';

/** A request somebody waits for. */
export interface OpenRequest {
  /** Its TransactionID; empty where the element is left out. */
  readonly id: string;
  readonly primitive: Primitive;
  /** Provisional and final answers, in order. */
  readonly answers: Answer[];
}

export interface Correlation {
  /** From now on answers with the TransactionIDs of these requests belong to them; the later of two with one id counts. */
  open(requests: readonly OpenRequest[]): void;
  close(requests: readonly OpenRequest[]): void;
  /**
   * The request that a transaction answers. `asked` are the requests of the message it came in reply to, `alone` says that
   * it is the only transaction of that reply.
   */
  requestOf(transaction: EnvelopeTransaction, asked: readonly OpenRequest[], alone: boolean): OpenRequest | undefined;
}

export function createCorrelation(version: Version): Correlation {
  const byId = new Map<string, OpenRequest>();

  /**
   * The request of a message that a transaction of the reply can only be meant for, though it does not bear its
   * TransactionID: it bears that in other letters, or none where one request and one transaction are left.
   */
  function meantFor(transaction: EnvelopeTransaction, asked: readonly OpenRequest[], alone: boolean) {
    const { id = '' } = transaction;
    return asked.find(({ id: given, primitive, answers: had }) => {
      if (had.length > 0) return false;
      if (id === '') return alone && asked.length === 1 && mustMean(primitive.name, transaction, version);
      return sameId(id, given) && answers(primitive.name, transaction, version);
    });
  }

  return {
    open(requests) {
      for (const request of requests) byId.set(request.id, request);
    },
    close(requests) {
      for (const request of requests) if (byId.get(request.id) === request) byId.delete(request.id);
    },
    requestOf(transaction, asked, alone) {
      const candidate = transaction.id === undefined ? undefined : byId.get(transaction.id);
      return candidate !== undefined && answers(candidate.primitive.name, transaction, version)
        ? candidate
        : meantFor(transaction, asked, alone);
    },
  };
}

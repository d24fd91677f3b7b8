/** Defects in the transactions between servers. */
import type { SspEnvelope } from '../../../protocol/ssp/envelope.ts';
import type { Defect } from '../../types.ts';
import { editsPrimitive, editsTransactions, relay } from '../../ways/ssp.ts';

/** Doubles documents that fit, the second one changed. */
const doubled = (change: (envelope: Extract<SspEnvelope, { kind: 'session' }>) => SspEnvelope | undefined) =>
  relay(() => ({
    outgoing(envelope) {
      const second = envelope.kind === 'session' ? change(envelope) : undefined;
      return second === undefined ? [envelope] : [envelope, second];
    },
  }));

export const serverTransactionDefects: readonly Defect[] = [
  {
    id: 'ssp-transaction-answer-as-request',
    title: 'answers in mode Request',
    requirements: ['SSP-TXN-002'],
    unavoidable: ['SSP-TXN-003', 'SSP-TXN-004', 'SSP-TXN-005', 'SSP-TXN-008', 'SSP-TXN-010'],
    change: editsTransactions((one) => ({ ...one, mode: 'Request' })),
  },
  {
    id: 'ssp-transaction-answers-twice',
    title: 'answers every request twice',
    requirements: ['SSP-TXN-003'],
    change: doubled((envelope) =>
      envelope.transactions.some(({ mode }) => mode === 'Response') ? envelope : undefined,
    ),
  },
  {
    id: 'ssp-transaction-answers-answers',
    title: 'confirms the answers to its requests',
    requirements: ['SSP-TXN-004'],
    change: relay(() => {
      let answered: string | undefined;
      return {
        incoming(envelope) {
          const all = envelope.kind === 'session' ? envelope.transactions : [];
          answered = all.find(({ mode }) => mode === 'Response')?.id ?? answered;
          return envelope;
        },
        outgoing(envelope) {
          if (answered === undefined || envelope.kind === 'setup') return [envelope];
          const transaction = {
            mode: 'Response',
            id: answered,
            primitive: { name: 'Status', value: { code: 200 } },
          } as const;
          answered = undefined;
          return [{ ...envelope, transactions: [transaction] }, envelope];
        },
      };
    }),
  },
  {
    id: 'ssp-transaction-no-user',
    title: 'does not say for which user a request is made',
    requirements: ['SSP-TXN-009'],
    unavoidable: ['SSP-TXN-010'],
    change: editsPrimitive('SendMessageRequest', () => ({
      MetaInfo: { clientOriginated: true, Requestor: { serviceID: 'wv:@example.com' } },
    })),
  },
  {
    id: 'ssp-transaction-one-identifier',
    title: 'sends all messages under one identifier',
    requirements: ['SSP-TXN-001'],
    change: relay(() => {
      let last: string | undefined;
      return {
        outgoing(envelope) {
          if (envelope.kind === 'setup') return [envelope];
          const transactions = envelope.transactions.map((one) => {
            if (one.mode === 'Response' || one.primitive?.name !== 'SendMessageRequest') return one;
            last = one.id;
            return { ...one, id: 'message' };
          });
          return [{ ...envelope, transactions }];
        },
        incoming(envelope) {
          if (envelope.kind === 'setup') return envelope;
          const transactions = envelope.transactions.map((one) => (one.id === 'message' ? { ...one, id: last } : one));
          return { ...envelope, transactions };
        },
      };
    }),
  },
  {
    id: 'ssp-transaction-group-as-user',
    title: 'says of a message of a group that a client caused it',
    requirements: ['SSP-TXN-010'],
    change: editsPrimitive('SendMessageRequest', (value) => {
      const { MetaInfo }: { readonly MetaInfo?: { readonly clientOriginated?: boolean } } = value;
      return MetaInfo?.clientOriginated === false ? { MetaInfo: { ...MetaInfo, clientOriginated: true } } : {};
    }),
  },
];

/** Defects of a client: transactions. */
import type { Defect } from '../../../types.ts';
import { decides, editsSent, ofClient } from '../../../ways/clients.ts';

export const clientSessionDefects: readonly Defect[] = [
  ofClient({
    id: 'client-answers-under-other-id',
    title: 'answers requests of the server under a TransactionID of its own',
    requirements: ['CSP-SES-030'],
    handset: editsSent(() => (one) => (one.mode === 'Response' ? { ...one, id: 'mine' } : one)),
  }),
  ofClient({
    id: 'client-ignores-poll-flag',
    title: 'ignores the Poll flag',
    requirements: ['CSP-SES-034'],
    handset: decides(() => ({ pollsWhenTold: () => false })),
  }),
];

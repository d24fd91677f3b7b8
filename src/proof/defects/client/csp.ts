/** Defects of a client: CSP-CLT. */
import { primitive } from '../../../protocol/messages/envelope.ts';
import type { Defect } from '../../types.ts';
import { ofClient, rewritten, sends } from '../../ways/clients.ts';

export const clientDefects: readonly Defect[] = [
  ofClient({
    id: 'client-keeps-alive-outside',
    title: 'sends a KeepAlive-Request outside of a session before it logs in',
    requirements: ['CSP-CLT-001'],
    handset: (options) => {
      let first = true;
      return sends((request, envelope) => {
        const login = envelope?.transactions[0];
        if (!first || envelope === undefined || login?.primitive.name !== 'Login-Request') return request;
        first = false;
        return rewritten(request, {
          ...envelope,
          transactions: [
            ...envelope.transactions,
            { mode: 'Request', id: 'early', primitive: primitive('KeepAlive-Request', {}) },
          ],
        });
      })(options);
    },
  }),
];

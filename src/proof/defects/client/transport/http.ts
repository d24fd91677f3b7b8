/** Defects of a client: transport/http. */
import type { Defect } from '../../../types.ts';
import { decides, editsSent, ofClient, reads, repeatsLostLogin, sends } from '../../../ways/clients.ts';

/** Requirements that no exchange can meet where the server does not take the request. */
const OF_EVERY_EXCHANGE = ['008', '011', '013', '014', '020', '023', '026'].map((n) => `TRN-HTTP-${n}`);

export const clientTransportHttpDefects: readonly Defect[] = [
  ofClient({
    id: 'client-polls-too-often',
    title: 'polls every five seconds',
    requirements: ['TRN-HTTP-020'],
    handset: decides(() => ({ pollPause: () => 5_000 })),
  }),
  ofClient({
    id: 'client-poll-with-id',
    title: 'polls under a TransactionID',
    requirements: ['TRN-HTTP-008'],
    handset: editsSent(() => (one) => (one.primitive.name === 'Polling-Request' ? { ...one, id: 'poll' } : one)),
  }),
  ofClient({
    id: 'client-puts',
    title: 'sends its messages with PUT',
    requirements: ['TRN-HTTP-001'],
    unavoidable: ['TRN-HTTP-004', ...OF_EVERY_EXCHANGE],
    handset: sends((request) => ({ ...request, method: request.body.length > 0 ? 'PUT' : request.method })),
  }),
  ofClient({
    id: 'client-wrong-media-type',
    title: 'sends text/xml',
    requirements: ['TRN-HTTP-004'],
    unavoidable: ['TRN-HTTP-001', ...OF_EVERY_EXCHANGE],
    handset: sends((request) => ({ ...request, headers: [['Content-Type', 'text/xml']] })),
  }),
  ofClient({
    id: 'client-cannot-read-chunks',
    title: 'does not read answers in chunks',
    requirements: ['TRN-HTTP-014'],
    handset: reads((response) =>
      response.headers.some(([name]) => name.toLowerCase() === 'transfer-encoding')
        ? { ...response, body: new Uint8Array() }
        : response,
    ),
  }),
  ofClient({
    id: 'client-repeats-login',
    title: 'repeats a login that was lost',
    requirements: ['TRN-HTTP-034'],
    handset: repeatsLostLogin(),
  }),
];

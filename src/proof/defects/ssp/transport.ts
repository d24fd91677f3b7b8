/** Defects in the transport between servers. */
import type { Defect } from '../../types.ts';
import { relay } from '../../ways/ssp.ts';

export const serverTransportDefects: readonly Defect[] = [
  {
    id: 'ssp-transport-plain-xml',
    title: 'sends its documents as application/xml',
    requirements: ['SSP-TRN-002'],
    through: ['features/ssp/transactions.feature'],
    change: relay(() => ({ post: (request) => ({ ...request, headers: [['Content-Type', 'application/xml']] }) })),
  },
];

/** Defects of a client: csp/access/service-negotiation. */
import type { Defect } from '../../../../types.ts';
import { decides, ofClient } from '../../../../ways/clients.ts';

export const clientCspAccessServiceNegotiationDefects: readonly Defect[] = [
  ofClient({
    id: 'client-uses-what-was-refused',
    title: 'uses functions that were not agreed',
    requirements: ['CSP-SVC-016'],
    handset: decides(() => ({ mayUse: () => true })),
  }),
  ofClient({
    id: 'client-asks-for-no-services',
    title: 'uses services without asking for them',
    requirements: ['CSP-SVC-015'],
    unavoidable: ['CSP-SVC-016'],
    handset: decides(() => ({ login: () => ({ services: false }), mayUse: () => true })),
  }),
];

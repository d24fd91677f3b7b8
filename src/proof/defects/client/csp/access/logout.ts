/** Defects of a client: csp/access/logout. */
import type { Defect } from '../../../../types.ts';
import { editsSent, ofClient } from '../../../../ways/clients.ts';

export const clientCspAccessLogoutDefects: readonly Defect[] = [
  ofClient({
    id: 'client-never-logs-out',
    title: 'ends without a logout',
    requirements: ['CSP-OUT-015'],
    unavoidable: ['CSP-OUT-014'],
    handset: editsSent(() => (one) => (one.primitive.name === 'Logout-Request' ? undefined : one)),
  }),
];

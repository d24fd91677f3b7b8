/** Defects of a client: csp/groups/joining. */
import type { Defect } from '../../../../types.ts';
import { decides, ofClient } from '../../../../ways/clients.ts';

export const clientCspGroupsJoiningDefects: readonly Defect[] = [
  ofClient({
    id: 'client-writes-to-any-group',
    title: 'writes to groups it has not joined',
    requirements: ['CSP-JON-032'],
    handset: decides(() => ({ keepsToItsGroups: false })),
  }),
];

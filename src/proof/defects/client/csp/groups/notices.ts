/** Defects of a client: csp/groups/notices. */
import type { Defect } from '../../../../types.ts';
import { ofClient, silentOn } from '../../../../ways/clients.ts';

export const clientCspGroupsNoticesDefects: readonly Defect[] = [
  ofClient({
    id: 'client-silent-on-group-notice',
    title: 'does not answer notices of groups',
    requirements: ['CSP-GCN-013'],
    unavoidable: ['CSP-SES-030'],
    handset: silentOn('GroupChangeNotice'),
  }),
];

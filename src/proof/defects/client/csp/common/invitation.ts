/** Defects of a client: csp/common/invitation. */
import type { Defect } from '../../../../types.ts';
import { editsValue, ofClient, silentOn } from '../../../../ways/clients.ts';

export const clientCspCommonInvitationDefects: readonly Defect[] = [
  ofClient({
    id: 'client-decides-another-invitation',
    title: 'names another invitation in its decision',
    requirements: ['CSP-INV-030'],
    handset: editsValue('InviteUser-Response', (v) => ({ ...v, InviteID: 'another' })),
  }),
  ofClient({
    id: 'client-one-invite-id',
    title: 'gives all invitations one name',
    requirements: ['CSP-INV-032'],
    handset: editsValue('Invite-Request', (v) => ({ ...v, InviteID: 'always' })),
  }),
  ofClient({
    id: 'client-silent-on-invitation',
    title: 'does not answer invitations',
    requirements: ['CSP-INV-029'],
    unavoidable: ['CSP-SES-030'],
    handset: silentOn('InviteUser-Request'),
  }),
  ofClient({
    id: 'client-silent-on-cancellation',
    title: 'does not answer the cancellation of invitations',
    requirements: ['CSP-INV-031'],
    unavoidable: ['CSP-SES-030'],
    handset: silentOn('CancelInviteUser-Request'),
  }),
];

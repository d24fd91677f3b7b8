/** Defects of a client: csp/presence/authorization. */
import type { Defect } from '../../../../types.ts';
import { ofClient, silentOn } from '../../../../ways/clients.ts';

export const clientCspPresenceAuthorizationDefects: readonly Defect[] = [
  ofClient({
    id: 'client-silent-on-authorization',
    title: 'does not answer requests for authorization',
    requirements: ['CSP-AUT-027'],
    unavoidable: ['CSP-SES-030'],
    handset: silentOn('PresenceAuth-Request'),
  }),
];

/** Defects of a client: csp/messaging/reports. */
import type { Defect } from '../../../../types.ts';
import { ofClient, silentOn } from '../../../../ways/clients.ts';

export const clientCspMessagingReportsDefects: readonly Defect[] = [
  ofClient({
    id: 'client-silent-on-report',
    title: 'does not answer delivery reports',
    requirements: ['CSP-DLR-010'],
    unavoidable: ['CSP-SES-030'],
    handset: silentOn('DeliveryReport-Request'),
  }),
];

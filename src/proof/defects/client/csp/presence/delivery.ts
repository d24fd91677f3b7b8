/** Defects of a client: csp/presence/delivery. */
import type { Defect } from '../../../../types.ts';
import { editsValue, ofClient, silentOn } from '../../../../ways/clients.ts';

export const clientCspPresenceDeliveryDefects: readonly Defect[] = [
  ofClient({
    id: 'client-publishes-without-qualifier',
    title: 'publishes with Qualifier F',
    requirements: ['CSP-PRE-042'],
    handset: editsValue('UpdatePresence-Request', (v) => ({
      ...v,
      PresenceSubList: { UserAvailability: { Qualifier: false, PresenceValue: 'DISCREET' } },
    })),
  }),
  ofClient({
    id: 'client-silent-on-presence',
    title: 'does not answer presence notifications',
    requirements: ['CSP-PRE-041'],
    unavoidable: ['CSP-SES-030'],
    handset: silentOn('PresenceNotification-Request'),
  }),
];

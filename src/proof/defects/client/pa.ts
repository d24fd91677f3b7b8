/** Defects of a client: pa. */
import type { Defect } from '../../types.ts';
import { editsValue, ofClient } from '../../ways/clients.ts';

export const clientPaDefects: readonly Defect[] = [
  ofClient({
    id: 'client-publishes-own-value',
    title: 'publishes a value of its own',
    requirements: ['PA-CLT-001'],
    handset: editsValue('UpdatePresence-Request', (v) => ({
      ...v,
      PresenceSubList: { UserAvailability: { Qualifier: true, PresenceValue: 'ASLEEP' } },
    })),
  }),
];

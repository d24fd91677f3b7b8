/** Defects of a client: csp/access/login. */
import type { Defect } from '../../../../types.ts';
import { decides, editsValue, ofClient } from '../../../../ways/clients.ts';

export const clientCspAccessLoginDefects: readonly Defect[] = [
  ofClient({
    id: 'client-password-with-digest',
    title: 'puts the password beside the digest schemas',
    requirements: ['CSP-LOG-030'],
    handset: editsValue('Login-Request', (v) =>
      v.DigestSchema === undefined ? v : { ...v, Password: 'alice-password' },
    ),
  }),
  ofClient({
    id: 'client-services-without-capabilities',
    title: 'asks for services though it owes its capabilities',
    requirements: ['CSP-LOG-034'],
    handset: decides(() => ({ tellsCapabilities: () => false })),
  }),
  ofClient({
    id: 'client-logs-in-without-client-id',
    title: 'leaves its ClientID out of the second login of a digest',
    requirements: ['CSP-LOG-031'],
    unavoidable: ['CSP-CLT-001'],
    handset: editsValue('Login-Request', ({ ClientID: _, ...v }) => v),
  }),
];

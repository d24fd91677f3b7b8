/** Defects of a client: transport/tls. */
import type { Defect } from '../../../types.ts';
import { editsValue, ofClient } from '../../../ways/clients.ts';

export const clientTransportTlsDefects: readonly Defect[] = [
  ofClient({
    id: 'client-names-https',
    title: 'names a bearer HTTPS',
    requirements: ['TRN-TLS-002'],
    handset: editsValue('ClientCapability-Request', (v) => ({
      ...v,
      CapabilityList: { ...(v.CapabilityList as object), SupportedBearer: ['HTTPS'] },
    })),
  }),
];

/** Defects of communication initiation over HTTP. */
import type { Defect } from '../../../types.ts';
import { cir } from '../../../ways/cir.ts';
import { edits, rules } from '../../../ways/families.ts';

export const cirHttpDefects: readonly Defect[] = [
  {
    id: 'cir-http-url-under-other-name',
    title: 'gives the URL of 1.2 under a scheme that is none of HTTP',
    requirements: ['TRN-CIR-HTTP-001'],
    unavoidable: ['CSP-CAP-040', ...['004', '005', '006', '008'].map((n) => `TRN-CIR-HTTP-${n}`)],
    versions: ['1.2'],
    change: edits('ClientCapability-Response', (value) => {
      const list = 'AgreedCapabilityList' in value ? value.AgreedCapabilityList : undefined;
      if (list === undefined || !('CIRURL' in list) || list.CIRURL === undefined) return value;
      return { ...value, AgreedCapabilityList: { ...list, CIRURL: { URL: `wv:${list.CIRURL.URL}` } } };
    }),
  },
  {
    id: 'cir-http-without-address',
    title: 'agrees to SHTTP in 1.3 and gives no URL',
    requirements: ['TRN-CIR-HTTP-002'],
    unavoidable: ['CSP-CAP-040', ...['004', '005', '006', '008'].map((n) => `TRN-CIR-HTTP-${n}`)],
    versions: ['1.3'],
    change: edits('ClientCapability-Response', (value) => {
      const list = 'AgreedCapabilityList' in value ? value.AgreedCapabilityList : undefined;
      if (list === undefined || !('CIRHTTPAddress' in list)) return value;
      const { CIRHTTPAddress: _none, ...rest } = list;
      return { ...value, AgreedCapabilityList: rest };
    }),
  },
  {
    id: 'cir-http-agreed-in-1.1',
    title: 'agrees to SHTTP in 1.1, which has no element for the URL',
    requirements: ['TRN-CIR-HTTP-003'],
    versions: ['1.1'],
    change: rules((standard) => ({
      agreeCapabilities(offer, reach) {
        const agreed = standard.agreeCapabilities(offer, reach);
        const offered = offer.SupportedCIRMethod?.includes('SHTTP') === true;
        return offered ? { ...agreed, cirMethods: ['SHTTP', ...agreed.cirMethods] } : agreed;
      },
    })),
  },
  {
    id: 'cir-http-never-calls',
    title: 'answers 204 on the URL of a session, whatever waits',
    requirements: ['TRN-CIR-HTTP-004'],
    change: cir(() => ({ status: () => 204 })),
  },
  {
    id: 'cir-http-404-for-nothing',
    title: 'answers 404 on the URL of a session while nothing waits',
    requirements: ['TRN-CIR-HTTP-005'],
    change: cir((standard) => ({ status: (session) => (standard.status(session) === 200 ? 200 : 404) })),
  },
  {
    id: 'cir-http-always-calls',
    title: 'answers 200 on the URL of a session, whether something waits or not',
    requirements: ['TRN-CIR-HTTP-006'],
    unavoidable: ['TRN-CIR-HTTP-005'],
    change: cir(() => ({ status: () => 200 })),
  },
  {
    id: 'cir-http-session-id-in-url',
    title: 'makes the URL of the SessionID',
    requirements: ['TRN-CIR-HTTP-008'],
    change: cir(() => ({ path: ({ id }) => `/cir/${id}` })),
  },
];

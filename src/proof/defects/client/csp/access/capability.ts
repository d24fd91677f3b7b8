/** Defects of a client: csp/access/capability. */
import type { Defect } from '../../../../types.ts';
import { answersWith, editsValue, ofClient } from '../../../../ways/clients.ts';

export const clientCspAccessCapabilityDefects: readonly Defect[] = [
  ofClient({
    id: 'client-hides-parser-size',
    title: 'does not tell the size of its parser',
    requirements: ['CSP-CAP-016'],
    handset: editsValue('ClientCapability-Request', (v) => ({
      ...v,
      CapabilityList: Object.fromEntries(
        Object.entries(v.CapabilityList as object).filter(([name]) => name !== 'ParserSize'),
      ),
    })),
  }),
  ofClient({
    id: 'client-refuses-plain-text',
    title: 'refuses plain text',
    requirements: ['CSP-CAP-017'],
    unavoidable: ['CSP-IMS-067'],
    handset: answersWith('NewMessage', 415),
  }),
];

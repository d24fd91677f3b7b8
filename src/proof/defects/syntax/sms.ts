/** Defects of the SMS binding of 1.2. */
import { cutPts } from '../../../protocol/syntax/pts/index.ts';
import type { Defect } from '../../types.ts';
import { changesSms } from '../../ways/short-messages.ts';

export const syntaxSmsDefects: readonly Defect[] = [
  {
    id: 'sms-digits-of-another-version',
    title: 'writes the digits of 1.3 into short messages of 1.2',
    requirements: ['SYN-SMS-001'],
    unavoidable: ['CSP-SES-013'],
    change: changesSms((standard) => ({
      cut: (message) =>
        standard.cut(new TextEncoder().encode(new TextDecoder().decode(message).replace(/^WV12/, 'WV13'))),
    })),
  },
  {
    id: 'sms-parts-of-140-octets',
    title: 'fills short messages without counting the header for the ports',
    requirements: ['SYN-SMS-003'],
    change: changesSms(() => ({ cut: (message) => cutPts(message, 140) })),
  },
];

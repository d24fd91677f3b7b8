/** Legal variants of registration. */

import type { Variant } from '../../../types.ts';
import { profile } from '../../../ways/families.ts';

export const registrationVariants: readonly Variant[] = [
  {
    id: 'automatic-registration',
    title: 'creates accounts at login and believes a gateway that vouches for telephone numbers',
    versions: ['1.3'],
    change: profile({ login: { autoRegistration: true, numberHeader: 'X-Up-Calling-Line-Id' } }),
    ixit: {
      policies: { automaticRegistration: true },
      network: { headers: [['X-Up-Calling-Line-Id', '358401234567']] },
    },
    claimed: ['IMPS-CSP-S-AUTOLOGIN'],
  },
];

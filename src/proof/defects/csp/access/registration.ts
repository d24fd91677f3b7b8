/** Defects of registration at login. */

import type { Defect } from '../../../types.ts';
import { mistakesCode, profile } from '../../../ways/families.ts';

export const registrationDefects: readonly Defect[] = [
  {
    id: 'login-registers-everybody',
    title: 'creates accounts for unknown users though it does not claim to',
    requirements: ['CSP-REG-005'],
    versions: ['1.3'],
    change: profile({ login: { autoRegistration: true } }),
  },
  {
    id: 'login-stranger-404',
    title: 'refuses an unknown user of 1.3 with a code that means something else',
    requirements: ['CSP-REG-005'],
    versions: ['1.3'],
    change: mistakesCode(531, 404, 'Login-Request'),
  },
];

/** Legal variants of login and of the values agreed in it. */

import type { Variant } from '../../../types.ts';
import { profile } from '../../../ways/families.ts';

/** Logins and the values agreed in them. */
export const loginVariants: readonly Variant[] = [
  {
    id: 'challenge-401',
    title: 'answers the first step of a four-way login with 401',
    change: profile({ login: { challengeCode: 401 } }),
  },
  {
    id: 'challenge-200',
    title: 'answers the first step of a four-way login with 200',
    change: profile({ login: { challengeCode: 200 } }),
  },
  {
    id: 'unknown-user-409',
    title: 'refuses unknown users as it refuses wrong passwords',
    change: profile({ login: { unknownUserCode: 409 } }),
  },
  {
    id: 'second-login-refused',
    title: 'refuses a second login of the same client',
    change: profile({ login: { secondLogin: 'refuse' } }),
    ixit: { policies: { secondLogin: 'refuse' } },
  },
  {
    id: 'several-sessions',
    title: 'lets a client open several sessions',
    change: profile({ login: { secondLogin: 'both' } }),
    ixit: { policies: { secondLogin: 'both' } },
  },
  {
    id: 'no-capability-request',
    title: 'does not ask for capabilities in the login',
    change: profile({ login: { capabilityRequest: false } }),
  },
  {
    id: 'functions-empty',
    title: 'writes an empty Functions element when everything was agreed',
    change: profile({ services: { everythingAgreed: 'empty' } }),
  },
  {
    id: 'all-functions-always',
    title: 'names all functions though nobody asked',
    change: profile({ services: { alwaysNameAll: true } }),
  },
];

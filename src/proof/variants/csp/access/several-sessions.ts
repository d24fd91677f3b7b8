/** Legal variants of several sessions of one user. */

import type { Variant } from '../../../types.ts';
import { rules } from '../../../ways/families.ts';
import { messaging } from '../../../ways/messaging.ts';

export const severalSessionsVariants: readonly Variant[] = [
  {
    id: 'several-sessions-fork',
    title: 'sends messages for a user to all sessions',
    versions: ['1.3'],
    change: messaging(() => ({
      chooseSessions: (copy, sessions) =>
        copy.onlySession === undefined ? sessions : sessions.filter((session) => session === copy.onlySession),
    })),
  },
  {
    id: 'one-session-up-to-1.2',
    title: 'lets a user of 1.1 or 1.2 have one session at a time, the newest',
    versions: ['1.1', '1.2'],
    change: rules((standard) => ({
      admit: (sessions, clientKey) =>
        sessions.some(({ version }) => version !== '1.3')
          ? { code: 200, ending: sessions }
          : standard.admit(sessions, clientKey),
    })),
  },
];

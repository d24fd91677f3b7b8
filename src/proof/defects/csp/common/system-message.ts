/** Defects of system messages. */

import type { Defect } from '../../../types.ts';
import { changes, mistakesCode } from '../../../ways/families.ts';

export const systemMessageDefects: readonly Defect[] = [
  {
    id: 'system-message-answer-202',
    title: 'answers SystemMessage-User with 202',
    requirements: ['CSP-SYS-002'],
    change: mistakesCode(200, 202, 'SystemMessage-User'),
  },
  {
    id: 'system-message-options-off-by-one',
    title: 'counts the options of a system message from 0 where it numbered them from 1',
    requirements: ['CSP-SYS-002'],
    change: changes('systemMessage', () => ({
      rules: () => ({
        answerCode: ({ options }, option) => (option !== undefined && option < options.length ? 200 : 402),
      }),
    })),
  },
];

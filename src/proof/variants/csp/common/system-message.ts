/** Legal variants of system messages. */

import type { Variant } from '../../../types.ts';
import { refuses } from '../../../ways/families.ts';

export const systemMessageVariants: readonly Variant[] = [
  {
    id: 'system-message-answer-inside',
    title: 'takes SystemMessage-User as the response to SystemMessage-Request alone (AMB-121)',
    versions: ['1.3'],
    change: refuses('SystemMessage-User', 501),
  },
];

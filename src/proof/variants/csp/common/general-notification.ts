/** Legal variants of general notifications. */

import type { Variant } from '../../../types.ts';
import { leavesOut } from '../../../ways/families.ts';

export const notificationVariants: readonly Variant[] = [
  {
    id: 'notifications-without-attributes',
    title: 'tells who asks for more than is authorized, and not for what',
    versions: ['1.3'],
    change: leavesOut('Notification-Request', 'PresenceSubList'),
  },
];

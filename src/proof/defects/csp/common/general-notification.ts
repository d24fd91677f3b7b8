/** Defects of general notifications. */

import type { Defect } from '../../../types.ts';
import { edits, hooks, leavesOut, mistakesCode, pretends } from '../../../ways/families.ts';

export const notificationDefects: readonly Defect[] = [
  {
    id: 'notifications-subscribe-202',
    title: 'answers a subscription to notifications with 202',
    requirements: ['CSP-NOT-001'],
    change: mistakesCode(200, 202, 'SubscribeNotification-Request'),
  },
  {
    id: 'notifications-not-ended',
    title: 'says 200 to the end of a subscription to notifications and goes on with them',
    requirements: ['CSP-NOT-002'],
    change: pretends('UnsubscribeNotification-Request'),
  },
  {
    id: 'notifications-unsubscribe-202',
    title: 'answers the end of a subscription to notifications with 202',
    requirements: ['CSP-NOT-002'],
    change: mistakesCode(200, 202, 'UnsubscribeNotification-Request'),
  },
  {
    id: 'notifications-of-asking-lost',
    title: 'does not tell publishers of watchers who ask for more',
    requirements: ['CSP-NOT-003'],
    unavoidable: ['CSP-NOT-002'],
    change: hooks({
      elements: { notification: { rules: () => ({ isTold: (types, type) => type !== 'ANU' && types.has(type) }) } },
    }),
  },
  {
    id: 'notifications-of-asking-nameless',
    title: 'does not say who asks for more than is authorized',
    requirements: ['CSP-NOT-003'],
    unavoidable: ['CSP-NOT-002'],
    change: leavesOut('Notification-Request', 'UserIDList'),
  },
  {
    id: 'notifications-of-asking-granted',
    title: 'names the attributes that are authorized instead of those that are not',
    requirements: ['CSP-NOT-003'],
    unavoidable: ['CSP-NOT-002'],
    change: edits('Notification-Request', (value) =>
      'PresenceSubList' in value ? { ...value, PresenceSubList: { StatusText: {} } } : value,
    ),
  },
];

/** The service element of general notifications (1.3; Architecture 1.3, B.8). */
import type { AccessPoint, ServiceElement } from '../element.ts';
import { change, changedAccess } from '../seam.ts';
import type { NotificationChanges, NotificationParts } from './parts.ts';
import type { NotificationProfile } from './profile.ts';
import type { NotificationService } from './service.ts';
import { createNotifications, notificationHandlers } from './subscriptions.ts';

export function createNotification(
  access: AccessPoint,
  profile: NotificationProfile,
  changes: NotificationChanges = {},
): ServiceElement & NotificationService {
  const notifications = createNotifications(() => parts);
  const parts: NotificationParts = {
    point: changedAccess(access, changes.access),
    profile,
    rules: { isTold: (types, type) => types.has(type) },
    notifications,
  };
  change(parts.rules, changes.rules, parts);
  const element: ServiceElement & NotificationService = {
    name: 'notification',
    functions: [],
    handlers: notificationHandlers(parts),
    notice: (user, notice, except) => notifications.notice(user, notice, except),
    sessionClosed: (session) => notifications.forget(session),
    reset: () => notifications.clear(),
  };
  change<ServiceElement, NotificationParts>(element, changes.element, parts);
  return element;
}

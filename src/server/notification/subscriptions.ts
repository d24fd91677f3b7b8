/** General notifications of 1.3: each session says of which types it wants to hear. All but ANU are known by name only. */
import { elements } from '../../protocol/elements/index.ts';
import { primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { type Handlers, Refusal } from '../element.ts';
import type { Session } from '../sessions/session.ts';
import type { NotificationParts, Notifications } from './parts.ts';

const KNOWN: ReadonlySet<string> = new Set(elements.NotificationType.forms[0].model.values);

export function createNotifications(parts: () => NotificationParts): Notifications {
  const subscribed = new Map<Session, Set<string>>();
  return {
    subscribe(session, types) {
      const known = subscribed.get(session) ?? new Set();
      for (const type of types) known.add(type);
      if (known.size > 0) subscribed.set(session, known);
    },
    unsubscribe(session, types) {
      const known = subscribed.get(session);
      for (const type of types) known?.delete(type);
      if (known?.size === 0) subscribed.delete(session);
    },
    forget: (session) => void subscribed.delete(session),
    notice(user, notice, except) {
      const { point, rules } = parts();
      for (const session of point.sessionsOf(user)) {
        const types = subscribed.get(session);
        if (session === except || types === undefined || !rules.isTold(types, notice.NotificationType)) continue;
        point.send(session, primitive('Notification-Request', notice));
      }
    },
    clear: () => subscribed.clear(),
  };
}

/** @throws Refusal 402 for a type nobody knows. */
function typesOf(list: Value<'NotificationTypeList'>, { profile }: NotificationParts): readonly string[] {
  const types = list.NotificationType.map((type) => type.trim());
  const unknown = types.find((type) => !KNOWN.has(type));
  if (unknown !== undefined && profile.unknownType === 'refuse') {
    throw new Refusal(402, `1.3 has no NotificationType ${unknown.slice(0, 20)}`);
  }
  return types.filter((type) => KNOWN.has(type));
}

export function notificationHandlers(parts: NotificationParts): Handlers {
  return {
    'SubscribeNotification-Request'({ NotificationTypeList: list }, { session }) {
      parts.notifications.subscribe(session, typesOf(list, parts));
      return 200;
    },
    'UnsubscribeNotification-Request'({ NotificationTypeList: list }, { session }) {
      parts.notifications.unsubscribe(session, typesOf(list, parts));
      return 200;
    },
  };
}

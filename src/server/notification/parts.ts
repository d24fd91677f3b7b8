/** The parts of general notifications, tied together once. */
import type { AccessPoint } from '../element.ts';
import type { ElementChange } from '../seam.ts';
import type { Session } from '../sessions/session.ts';
import type { NotificationProfile } from './profile.ts';
import type { NotificationService } from './service.ts';

export interface Notifications extends NotificationService {
  subscribe(session: Session, types: readonly string[]): void;
  unsubscribe(session: Session, types: readonly string[]): void;
  forget(session: Session): void;
  clear(): void;
}

export interface NotificationRules {
  /** Does a notice of this type go to a session that subscribed to these? */
  isTold(types: ReadonlySet<string>, type: string): boolean;
}

export interface NotificationParts {
  readonly point: AccessPoint;
  readonly profile: NotificationProfile;
  readonly rules: NotificationRules;
  readonly notifications: Notifications;
}

export type NotificationChanges = ElementChange<NotificationParts, 'rules'>;

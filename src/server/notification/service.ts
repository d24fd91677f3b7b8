/** General notifications of 1.3 as other service elements give rise to them; without their element they go nowhere. */
import type { Value } from '../../protocol/messages/infer.ts';
import type { AccessPoint, ServiceElement } from '../element.ts';
import type { Session } from '../sessions/session.ts';

export type Notice = Value<'Notification-Request', '1.3'>;

export interface NotificationService {
  /** Sends a notice to those sessions of a user (canonical address) that subscribed to its type, but for one. */
  notice(user: string, notice: Notice, except?: Session): void;
}

export function notifyOf(point: AccessPoint): NotificationService | undefined {
  return point.element<ServiceElement & NotificationService>('notification');
}

/** Tells the other sessions of a user what was done in this one. */
export function notifyOthers(point: AccessPoint, user: string, notice: Notice, except: Session): void {
  notifyOf(point)?.notice(user, notice, except);
}

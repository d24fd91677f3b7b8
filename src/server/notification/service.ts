/** General notifications of 1.3 as other service elements give rise to them; without the additions they go nowhere. */
import type { Value } from '../../protocol/messages/infer.ts';
import type { AccessPoint, ServiceElement, Session } from '../element.ts';

export type Notice = Value<'Notification-Request', '1.3'>;

export interface NotificationService {
  /** Sends a notice to those sessions of a user (canonical address) that subscribed to its type, but for one. */
  notice(user: string, notice: Notice, except?: Session): void;
}

/** Tells the other sessions of a user what was done in this one. */
export function notifyOthers(point: AccessPoint, user: string, notice: Notice, except: Session): void {
  point.element<ServiceElement & NotificationService>('additions')?.notice(user, notice, except);
}

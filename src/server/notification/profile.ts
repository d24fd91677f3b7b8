/** Choices of an operator in general notifications (1.3). */
export interface NotificationProfile {
  /** An unknown NotificationType in a subscription (low confidence, CSP-NOT-007). */
  readonly unknownType: 'refuse' | 'ignore';
}

export const notificationDefaults: NotificationProfile = { unknownType: 'refuse' };

/** Choices of an operator in system messages (1.3). */
export interface SystemMessageProfile {
  /** System messages known of one user; the oldest make room. */
  readonly perUser: number;
  /** The time a message waits for a user who is offline, seconds. */
  readonly keepSeconds: number;
}

export const systemMessageDefaults: SystemMessageProfile = { perUser: 100, keepSeconds: 7 * 86_400 };

/** Choices of an operator in public profiles (1.3). */
export interface PublicProfileProfile {
  /** Users in one GetPublicProfile-Request; more are refused with 402. */
  readonly users: number;
  /** Characters of one property. */
  readonly valueLength: number;
  /** UpdatePublicProfile-Request with the UserID of somebody else (low confidence, CSP-PUB-006). */
  readonly foreignProfile: 'refuse' | 'take-for-own';
}

export const publicProfileDefaults: PublicProfileProfile = {
  users: 500,
  valueLength: 1_000,
  foreignProfile: 'refuse',
};

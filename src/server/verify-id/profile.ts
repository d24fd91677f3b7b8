/** Choices of an operator in VerifyID. */
export interface VerifyIdProfile {
  /** As soon as one ID is wrong: the good ones stand in the details with 200, too, or the wrong ones only. */
  readonly namesGood: boolean;
  /** IDs in one request; more are refused with 402. */
  readonly ids: number;
}

export const verifyIdDefaults: VerifyIdProfile = { namesGood: true, ids: 500 };

/** Choices of an operator in instant messaging. */
export interface MessagingProfile {
  /** Messages to users without a session are kept until they log in; otherwise refused with 533. */
  readonly storeAndForward: boolean;
  /** Longest time a message is kept, seconds; a shorter Validity holds. */
  readonly keepSeconds: number;
  /** Content above this many octets is announced, never pushed, whatever the client accepts. */
  readonly pushOctets: number;
  /** Treatment of a wrong ContentSize: corrected, as no source requires a refusal, or refused with 402 (AMB-068). */
  readonly wrongSize: 'take' | 'refuse';
  readonly limits: {
    /** Messages waiting for one user; the next is refused with 507. */
    readonly messagesPerUser: number;
    /** Of what waits for one user, contents and descriptions together, characters; beyond it 507, too. */
    readonly lengthPerUser: number;
    readonly contentOctets: number;
    readonly recipients: number;
    readonly accessListEntries: number;
  };
}

export const messagingDefaults: MessagingProfile = {
  storeAndForward: true,
  keepSeconds: 7 * 86_400,
  pushOctets: 32_767,
  wrongSize: 'take',
  limits: {
    messagesPerUser: 500,
    lengthPerUser: 10_000_000,
    contentOctets: 500_000,
    recipients: 500,
    accessListEntries: 500,
  },
};

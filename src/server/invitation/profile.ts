/** Choices of an operator in invitations. */
export interface InvitationProfile {
  /** Kept for invitees who are offline; otherwise they are reported with `offlineCode` (AMB-089). */
  readonly keep: boolean;
  readonly offlineCode: 410 | 533;
  /** Longest Validity granted, and that of an invitation without one, seconds. */
  readonly keepSeconds: number;
  /** Invitations open to one invitee, and those one inviter may have open; the next is reported 507. */
  readonly openPerUser: number;
  /** Entries of one Recipient; more are refused with 402. */
  readonly recipients: number;
  /** URLs of one shared content invitation; more are refused with 402. */
  readonly urls: number;
  /** Characters of a note; a longer one is refused with 402 (AMB-069). */
  readonly noteLength: number;
  /** CancelInvite-Request without Recipient (1.2 and later, AMB-193). */
  readonly cancelWithoutRecipient: 'all' | 'nobody';
  /** An InviteID nobody knows in a cancellation (low confidence, AMB-194). */
  readonly unknownCancelled: 423 | 200;
  /** Element for the note of a 1.3 Invite-Response (AMB-087). */
  readonly answerNote: 'InviteNote' | 'ResponseNote';
  /** 1.3: Invite-Request without Sender (AMB-195). */
  readonly senderAbsent: 'accept' | 'refuse';
  /** 1.3: invitation types EC and EG from clients, whose meaning is not established (AMB-086). */
  readonly extendedTypes: 'accept' | 'refuse';
}

export const invitationDefaults: InvitationProfile = {
  keep: true,
  offlineCode: 410,
  keepSeconds: 86_400,
  openPerUser: 500,
  recipients: 500,
  urls: 50,
  noteLength: 2_000,
  cancelWithoutRecipient: 'all',
  unknownCancelled: 423,
  answerNote: 'InviteNote',
  senderAbsent: 'accept',
  extendedTypes: 'accept',
};

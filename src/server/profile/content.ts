/** What an operator may choose in the common services: search, invitation, and the additions of 1.3. */
export interface SearchProfile {
  /** More findings than this are refused with 536; 0 sets no bound. */
  readonly findings: number;
  /** Most results in one answer, whatever SearchLimit asks. */
  readonly resultsPerAnswer: number;
  /**
   * Searches one session keeps open; the next one ends one that is complete, else the oldest. With 1 a new search ends
   * the one before (AMB-085).
   */
  readonly searchesPerSession: number;
  /** Results kept over all open searches of the server; beyond that the oldest searches end. */
  readonly kept: number;
  /** Users or groups looked at before a search is given up with 535; 0 sets no bound. */
  readonly examined: number;
  /** Shorter strings to be searched for are refused with 537 as too broad, characters. Flags and ages are exempt. */
  readonly shortestString: number;
  /** Pairs in one request; more are refused with 402. */
  readonly pairs: number;
  /** SearchIndex of an answer: that of the next result, or of the last one given (AMB-083). */
  readonly indexTells: 'next' | 'last';
  /** User and group elements in one search: 402, or the kind of the first one wins (AMB-084). */
  readonly mixedKinds: 'refuse' | 'first';
  /** USER_ONLINE_STATUS sees what the presence authorization of each user lets the searcher see, or everybody. */
  readonly onlineStatus: 'authorized' | 'everybody';
  /** A group whose property Searchable was never set. */
  readonly searchableUnset: 'hidden' | 'found';
  /** 1.3: search by public profile needs SRCH only, or ADVSR too (AMB-190). */
  readonly profileElements: 'SRCH' | 'ADVSR';
}

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

export interface AdditionsProfile {
  /** VerifyID, as soon as one ID is wrong: the good ones stand in the details with 200, too, or the wrong ones only. */
  readonly verifyNamesGood: boolean;
  /** IDs in one VerifyID-Request or GetPublicProfile-Request; more are refused with 402. */
  readonly ids: number;
  /** 1.3: characters of one public profile property. */
  readonly profileValueLength: number;
  /** 1.3: UpdatePublicProfile-Request with the UserID of somebody else (low confidence, CSP-PUB-006). */
  readonly foreignProfile: 'refuse' | 'take-for-own';
  /** 1.3: an unknown NotificationType in a subscription (low confidence, CSP-NOT-007). */
  readonly unknownNotification: 'refuse' | 'ignore';
  readonly systemMessages: {
    /** System messages known of one user; the oldest make room. */
    readonly perUser: number;
    /** How long one waits for a user who is offline, seconds. */
    readonly keepSeconds: number;
  };
  readonly conversation: {
    /** Users of one ExtendConversation-Request; more are refused with 402. */
    readonly users: number;
    /** Type of the invitations sent to 1.3 clients; older ones get GR (AMB-086, AMB-125). */
    readonly inviteType: 'EC' | 'GR';
  };
  /**
   * 1.3: URL of a map, with `{longitude}` and `{latitude}` where the position belongs; without one GetMap is not
   * implemented here.
   */
  readonly map: { readonly url: string | undefined };
}

export interface ContentProfile {
  readonly search: SearchProfile;
  readonly invitation: InvitationProfile;
  readonly additions: AdditionsProfile;
}

export const contentDefaults: ContentProfile = {
  search: {
    findings: 0,
    resultsPerAnswer: 100,
    searchesPerSession: 5,
    kept: 2_000_000,
    examined: 0,
    shortestString: 1,
    pairs: 50,
    indexTells: 'next',
    mixedKinds: 'refuse',
    onlineStatus: 'authorized',
    searchableUnset: 'hidden',
    profileElements: 'SRCH',
  },
  invitation: {
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
  },
  additions: {
    verifyNamesGood: true,
    ids: 500,
    profileValueLength: 1_000,
    foreignProfile: 'refuse',
    unknownNotification: 'refuse',
    systemMessages: { perUser: 100, keepSeconds: 7 * 86_400 },
    conversation: { users: 100, inviteType: 'EC' },
    map: { url: undefined },
  },
};

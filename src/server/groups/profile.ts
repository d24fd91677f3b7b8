/** Choices of an operator in groups. */
export interface GroupsProfile {
  /** Users may create groups of their own. */
  readonly privateGroups: boolean;
  /** Groups of the provider, `wv:/name@domain`, that exist from the start. */
  readonly publicGroups: readonly { readonly id: string; readonly name: string; readonly topic?: string }[];
  /** Group history is kept where the property History asks for it. */
  readonly history: boolean;
  /** Joining again from the same client: 807, or 200 and nothing changes (AMB-114). */
  readonly joinAgain: 'refuse' | 'accept';
  /** Treatment of an unknown property, common or own: left out, or refused with 806 (AMB-227). */
  readonly unknownProperty: 'ignore' | 'refuse';
  readonly conversation: {
    /** Users of one ExtendConversation-Request (1.3); more are refused with 402. */
    readonly users: number;
    /** Type of the invitations sent to 1.3 clients; older ones get GR (AMB-086, AMB-125). */
    readonly inviteType: 'EC' | 'GR';
  };
  readonly limits: {
    /** Groups altogether; the next creation is refused with 815. */
    readonly groups: number;
    readonly groupsPerUser: number;
    readonly joinedPerUser: number;
    readonly membersPerGroup: number;
    readonly activeUsersPerGroup: number;
    readonly historyMessages: number;
    /** Of the descriptions kept for one group, characters. */
    readonly historyLength: number;
  };
}

export const groupsDefaults: GroupsProfile = {
  privateGroups: true,
  publicGroups: [],
  history: true,
  joinAgain: 'refuse',
  unknownProperty: 'ignore',
  conversation: { users: 100, inviteType: 'EC' },
  limits: {
    groups: 100_000,
    groupsPerUser: 100,
    joinedPerUser: 100,
    membersPerGroup: 1_000,
    activeUsersPerGroup: 1_000,
    historyMessages: 100,
    historyLength: 1_000_000,
  },
};

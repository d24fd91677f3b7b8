/** Choices of an operator in presence: contact lists, attribute lists, authorization, watchers. */
export interface PresenceProfile {
  /** The watchers that the default attribute list reaches: by the version it was set in, or as the 1.2 or the 1.3 rule says (AMB-094). */
  readonly defaultListReach: 'by-version' | 'contact-lists' | 'everybody';
  /** The default attribute list adds to attached lists where a watcher is in lists with and without one (AMB-093). */
  readonly defaultListAdds: boolean;
  /** CreateAttributeList with an empty PresenceSubList authorizes nothing or everything (AMB-171). */
  readonly emptyAttributeList: 'nothing' | 'everything';
  /** AutoSubscribe is honoured (1.2 and later). */
  readonly autoSubscribe: boolean;
  /** GetPresence, too, asks the publisher for authorization (AMB-095). */
  readonly reactiveOnGet: boolean;
  /** A reactive grant or denial nobody asked for is taken, or refused with 531 (AMB-096). */
  readonly unaskedDecision: 'take' | 'refuse';
  /** A reactive grant is followed by a notification at once, or the values come with their next change (AMB-172). */
  readonly notifyOnGrant: boolean;
  /** A subscription that may see nothing is followed by a notification without values, or by none (AMB-098). */
  readonly emptyFirstNotification: boolean;
  /** An update that changes no value is notified all the same (AMB-099). */
  readonly notifyUnchanged: boolean;
  /** OnlineStatus in an update (AMB-174). */
  readonly onlineStatusUpdate: 'ignore' | 'refuse';
  /** A value outside the set or format of its attribute: 751, or stored as it is (AMB-173). */
  readonly valueOutsideSet: 'refuse' | 'store';
  /** An attribute the version does not have: 750, or left out (AMB-101). */
  readonly unsupportedAttribute: 'refuse' | 'ignore';
  /** A contact list property nobody knows: 752, or left out (AMB-170). */
  readonly unknownProperty: 'refuse' | 'ignore';
  /** Removing a user who is not in the list: no failure, or 531 in the result (AMB-092). */
  readonly removeAbsent: 'accept' | 'report';
  /** 1.1: GetList-Response names the default list among the others, too (AMB-090). */
  readonly defaultListTwice: boolean;
  /** 1.3: AuthorizeAndGrant of ListManage has an effect; its meaning is of low confidence. */
  readonly authorizeAndGrant: boolean;
  /**
   * 1.3: URL of a map, with `{longitude}` and `{latitude}` where the position belongs; without one GetMap is not
   * implemented here.
   */
  readonly map: { readonly url: string | undefined };
  readonly limits: {
    readonly contactListsPerUser: number;
    readonly contactsPerList: number;
    /** Attribute lists attached to users and contact lists; the default one is not counted. */
    readonly attributeListsPerUser: number;
    readonly subscriptionsPerSession: number;
    /** Lengths in characters: address of a contact list, nickname, display name (AMB-069). */
    readonly addressLength: number;
    readonly nicknameLength: number;
    readonly displayNameLength: number;
    /** Size of one presence attribute, characters of its values in all. */
    readonly valueLength: number;
    /** Clients of a user whose attributes are kept; the one longest offline goes first. */
    readonly clientsPerUser: number;
    /** Decisions and open questions of reactive authorization a user can have. */
    readonly reactivePerUser: number;
    /** Former subscribers and readers remembered for a watcher list, and for how long (seconds). */
    readonly watcherHistory: number;
    readonly watcherHistorySeconds: number;
  };
}

export const presenceDefaults: PresenceProfile = {
  defaultListReach: 'by-version',
  defaultListAdds: false,
  emptyAttributeList: 'nothing',
  autoSubscribe: true,
  reactiveOnGet: false,
  unaskedDecision: 'take',
  notifyOnGrant: true,
  emptyFirstNotification: false,
  notifyUnchanged: false,
  onlineStatusUpdate: 'ignore',
  valueOutsideSet: 'refuse',
  unsupportedAttribute: 'refuse',
  unknownProperty: 'ignore',
  removeAbsent: 'accept',
  defaultListTwice: false,
  authorizeAndGrant: true,
  map: { url: undefined },
  limits: {
    contactListsPerUser: 100,
    contactsPerList: 500,
    attributeListsPerUser: 500,
    subscriptionsPerSession: 2_000,
    addressLength: 100,
    nicknameLength: 50,
    displayNameLength: 50,
    valueLength: 65_536,
    clientsPerUser: 8,
    reactivePerUser: 1_000,
    watcherHistory: 1_000,
    watcherHistorySeconds: 7 * 86_400,
  },
};

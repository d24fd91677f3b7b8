/**
 * Tag tokens of CSP by code page and version, once for all versions that agree. Numbers are hexadecimal and stand before
 * their names. Two independent sources agree on every number; names where sources differ are settled in `tolerance.ts`.
 */
import type { Version } from '../../version.ts';
import { ALL, FROM_12, ONLY_12, ONLY_13, UP_TO_12 } from './version-sets.ts';

export interface TagSet {
  readonly page: number;
  readonly versions: readonly Version[];
  /** `05 Acceptance 06 AddList ...` */
  readonly tags: string;
  /** Kept for reading only: a number that was withdrawn, in one source. */
  readonly decodeOnly?: boolean;
}

export const PAGE_NAMES: readonly string[] = [
  'Common',
  'Access',
  'Service negotiation',
  'Client capability',
  'Presence primitive',
  'Presence attribute',
  'Messaging',
  'Group',
  'Service negotiation, continued',
  'Common, continued',
  'Access, continued',
  'Common, second continuation',
];

export const TAGS: readonly TagSet[] = [
  {
    page: 0,
    versions: ALL,
    tags: `
      05 Acceptance 06 AddList 07 AddNickList 08 SName 09 WV-CSP-Message 0A ClientID 0B Code 0C ContactList
      0D ContentData 0E ContentEncoding 0F ContentSize 10 ContentType 11 DateTime 12 Description 13 DetailedResult
      14 EntityList 15 Group 16 GroupID 17 GroupList 19 Logo 1A MessageCount 1B MessageID 1C MessageURI 1D MSISDN
      1E Name 1F NickList 20 NickName 21 Poll 22 Presence 23 PresenceSubList 24 PresenceValue 25 Property 26 Qualifier
      27 Recipient 28 RemoveList 29 RemoveNickList 2A Result 2B ScreenName 2C Sender 2D Session 2E SessionDescriptor
      2F SessionID 30 SessionType 31 Status 32 Transaction 33 TransactionContent 34 TransactionDescriptor
      35 TransactionID 36 TransactionMode 37 URL 38 URLList 39 User 3A UserID 3B UserList 3C Validity 3D Value`,
  },
  { page: 0, versions: UP_TO_12, tags: '18 InUse' },
  {
    page: 1,
    versions: ALL,
    tags: `
      05 AllFunctions 06 AllFunctionsRequest 07 CancelInvite-Request 08 CancelInviteUser-Request 0A CapabilityList
      0B CapabilityRequest 0C ClientCapability-Request 0D ClientCapability-Response 0E DigestBytes 0F DigestSchema
      10 Disconnect 11 Functions 12 GetSPInfo-Request 13 GetSPInfo-Response 14 InviteID 15 InviteNote
      16 Invite-Request 17 Invite-Response 18 InviteType 19 InviteUser-Request 1A InviteUser-Response
      1B KeepAlive-Request 1C KeepAliveTime 1D Login-Request 1E Login-Response 1F Logout-Request 20 Nonce 21 Password
      22 Polling-Request 23 ResponseNote 24 SearchElement 25 SearchFindings 26 SearchID 27 SearchIndex 28 SearchLimit
      29 KeepAlive-Response 2A SearchPairList 2B Search-Request 2C Search-Response 2D SearchResult 2E Service-Request
      2F Service-Response 30 SessionCookie 31 StopSearch-Request 32 TimeToLive 33 SearchString 34 CompletionFlag`,
  },
  { page: 1, versions: UP_TO_12, tags: '09 Capability' },
  {
    page: 1,
    versions: FROM_12,
    tags: `
      36 ReceiveList 37 VerifyID-Request 38 Extended-Request 39 Extended-Response 3A AgreedCapabilityList
      3B ExtendedData 3C OtherServer 3D PresenceAttributeNSName 3E SessionNSName 3F TransactionNSName`,
  },
  {
    page: 2,
    versions: ALL,
    tags: `
      05 ADDGM 07 BLENT 09 CAINV 0B CCLI 0C ContListFunc 0D CREAG 0E DALI 0F DCLI 10 DELGR 11 FundamentalFeat 12 FWMSG
      14 GCLI 15 GETGM 16 GETGP 17 GETLM 18 GETM 19 GETPR 1A GETSPI 1B GETWL 1C GLBLU 1D GRCHN 1E GroupAuthFunc
      1F GroupFeat 20 GroupMgmtFunc 21 GroupUseFunc 22 IMAuthFunc 23 IMFeat 24 IMReceiveFunc 25 IMSendFunc 26 INVIT
      27 InviteFunc 28 MBRAC 29 MCLS 2A MDELIV 2B NEWM 2C NOTIF 2D PresenceAuthFunc 2E PresenceDeliverFunc
      2F PresenceFeat 31 REJCM 32 REJEC 33 RMVGM 34 SearchFunc 35 ServiceFunc 36 SETD 37 SETGP 38 SRCH 39 STSRC
      3A SUBGCN 3B UPDPR 3C WVCSPFeat`,
  },
  { page: 2, versions: UP_TO_12, tags: '06 AttListFunc 08 CAAUT 0A CALI 13 GALS 30 REACT' },
  { page: 2, versions: FROM_12, tags: '3D MF 3E MG 3F MM' },
  { page: 3, versions: UP_TO_12, tags: '05 AcceptedCharSet 06 AcceptedContentLength' },
  {
    page: 3,
    versions: ALL,
    tags: `
      07 AcceptedContentType 08 AcceptedTransferEncoding 09 AnyContent 0A DefaultLanguage 0B InitialDeliveryMethod
      0C MultiTrans 0D ParserSize 0E ServerPollMin 0F SupportedBearer 10 SupportedCIRMethod 11 TCPAddress 12 TCPPort
      13 UDPPort`,
  },
  {
    page: 3,
    versions: ONLY_13,
    tags: `
      14 CIRHTTPAddress 15 UDPAddress 16 AcceptedPullLength 17 AcceptedPushLength 18 AcceptedRichContentLength
      19 AcceptedTextContentLength 1A OfflineETEMHandling 1B PlainTextCharset 1C SessionPriority
      1D SupportedOfflineBearer 1F UserSessionLimit 20 CIRSMSAddress 21 MultiTransPerMessage 22 OnlineETEMHandling
      23 ContentPolicy 24 ContentPolicyLimit`,
  },
  { page: 3, versions: ONLY_12, tags: '14 CIRURL' },
  { page: 4, versions: UP_TO_12, tags: '05 CancelAuth-Request' },
  {
    page: 4,
    versions: ALL,
    tags: `
      06 ContactListProperties 07 CreateAttributeList-Request 08 CreateList-Request 09 DefaultAttributeList
      0A DefaultContactList 0B DefaultList 0C DeleteAttributeList-Request 0D DeleteList-Request
      0E GetAttributeList-Request 0F GetAttributeList-Response 10 GetList-Request 11 GetList-Response
      12 GetPresence-Request 13 GetPresence-Response 14 GetWatcherList-Request 15 GetWatcherList-Response
      16 ListManage-Request 17 ListManage-Response 18 UnsubscribePresence-Request 19 PresenceAuth-Request
      1A PresenceAuth-User 1B PresenceNotification-Request 1C UpdatePresence-Request 1D SubscribePresence-Request`,
  },
  { page: 4, versions: FROM_12, tags: '1E AutoSubscribe' },
  { page: 4, versions: ONLY_12, tags: '1F GetReactiveAuthStatus-Request 20 GetReactiveAuthStatus-Response' },
  { page: 4, versions: ONLY_13, tags: '21 CreateList-Response' },
  {
    page: 5,
    versions: ALL,
    tags: `
      05 Accuracy 06 Address 07 AddrPref 08 Alias 09 Altitude 0A Building 0B Caddr 0C City 0D ClientInfo
      0E ClientProducer 0F ClientType 10 ClientVersion 11 CommC 12 CommCap 13 ContactInfo 14 ContainedvCard 15 Country
      16 Crossing1 17 Crossing2 18 DevManufacturer 19 DirectContent 1A FreeTextLocation 1B GeoLocation 1C Language
      1D Latitude 1E Longitude 1F Model 20 NamedArea 21 OnlineStatus 22 PLMN 23 PrefC 24 PreferredContacts
      25 PreferredLanguage 26 ReferredContent 27 ReferredvCard 28 Registration 29 StatusContent 2A StatusMood
      2B StatusText 2C Street 2D TimeZone 2E UserAvailability 2F Cap 30 Cname 31 Contact 32 Cpriority 33 Cstatus
      34 Note 35 Zone`,
  },
  { page: 5, versions: FROM_12, tags: '36 ContentType', decodeOnly: true },
  { page: 5, versions: FROM_12, tags: '37 Inf_link 38 InfoLink 39 Link 3A Text' },
  { page: 5, versions: ONLY_13, tags: '3B ClientContentLimit 3C ClientIMPriority 3D MaxPullLength 3E MaxPushLength' },
  {
    page: 6,
    versions: ALL,
    tags: `
      05 BlockList 06 BlockEntity-Request 07 DeliveryMethod 08 DeliveryReport 09 DeliveryReport-Request
      0A ForwardMessage-Request 0B GetBlockedList-Request 0C GetBlockedList-Response 0D GetMessageList-Request
      0E GetMessageList-Response 0F GetMessage-Request 10 GetMessage-Response 11 GrantList 12 MessageDelivered
      13 MessageInfo 14 MessageNotification 15 NewMessage 16 RejectMessage-Request 17 SendMessage-Request
      18 SendMessage-Response 19 SetDeliveryMethod-Request 1A DeliveryTime`,
  },
  { page: 6, versions: ONLY_13, tags: '20 MessageInfoList 21 ForwardMessage-Response' },
  {
    page: 7,
    versions: ALL,
    tags: `
      05 AddGroupMembers-Request 06 Admin 07 CreateGroup-Request 08 DeleteGroup-Request 09 GetGroupMembers-Request
      0A GetGroupMembers-Response 0B GetGroupProps-Request 0C GetGroupProps-Response 0D GroupChangeNotice
      0E GroupProperties 0F Joined 10 JoinedRequest 11 JoinGroup-Request 12 JoinGroup-Response 13 LeaveGroup-Request
      14 LeaveGroup-Response 15 Left 16 MemberAccess-Request 17 Mod 18 OwnProperties 19 RejectList-Request
      1A RejectList-Response 1B RemoveGroupMembers-Request 1C SetGroupProps-Request 1D SubscribeGroupNotice-Request
      1E SubscribeGroupNotice-Response 20 WelcomeNote 21 JoinGroup 22 SubscribeNotification 23 SubscribeType`,
  },
  { page: 7, versions: UP_TO_12, tags: '1F Users' },
  {
    page: 7,
    versions: FROM_12,
    tags: `
      24 GetJoinedUsers-Request 25 GetJoinedUsers-Response 26 AdminMapList 27 AdminMapping 28 Mapping 29 ModMapping
      2A UserMapList 2B UserMapping`,
  },
  { page: 7, versions: ONLY_13, tags: '2C JoinedBlocked 2D LeftBlocked' },
  { page: 8, versions: FROM_12, tags: '05 MP 06 GETAUT 07 GETJU 08 VRID 09 VerifyIDFunc' },
  { page: 8, versions: ONLY_13, tags: '0A GETMAP 0B SGMNT 0C EXCON 0D OFFNOTIF 0E ADVSR' },
  {
    page: 9,
    versions: FROM_12,
    tags: `
      05 CIR 06 Domain 07 ExtBlock 08 HistoryPeriod 09 IDList 0A MaxWatcherList 0E Watcher 0F WatcherStatus`,
  },
  {
    page: 9,
    versions: ONLY_13,
    tags: `
      0B AnswerOptionText 10 Font 11 Size 12 Style 13 Color 14 ContentName 15 Map 16 NotificationType
      17 NotificationTypeList 18 FriendlyName 19 ClearPublicProfile 1A PublicProfile 1B AnswerOption 1C AnswerOptionID
      1D AnswerOptions 1E ApplicationID 1F AuthorizeAndGrant 20 ChosenOptionID 21 ContactListNotify 22 DefaultNotify
      23 ExtendConversationUser 24 InText 25 SegmentCount 26 SegmentID 27 SegmentInfo 28 SegmentReference
      29 SystemMessage 2A SystemMessageID 2B SystemMessageList 2C SystemMessageResponse 2D SystemMessageResponseList
      2F SystemMessageText 30 TryAgainTimeout 31 UserNotify 32 VerificationKey 33 VerificationMechanism
      34 GetMap-Request 35 GetMap-Response 36 ExtendConversationID 37 WatcherCount 38 RequiresResponse 39 ExtBlockETEM
      3A GroupContentLimit 3B MessageTotalCount 3C UnrecognizedUserID 3D UserIDPair 3E ValidUserID 3F UserIDList`,
  },
  { page: 9, versions: ONLY_12, tags: '0B ReactiveAuthState 0C ReactiveAuthStatus 0D ReactiveAuthStatusList' },
  {
    page: 10,
    versions: FROM_12,
    tags: `
      05 WV-CSP-VersionDiscovery-Request 06 WV-CSP-VersionDiscovery-Response 07 VersionList`,
  },
  {
    page: 10,
    versions: ONLY_13,
    tags: `
      08 SubscribeNotification-Request 09 UnsubscribeNotification-Request 0A Notification-Request 0B AdvancedCriteria
      0C PairID 0D GetPublicProfile-Request 0E GetPublicProfile-Response 0F UpdatePublicProfile-Request
      10 DropSegment-Request 11 ExtendConversation-Response 12 ExtendConversation-Request 13 GetSegment-Request
      14 GetSegment-Response 15 SystemMessage-Request 16 SystemMessage-User 17 SearchPair 18 SegmentContent`,
  },
  {
    page: 11,
    versions: ONLY_13,
    tags: '05 GrantListInUse 06 BlockListInUse 07 ContactListIDList 08 AnswerOptionsText',
  },
];

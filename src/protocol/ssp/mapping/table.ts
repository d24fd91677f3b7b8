/**
 * The table that maps CSP to SSP and back, for everything that crosses between two home domains (ssp, sections 8.1 and 8.3).
 * Near is the side of the client that asks, far that of the client that is told. What is not in the table is not carried.
 */
import type { PrimitiveName } from '../../messages/envelope.ts';
import type { Version } from '../../version.ts';
import { type FieldPair, field, fill, give, type Mapping, mapping } from './notation.ts';

const OLD: readonly Version[] = ['1.1', '1.2'];
const FROM_1_2: readonly Version[] = ['1.2', '1.3'];
const ONLY_1_1: readonly Version[] = ['1.1'];
const ONLY_1_2: readonly Version[] = ['1.2'];
const ONLY_1_3: readonly Version[] = ['1.3'];

const ORIGIN = fill('MetaInfo', 'origin');
const DOMAIN = fill('MetaInfo', 'domain');
const FINE = give('Status/@code', 200);

const messageInfo: readonly FieldPair[] = [
  field('MessageInfo/MessageID', 'MessageInfo/@messageID'),
  field('MessageInfo/MessageURI', 'MessageInfo/@messageURI'),
  field('MessageInfo/ContentType', 'MessageInfo/@contentType'),
  field('MessageInfo/ContentName', 'MessageInfo/@contentName', 'text', { versions: ONLY_1_3 }),
  field('MessageInfo/ContentSize', 'MessageInfo/@contentSize'),
  field('MessageInfo/Validity', 'MessageInfo/@validity'),
  field('MessageInfo/Recipient', 'MessageInfo/Recipient', 'recipients'),
  field('MessageInfo/Sender', 'MessageInfo/Sender', 'sender'),
  field('MessageInfo/DateTime', 'MessageInfo/DateTime/value', 'date'),
];
const content: readonly FieldPair[] = [
  field('MessageInfo/ContentEncoding', 'ContentData/@encoding', 'encoding'),
  field('MessageInfo/ContentType', 'ContentData/@contentType', 'text', { copy: true }),
  field('ContentData', 'ContentData/value'),
];
const SENT = [fill('MessageInfo/Sender', 'user'), fill('MessageInfo/DateTime/value', 'now')];
const SIZE = fill('MessageInfo/ContentSize', 'size');

const messages: readonly Mapping[] = [
  mapping(
    'SendMessage-Request',
    'SendMessageRequest',
    [field('DeliveryReport', '@deliveryReport', 'yes-no'), ...messageInfo, ...content],
    { toSsp: [ORIGIN, give('@deliveryReport', false), ...SENT, give('ContentData/value', '')], toCsp: [SIZE] },
  ),
  mapping('NewMessage', 'SendMessageRequest', [...messageInfo, ...content], {
    side: 'far',
    toSsp: [ORIGIN, give('@deliveryReport', false), ...SENT, give('ContentData/value', '')],
    toCsp: [SIZE],
  }),
  mapping(
    'SendMessage-Response',
    'SendMessageResponse',
    [field('Result', 'Status', 'result'), field('MessageID', '@messageID')],
    { toSsp: [give('@messageID', '')] },
  ),
  mapping(
    'DeliveryReport-Request',
    'DeliveryStatusReport',
    [field('Result', 'DeliveryResult/Status', 'result'), field('DeliveryTime', 'DeliveryTime', 'date'), ...messageInfo],
    { side: 'far', toSsp: [ORIGIN, ...SENT], toCsp: [SIZE] },
  ),
];

const about: readonly FieldPair[] = [field('URLList/URL', 'ContentIDList/ContentID', 'urls')];
const subject: readonly FieldPair[] = [
  field('GroupID', 'GroupID', 'group'),
  field('PresenceSubList', 'AttributeList/PresenceSubList', 'presence'),
  field('ApplicationID', 'ApplicationID', 'application', { versions: ONLY_1_3 }),
  ...about,
];
const cancelled: readonly FieldPair[] = [
  field('InviteID', '@inviteID'),
  field('InviteNote', 'CancelNote'),
  field('GroupID', 'GroupID', 'group', { versions: ONLY_1_3 }),
  field('PresenceSubList', 'AttributeList/PresenceSubList', 'presence', { versions: ONLY_1_3 }),
  field('ApplicationID', 'ApplicationID', 'application', { versions: ONLY_1_3 }),
  ...about,
];
const invited: readonly FieldPair[] = [
  field('InviteID', '@inviteID'),
  field('InviteType', '@inviteType'),
  field('Validity', '@validity'),
  field('InviteNote', 'InviteNote'),
  ...subject,
];
const answered: readonly FieldPair[] = [
  field('InviteID', '@inviteID'),
  field('Acceptance', '@acceptance', 'yes-no'),
  field('ResponseNote', 'ResponseNote'),
  field('Recipient', 'Inviting', 'invitee', { versions: ONLY_1_3 }),
];
const ANSWERED = [fill('Status/@code', 'outcome'), fill('Responding', 'user'), fill('Inviting', 'counterpart')];

const invitations: readonly Mapping[] = [
  mapping(
    'Invite-Request',
    'InviteRequest',
    [
      ...invited,
      field('Sender', 'Inviting', 'party', { versions: ONLY_1_3 }),
      field('Recipient', 'Invited', 'invitee'),
      field('ScreenName', 'ScreenName', 'screen-name'),
    ],
    { toSsp: [ORIGIN, fill('Inviting', 'user'), fill('Invited', 'counterpart')] },
  ),
  mapping(
    'InviteUser-Request',
    'InviteRequest',
    [
      ...invited,
      field('Sender', 'Inviting', 'party'),
      field('Recipient', 'Invited', 'invitee', { versions: ONLY_1_3 }),
      field('ScreenName', 'ScreenName', 'screen-name', { versions: ONLY_1_3 }),
    ],
    { side: 'far', toSsp: [ORIGIN, fill('Invited', 'counterpart')] },
  ),
  mapping(
    'InviteUser-Response',
    'InviteResponse',
    [
      ...answered,
      field('Sender', 'Responding', 'party', { versions: FROM_1_2 }),
      field('ScreenName', 'ScreenName', 'screen-name'),
    ],
    { toSsp: ANSWERED },
  ),
  mapping(
    'Invite-Response',
    'InviteResponse',
    [
      ...answered,
      field('Sender', 'Responding', 'party'),
      field('ScreenName', 'ScreenName', 'screen-name', { versions: ONLY_1_3 }),
    ],
    { side: 'far', toSsp: ANSWERED },
  ),
  mapping(
    'CancelInvite-Request',
    'CancelInviteRequest',
    [
      ...cancelled,
      field('Sender', 'Canceling', 'party', { versions: ONLY_1_3 }),
      field('Recipient', 'Canceled', 'invitee'),
      field('ScreenName', 'ScreenName', 'screen-name'),
    ],
    { toSsp: [ORIGIN, fill('Canceling', 'user'), fill('Canceled', 'counterpart')] },
  ),
  mapping(
    'CancelInviteUser-Request',
    'CancelInviteRequest',
    [
      ...cancelled,
      field('Sender', 'Canceling', 'party'),
      field('Recipient', 'Canceled', 'invitee', { versions: ONLY_1_3 }),
      field('ScreenName', 'ScreenName', 'screen-name', { versions: ONLY_1_3 }),
    ],
    { side: 'far', toSsp: [ORIGIN, fill('Canceling', 'user'), fill('Canceled', 'counterpart')] },
  ),
];

const asked = (element: 'UserID' | 'VerUserID'): readonly FieldPair[] => [
  field('User', element, 'users', { versions: OLD }),
  field('UserIDList/UserID', element, 'user-ids', { versions: ONLY_1_3 }),
];
const attributes = field('PresenceSubList', 'AttributeList/PresenceSubList', 'presence');

const presence: readonly Mapping[] = [
  mapping('SubscribePresence-Request', 'SubscribeRequest', [...asked('UserID'), attributes], { toSsp: [ORIGIN] }),
  mapping('UnsubscribePresence-Request', 'UnsubscribeRequest', asked('UserID'), { toSsp: [ORIGIN] }),
  mapping('GetPresence-Request', 'GetPresenceRequest', [...asked('VerUserID'), attributes], { toSsp: [ORIGIN] }),
  mapping('GetPresence-Response', 'GetPresenceResponse', [
    field('Result', 'Status', 'result'),
    field('Presence', 'PresenceValue', 'values'),
  ]),
  mapping('PresenceNotification-Request', 'PresenceNotification', [field('Presence', 'PresenceValue', 'values')], {
    side: 'far',
    toSsp: [DOMAIN, fill('User', 'user')],
  }),
];

const group = field('GroupID', '@groupID');
const ownProperties = field('OwnProperties/Property', 'OwnProperties/Property', 'properties', { versions: FROM_1_2 });
const properties: readonly FieldPair[] = [
  field('GroupProperties/Property', 'GroupProperties/Property', 'properties'),
  field('GroupProperties/WelcomeNote', 'GroupProperties/WelcomeNote', 'note'),
  field('OwnProperties/Property', 'OwnProperties/Property', 'properties'),
];
const roles: readonly FieldPair[] = [
  field('Admin/UserList/User', 'Admins/UserID', 'users'),
  field('Mod/UserList/User', 'Moderators/UserID', 'users'),
  field('Users/UserList/User', 'OrdinaryUsers/UserID', 'users', { versions: OLD }),
  field('UserList/User', 'OrdinaryUsers/UserID', 'users', { versions: ONLY_1_3 }),
];
const members: readonly FieldPair[] = [
  group,
  field('UserList/User', 'UserID', 'users', { versions: OLD }),
  field('UserIDList/UserID', 'UserID', 'user-ids', { versions: ONLY_1_3 }),
];
const BY_USER = { toSsp: [ORIGIN] };

const subscription = (
  type: 'S' | 'U' | 'G',
  ssp: 'SubscribeGroupChangeRequest' | 'UnsubscribeGroupChangeRequest' | 'GetGroupSubStatusRequest',
): Mapping =>
  mapping('SubscribeGroupNotice-Request', ssp, [group], { when: { path: 'SubscribeType', value: type }, ...BY_USER });

const groups: readonly Mapping[] = [
  mapping(
    'JoinGroup-Request',
    'JoinGroupRequest',
    [
      group,
      field('ScreenName', 'ScreenName', 'screen-name'),
      field('JoinedRequest', '@joinedListRequest', 'yes-no'),
      field('SubscribeNotification', '@subscribeNotif', 'yes-no'),
      ownProperties,
    ],
    { toSsp: [ORIGIN, give('@joinedListRequest', false), give('@subscribeNotif', false)] },
  ),
  mapping(
    'JoinGroup-Response',
    'JoinGroupResponse',
    [
      field('UserList/ScreenName', 'JoinedList/Name', 'screen-names', { versions: ONLY_1_1 }),
      field('UserMapList', 'JoinedList/Name', 'names', { versions: ONLY_1_2 }),
      field('Joined/UserMapList', 'JoinedList/Name', 'names', { versions: ONLY_1_3 }),
      field('WelcomeNote', 'WelcomeNote', 'note'),
    ],
    { toSsp: [FINE] },
  ),
  mapping(
    'CreateGroup-Request',
    'CreateGroupRequest',
    [
      group,
      field('JoinGroup', '@joinGroup', 'yes-no'),
      field('SubscribeNotification', '@subscribeNotif', 'yes-no'),
      field('ScreenName', 'ScreenName', 'screen-name'),
      field('GroupProperties/Property', 'GroupProperties/Property', 'properties'),
      field('GroupProperties/WelcomeNote', 'GroupProperties/WelcomeNote', 'note'),
      field('OwnProperties/Property', 'OwnProperties/Property', 'properties', { versions: ONLY_1_3 }),
    ],
    { ...BY_USER, confidence: 'low' },
  ),
  mapping('LeaveGroup-Request', 'LeaveGroupRequest', [group], BY_USER),
  mapping('LeaveGroup-Response', 'LeaveGroupIndication', [group, field('Result', 'Status', 'result')], {
    toSsp: [give('@groupID', '')],
  }),
  subscription('S', 'SubscribeGroupChangeRequest'),
  subscription('U', 'UnsubscribeGroupChangeRequest'),
  subscription('G', 'GetGroupSubStatusRequest'),
  mapping('SubscribeGroupNotice-Response', 'GetGroupSubStatusResponse', [field('Value', '@subscribed', 'flag')], {
    toSsp: [FINE],
  }),
  mapping(
    'GroupChangeNotice',
    'GroupChangeNotice',
    [
      group,
      field('Joined/UserList/ScreenName', 'Joined/Name', 'screen-names', { versions: ONLY_1_1 }),
      field('Joined/UserMapList', 'Joined/Name', 'names', { versions: FROM_1_2 }),
      field('Left/UserList/ScreenName', 'Left/Name', 'screen-names'),
      ...properties,
    ],
    { side: 'far', toSsp: [DOMAIN, fill('User', 'user')] },
  ),
  mapping('DeleteGroup-Request', 'DeleteGroupRequest', [group], BY_USER),
  mapping('GetGroupMembers-Request', 'GetGroupMemberRequest', [group], BY_USER),
  mapping('GetGroupMembers-Response', 'GetGroupMemberResponse', roles, { toSsp: [FINE] }),
  mapping('GetJoinedUsers-Request', 'GetJoinedUsersRequest', [group], BY_USER),
  mapping(
    'GetJoinedUsers-Response',
    'GetJoinedUsersResponse',
    [field('UserMapList', 'JoinedUsers/UserMapList', 'map', { versions: FROM_1_2 })],
    { toSsp: [FINE] },
  ),
  mapping('AddGroupMembers-Request', 'AddGroupMemberRequest', members, BY_USER),
  mapping('RemoveGroupMembers-Request', 'RemoveGroupMemberRequest', members, BY_USER),
  mapping('MemberAccess-Request', 'MemberAccessRequest', [group, ...roles], BY_USER),
  mapping('GetGroupProps-Request', 'GetGroupPropsRequest', [group], BY_USER),
  mapping('GetGroupProps-Response', 'GetGroupPropsResponse', properties, { toSsp: [FINE] }),
  mapping('SetGroupProps-Request', 'SetGroupPropsRequest', [group, ...properties], BY_USER),
  mapping(
    'RejectList-Request',
    'RejectListRequest',
    [
      group,
      field('AddList/UserID', 'AddUsers/UserID', 'user-ids'),
      field('RemoveList/UserID', 'RemoveUsers/UserID', 'user-ids'),
    ],
    BY_USER,
  ),
  mapping('RejectList-Response', 'RejectListResponse', [field('UserList/User', 'RejectList/UserID', 'users')], {
    toSsp: [FINE],
  }),
];

/** All of it. */
export const MAPPINGS: readonly Mapping[] = [
  mapping('Status', 'Status', [field('Result', '', 'result')]),
  ...messages,
  ...invitations,
  ...presence,
  ...groups,
];

/** The mapping of what a client says, or is told; undefined for what does not cross. */
export function mappingOfCsp(name: PrimitiveName, value: object): Mapping | undefined {
  return MAPPINGS.find(
    ({ csp, when }) =>
      csp === name && (when === undefined || (value as Record<string, unknown>)[when.path] === when.value),
  );
}

/** The mapping of an SSP primitive towards the client of a side. */
export function mappingOfSsp(name: string, side: Mapping['side']): Mapping | undefined {
  const all = MAPPINGS.filter(({ ssp }) => ssp === name);
  return all.find((m) => m.side === side) ?? all[0];
}

/** Content models: Group service element. Order is the order of the standard; see `model/combinators.ts` for the notation. */
import { boolean, choice, element, enumeration, form, opt, seq, some, text } from '../../model/combinators.ts';
import { high, low, medium } from '../../model/confidence.ts';

export const groupsElements = {
  'AddGroupMembers-Request': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high }, seq('GroupID', 'UserList')),
    form({ '1.3': medium }, seq('GroupID', choice('UserIDList', 'UserList'))),
  ),
  Admin: element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': medium }, seq('UserList'))),
  AdminMapList: element(
    'TRC',
    {},
    form({ '1.2': high, '1.3': medium }, seq(opt('AdminMapping'), opt('ModMapping'), opt('UserMapping'))),
  ),
  AdminMapping: element('TRC', {}, form({ '1.2': high, '1.3': medium }, seq(some('Mapping')))),
  'CreateGroup-Request': element(
    'TRC',
    {},
    form(
      { '1.1': high, '1.2': high },
      seq('GroupID', 'GroupProperties', 'JoinGroup', opt('ScreenName'), 'SubscribeNotification'),
    ),
    form(
      { '1.3': medium },
      seq(
        'GroupID',
        'GroupProperties',
        opt('OwnProperties'),
        'JoinGroup',
        opt('ScreenName'),
        opt('SubscribeNotification'),
      ),
    ),
  ),
  'DeleteGroup-Request': element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': medium }, seq('GroupID'))),
  'ExtendConversation-Request': element(
    'TRC',
    {},
    form(
      { '1.3': low },
      seq(
        'ExtendConversationID',
        opt('UserIDList'),
        opt('ExtendConversationUser'),
        opt('SubscribeNotification'),
        opt('WelcomeNote'),
        opt('ScreenName'),
      ),
    ),
  ),
  'ExtendConversation-Response': element(
    'TRC',
    {},
    form({ '1.3': low }, seq('ExtendConversationID', opt('GroupID'), opt('ResponseNote'), opt('Result'))),
  ),
  ExtendConversationID: element('TRC', {}, form({ '1.3': medium }, text())),
  ExtendConversationUser: element('TRC', {}, form({ '1.3': medium }, seq('UserID', opt('ClientID')))),
  'GetGroupMembers-Request': element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': medium }, seq('GroupID'))),
  'GetGroupMembers-Response': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high }, seq(opt('Admin'), opt('Mod'), opt('Users'))),
    form({ '1.3': medium }, seq(opt('Admin'), opt('Mod'), opt('UserList'))),
  ),
  'GetGroupProps-Request': element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': medium }, seq('GroupID'))),
  'GetGroupProps-Response': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high }, seq('GroupProperties', 'OwnProperties')),
    form({ '1.3': medium }, seq('GroupProperties', opt('OwnProperties'))),
  ),
  'GetJoinedUsers-Request': element('TRC', {}, form({ '1.2': high, '1.3': medium }, seq('GroupID'))),
  'GetJoinedUsers-Response': element(
    'TRC',
    { note: 'AdminMapList for administrators/moderators, UserMapList for plain users.' },
    form({ '1.2': high }, choice('AdminMapList', 'UserMapList')),
    form({ '1.3': medium }, seq(choice('AdminMapList', 'UserMapList'), opt('JoinedBlocked'))),
  ),
  GroupChangeNotice: element(
    'TRC',
    {},
    form(
      { '1.1': high, '1.2': high },
      seq('GroupID', opt('Joined'), opt('Left'), opt('GroupProperties'), opt('OwnProperties')),
    ),
    form(
      { '1.3': medium },
      seq(
        'GroupID',
        opt('Joined'),
        opt('Left'),
        opt('JoinedBlocked'),
        opt('LeftBlocked'),
        opt('GroupProperties'),
        opt('OwnProperties'),
      ),
    ),
  ),
  GroupProperties: element(
    'TRC',
    {
      note: 'Names seen: Name, Accesstype (Open|Restricted|Closed? - documents and clients spell Accesstype, WBXML value table AccessType), Type (Public|Private), PrivateMessaging, Searchable, Topic, ActiveUsers, MaxActiveUsers, AutoDelete (1.2), Validity (1.2), History, MinimumAge, RequireInvitation (1.3).',
    },
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq(some('Property'), opt('WelcomeNote'))),
  ),
  Joined: element(
    'TRC',
    { note: '1.1: a UserList of screen names.' },
    form({ '1.1': high }, seq('UserList')),
    form({ '1.2': high, '1.3': high }, seq('UserMapList')),
  ),
  JoinedBlocked: element('TRC', {}, form({ '1.3': medium }, seq('UserList'))),
  JoinedRequest: element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': high }, boolean())),
  JoinGroup: element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': high }, boolean())),
  'JoinGroup-Request': element(
    'TRC',
    {},
    form({ '1.1': high }, seq('GroupID', opt('ScreenName'), 'JoinedRequest', 'SubscribeNotification')),
    form(
      { '1.2': high },
      seq('GroupID', opt('ScreenName'), 'JoinedRequest', 'SubscribeNotification', opt('OwnProperties')),
    ),
    form(
      { '1.3': medium },
      seq('GroupID', opt('ScreenName'), opt('JoinedRequest'), opt('SubscribeNotification'), opt('OwnProperties')),
    ),
  ),
  'JoinGroup-Response': element(
    'TRC',
    {},
    form({ '1.1': high }, seq(opt('UserList'), opt('WelcomeNote'))),
    form({ '1.2': high }, seq(opt('UserMapList'), opt('WelcomeNote'))),
    form({ '1.3': medium }, seq(opt('Joined'), opt('ScreenName'), opt('WelcomeNote'))),
  ),
  'LeaveGroup-Request': element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': medium }, seq('GroupID'))),
  'LeaveGroup-Response': element(
    'TRC',
    { note: 'Also server-initiated when a user is removed.' },
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq(opt('GroupID'), 'Result')),
  ),
  Left: element(
    'TRC',
    { note: 'A UserList of screen names.' },
    form({ '1.1': high, '1.2': high, '1.3': high }, seq('UserList')),
  ),
  LeftBlocked: element('TRC', {}, form({ '1.3': medium }, seq('UserList'))),
  Mapping: element(
    'TRC',
    { note: 'UserID only when the user shows it (ShowID) or the requester is privileged.' },
    form({ '1.2': high, '1.3': high }, seq('SName', opt('UserID'))),
  ),
  'MemberAccess-Request': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high }, seq('GroupID', opt('Admin'), opt('Mod'), opt('Users'))),
    form({ '1.3': medium }, seq('GroupID', opt('Admin'), opt('Mod'), opt('UserList'))),
  ),
  Mod: element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': medium }, seq('UserList'))),
  ModMapping: element('TRC', {}, form({ '1.2': high, '1.3': medium }, seq(some('Mapping')))),
  OwnProperties: element(
    'TRC',
    { note: 'Names seen: PrivilegeLevel (Admin|Mod|User), AutoJoin, ShowID (1.2).' },
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq(some('Property'))),
  ),
  'RejectList-Request': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq('GroupID', opt('AddList'), opt('RemoveList'))),
  ),
  'RejectList-Response': element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': medium }, seq(opt('UserList')))),
  'RemoveGroupMembers-Request': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high }, seq('GroupID', 'UserList')),
    form({ '1.3': medium }, seq('GroupID', choice('UserIDList', 'UserList'))),
  ),
  'SetGroupProps-Request': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq('GroupID', opt('GroupProperties'), opt('OwnProperties'))),
  ),
  'SubscribeGroupNotice-Request': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq('GroupID', 'SubscribeType')),
  ),
  'SubscribeGroupNotice-Response': element(
    'TRC',
    { note: 'Value T/F: current subscription state (answer to SubscribeType G).' },
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq('Value')),
  ),
  SubscribeNotification: element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': high }, boolean())),
  SubscribeType: element(
    'TRC',
    { note: 'G get, S set (subscribe), U unset (unsubscribe).' },
    form({ '1.1': high, '1.2': high, '1.3': high }, enumeration('G', 'S', 'U')),
  ),
  UserMapList: element('TRC', {}, form({ '1.2': high, '1.3': high }, seq(opt('UserMapping')))),
  UserMapping: element('TRC', {}, form({ '1.2': high, '1.3': medium }, seq(some('Mapping')))),
  Users: element(
    'TRC',
    { note: '1.3 uses UserList directly (one server and one 1.3 tag table agree).' },
    form({ '1.1': high, '1.2': high }, seq('UserList')),
  ),
  WelcomeNote: element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq('ContentType', opt('ContentEncoding'), 'ContentData')),
  ),
} as const;

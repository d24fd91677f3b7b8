/** Content models: Presence service element. Order is the order of the standard; see `model/combinators.ts` for the notation. */
import {
  boolean,
  choice,
  element,
  empty,
  enumeration,
  form,
  integer,
  many,
  opt,
  seq,
  some,
  text,
} from '../../model/combinators.ts';
import { high, low, medium } from '../../model/confidence.ts';

export const presenceElements = {
  AddNickList: element(
    'TRC',
    {},
    form({ '1.1': high }, many(choice('NickName', 'UserID'))),
    form({ '1.2': high, '1.3': medium }, some(choice('NickName', 'UserID'))),
  ),
  AuthorizeAndGrant: element('TRC', {}, form({ '1.3': medium }, boolean())),
  AutoSubscribe: element(
    'TRC',
    { note: 'libwbxml spells it Auto-Subscribe for 1.2; three other sources AutoSubscribe.' },
    form({ '1.2': high, '1.3': high }, boolean()),
  ),
  'CancelAuth-Request': element('TRC', {}, form({ '1.1': high, '1.2': high }, seq('UserID'))),
  ContactListNotify: element('TRC', {}, form({ '1.3': medium }, boolean())),
  ContactListProperties: element(
    'TRC',
    { note: 'Names: DisplayName, Default (T/F).' },
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq(some('Property'))),
  ),
  'CreateAttributeList-Request': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high }, seq('PresenceSubList', many('UserID'), many('ContactList'), 'DefaultList')),
    form(
      { '1.3': medium },
      seq(
        'PresenceSubList',
        opt('UserIDList'),
        opt('ContactListIDList'),
        'DefaultList',
        opt('DefaultNotify'),
        opt('UserNotify'),
        opt('ContactListNotify'),
      ),
    ),
  ),
  'CreateList-Request': element(
    'TRC',
    {},
    form(
      { '1.1': high, '1.2': high, '1.3': medium },
      seq('ContactList', opt('NickList'), opt('ContactListProperties')),
    ),
  ),
  'CreateList-Response': element(
    'TRC',
    {
      note: '1.1/1.2 answer CreateList with Status. 1.3 answers with Status on error or partial success (one implementation).',
    },
    form({ '1.3': medium }, seq(opt('ContactList'), opt('ContactListProperties'))),
  ),
  DefaultAttributeList: element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high }, seq(many('PresenceSubList'))),
    form({ '1.3': medium }, seq(opt('DefaultNotify'), opt('PresenceSubList'))),
  ),
  DefaultContactList: element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': high }, text({ limit: 100 }))),
  DefaultNotify: element('TRC', {}, form({ '1.3': medium }, boolean())),
  'DeleteAttributeList-Request': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high }, seq(many('UserID'), many('ContactList'), 'DefaultList')),
    form({ '1.3': medium }, seq(opt('UserIDList'), opt('ContactListIDList'), 'DefaultList')),
  ),
  'DeleteList-Request': element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': medium }, seq('ContactList'))),
  'GetAttributeList-Request': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high }, seq('DefaultList', many('ContactList'), many('User'))),
    form({ '1.3': medium }, seq('DefaultList', opt('ContactListIDList'), opt('UserIDList'))),
  ),
  'GetAttributeList-Response': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq('Result', opt('DefaultAttributeList'), many('Presence'))),
  ),
  'GetList-Request': element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': high }, empty())),
  'GetList-Response': element(
    'TRC',
    {
      note: 'The default list stands in DefaultContactList only (1.1 example; 1.2, 1.3 by one server). In 1.1 that server names it in the ContactList series too.',
    },
    form({ '1.1': high, '1.2': high }, seq(many('ContactList'), opt('DefaultContactList'))),
    form({ '1.3': medium }, seq(opt('ContactListIDList'), opt('DefaultContactList'))),
  ),
  'GetPresence-Request': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high }, seq(choice(some('User'), some('ContactList')), opt('PresenceSubList'))),
    form({ '1.3': medium }, seq(choice('UserIDList', 'ContactListIDList'), opt('PresenceSubList'))),
  ),
  'GetPresence-Response': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq('Result', many('Presence'))),
  ),
  'GetReactiveAuthStatus-Request': element('TRC', {}, form({ '1.2': high }, seq(many('UserID')))),
  'GetReactiveAuthStatus-Response': element('TRC', {}, form({ '1.2': high }, seq('ReactiveAuthStatusList'))),
  'GetWatcherList-Request': element(
    'TRC',
    {},
    form({ '1.1': high }, empty()),
    form({ '1.2': high, '1.3': medium }, seq(opt('HistoryPeriod'), opt('MaxWatcherList'))),
  ),
  'GetWatcherList-Response': element(
    'TRC',
    {},
    form({ '1.1': high }, seq(many('User'))),
    form({ '1.2': high }, seq(opt('HistoryPeriod'), many('Watcher'))),
    form({ '1.3': medium }, seq(opt('HistoryPeriod'), opt('WatcherCount'), many('Watcher'))),
  ),
  HistoryPeriod: element('TRC', {}, form({ '1.2': high, '1.3': high }, integer())),
  'ListManage-Request': element(
    'TRC',
    {
      note: '1.2: ReceiveList mandatory: one content-model table, and a second client that always sends it, also when F.',
    },
    form({ '1.1': high }, seq('ContactList', opt(choice('AddNickList', 'RemoveNickList', 'ContactListProperties')))),
    form(
      { '1.2': high },
      seq('ContactList', opt(choice('AddNickList', 'RemoveNickList', 'ContactListProperties')), 'ReceiveList'),
    ),
    form(
      { '1.3': medium },
      seq(
        'ContactList',
        opt(choice('AddNickList', 'RemoveNickList', 'ContactListProperties')),
        opt('ReceiveList'),
        opt('AuthorizeAndGrant'),
      ),
    ),
  ),
  'ListManage-Response': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq('Result', opt('NickList'), opt('ContactListProperties'))),
  ),
  MaxWatcherList: element('TRC', {}, form({ '1.2': high, '1.3': high }, integer())),
  NickList: element(
    'TRC',
    { note: 'The 1.1 table of one client also lists a NickName* only form.' },
    form({ '1.1': high, '1.2': high, '1.3': high }, many(choice('NickName', 'UserID'))),
  ),
  NickName: element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': medium }, seq('Name', 'UserID'))),
  Presence: element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high }, seq(choice('UserID', 'ContactList'), many('PresenceSubList'))),
    form(
      { '1.3': medium },
      seq(
        choice(seq('UserID', opt('UserNotify')), seq('ContactList', opt('ContactListNotify'))),
        many('PresenceSubList'),
      ),
    ),
  ),
  'PresenceAuth-Request': element(
    'TRC',
    {
      note: 'Server to client: authorization asked for. 1.3: the tag is still in one 1.3 tag table, but the 1.3 server at hand uses Notification-Request (ANU) instead.',
    },
    form({ '1.1': high, '1.2': high, '1.3': low }, seq('UserID', opt('PresenceSubList'))),
  ),
  'PresenceAuth-User': element(
    'TRC',
    { note: '1.1: the answer covers everything asked for, no attribute list. 1.3: only a tag table.' },
    form({ '1.1': high }, seq('UserID', 'Acceptance')),
    form({ '1.2': high, '1.3': low }, seq('UserID', 'Acceptance', opt('PresenceSubList'))),
  ),
  'PresenceNotification-Request': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq(some('Presence'))),
  ),
  ReactiveAuthState: element('TRC', {}, form({ '1.2': medium }, enumeration('GRANTED', 'DENIED', 'PENDING'))),
  ReactiveAuthStatus: element(
    'TRC',
    {},
    form({ '1.2': high }, seq('UserID', 'ReactiveAuthState', opt('PresenceSubList'))),
  ),
  ReactiveAuthStatusList: element('TRC', {}, form({ '1.2': high }, seq(many('ReactiveAuthStatus')))),
  ReceiveList: element('TRC', {}, form({ '1.2': high, '1.3': high }, boolean())),
  RemoveNickList: element('TRC', {}, form({ '1.1': high, '1.2': high, '1.3': medium }, seq(some('UserID')))),
  'SubscribePresence-Request': element(
    'TRC',
    {
      note: '1.2: AutoSubscribe mandatory in one client table, another client only sends it for contact lists. That client also emits PresenceSubList first.',
    },
    form({ '1.1': high }, seq(many('User'), many('ContactList'), opt('PresenceSubList'))),
    form({ '1.2': high }, seq(many('User'), many('ContactList'), opt('PresenceSubList'), opt('AutoSubscribe'))),
    form(
      { '1.3': medium },
      seq(opt('UserIDList'), opt('ContactListIDList'), opt('PresenceSubList'), opt('AutoSubscribe')),
    ),
  ),
  'UnsubscribePresence-Request': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high }, seq(many('User'), many('ContactList'))),
    form({ '1.3': medium }, seq(opt('UserIDList'), opt('ContactListIDList'))),
  ),
  'UpdatePresence-Request': element(
    'TRC',
    {},
    form({ '1.1': high, '1.2': high, '1.3': medium }, seq('PresenceSubList')),
  ),
  UserNotify: element('TRC', {}, form({ '1.3': medium }, boolean())),
  Watcher: element(
    'TRC',
    {},
    form({ '1.2': high }, seq('User', opt('WatcherStatus'))),
    form({ '1.3': medium }, seq('UserID', opt('FriendlyName'), opt('WatcherStatus'))),
  ),
  WatcherCount: element('TRC', {}, form({ '1.3': medium }, integer())),
  WatcherStatus: element(
    'TRC',
    {},
    form({ '1.2': medium }, text()),
    form({ '1.3': medium }, enumeration('CURRENT_SUBSCRIBER', 'FORMER_SUBSCRIBER', 'PRESENCE_ACCESS')),
  ),
} as const;

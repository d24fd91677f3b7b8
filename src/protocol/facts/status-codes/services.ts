/** Result codes from 600 on: session, presence and contact lists, groups, general. */
import { ALL, code, FROM_1_2, ONLY_1_3 } from './notation.ts';

export const serviceCodes = [
  code(600, 'Session expired', 'session', ALL, 'The session died because the keep-alive time passed without traffic.', {
    usedBy: ['Status', 'Disconnect'],
  }),
  code(601, 'Forced logout', 'session', ALL, 'The server ends the session.', { usedBy: ['Disconnect', 'Status'] }),
  code(
    603,
    'Already logged in',
    'session',
    ALL,
    'The user or client already has a session and a second one is not allowed.',
    { usedBy: ['Login-Response'] },
  ),
  code(
    604,
    'Invalid session (not logged in)',
    'session',
    ALL,
    'The SessionID is unknown, or a request needing a session came without one.',
  ),
  code(
    605,
    'New value not accepted',
    'session',
    ALL,
    'The TimeToLive asked for in KeepAlive-Request is not accepted; the previous one stays.',
    { usedBy: ['KeepAlive-Response'] },
  ),
  code(
    700,
    'Contact list does not exist',
    'presence-contactlist',
    ALL,
    'The ContactList ID names no list of this user.',
    {
      usedBy: [
        'DeleteList answer',
        'ListManage-Response',
        'SubscribePresence answer',
        'GetPresence-Response',
        'CreateAttributeList answer',
        'GetAttributeList-Response',
        'BlockEntity answer',
        'SendMessage-Response',
      ],
    },
  ),
  code(701, 'Contact list already exists', 'presence-contactlist', ALL, 'CreateList with an ID that is taken.', {
    usedBy: ['CreateList answer'],
  }),
  code(
    702,
    'Invalid or unsupported user properties',
    'presence-contactlist',
    ALL,
    'A nickname or other per-contact property is not acceptable.',
    { usedBy: ['CreateList answer', 'ListManage-Response'] },
  ),
  code(
    750,
    'Invalid or unsupported presence attribute',
    'presence-contactlist',
    ALL,
    'The request names a presence attribute the server does not support.',
    {
      usedBy: [
        'UpdatePresence answer',
        'SubscribePresence answer',
        'GetPresence-Response',
        'CreateAttributeList answer',
      ],
    },
  ),
  code(
    751,
    'Invalid or unsupported presence value',
    'presence-contactlist',
    ALL,
    'The value given for a presence attribute is not acceptable.',
    { usedBy: ['UpdatePresence answer'] },
  ),
  code(
    752,
    'Invalid or unsupported contact list property',
    'presence-contactlist',
    ALL,
    'A contact list property name or value is not acceptable.',
    { usedBy: ['CreateList answer', 'ListManage-Response'], note: 'Seen also for a malformed contact list address.' },
  ),
  code(
    753,
    'Maximum number of contact lists reached',
    'presence-contactlist',
    FROM_1_2,
    'The user has as many contact lists as allowed.',
    { usedBy: ['CreateList answer'] },
  ),
  code(
    754,
    'Maximum number of contacts reached',
    'presence-contactlist',
    FROM_1_2,
    'The list (or the user) has as many contacts as allowed.',
    {
      usedBy: ['CreateList answer', 'ListManage-Response'],
      note: 'One client list of 1.1 has it, with the remark that it comes from 1.2.',
    },
  ),
  code(
    755,
    'Maximum number of attribute lists reached',
    'presence-contactlist',
    FROM_1_2,
    'The user has as many attribute lists as allowed.',
    { usedBy: ['CreateAttributeList answer'] },
  ),
  code(
    760,
    'Automatic subscription not supported',
    'presence-contactlist',
    FROM_1_2,
    'SubscribePresence with AutoSubscribe set, but the server does not do automatic subscription.',
    { usedBy: ['SubscribePresence answer'], note: 'May be 1.2 only.' },
  ),
  code(800, 'Group does not exist', 'group', ALL, 'The GroupID names no group.', {
    usedBy: ['JoinGroup answer', 'DeleteGroup answer', 'LeaveGroup-Response', 'any group request'],
    note: 'Also the reason in the LeaveGroup-Response that joined users get when the group is deleted.',
  }),
  code(801, 'Group already exists', 'group', ALL, 'CreateGroup with a GroupID that is taken.', {
    usedBy: ['CreateGroup answer'],
  }),
  code(802, 'Group is open', 'group', ALL, 'The operation makes no sense on an open group.', {
    usedBy: ['group management answers'],
    confidence: 'medium',
  }),
  code(803, 'Group is restricted', 'group', ALL, 'The group admits members only and the user is not one.', {
    usedBy: ['JoinGroup answer'],
    confidence: 'medium',
    note: '816 is seen in the same situation.',
  }),
  code(804, 'Group is public', 'group', ALL, 'The operation is not possible on a public group.', {
    usedBy: ['group management answers'],
    confidence: 'medium',
  }),
  code(805, 'Group is private', 'group', ALL, 'The operation is not possible on a private group.', {
    usedBy: ['group management answers'],
    confidence: 'medium',
  }),
  code(
    806,
    'Invalid or unsupported group properties',
    'group',
    ALL,
    'A group property name or value (or the GroupID format on creation) is not acceptable.',
    { usedBy: ['CreateGroup answer', 'SetGroupProps answer'] },
  ),
  code(807, 'Group is already joined', 'group', ALL, 'The user is already joined to the group from this client.', {
    usedBy: ['JoinGroup answer'],
    note: 'Clients may go on as if the join had succeeded.',
  }),
  code(808, 'Group is not joined', 'group', ALL, 'The operation needs the user to be joined.', {
    usedBy: [
      'SendMessage-Response',
      'LeaveGroup-Response',
      'GetGroupProps answer',
      'GetJoinedUsers answer',
      'SubscribeGroupNotice answer',
    ],
  }),
  code(809, 'User has been rejected', 'group', ALL, 'The user is on the reject list of the group.', {
    usedBy: ['JoinGroup answer', 'LeaveGroup-Response'],
  }),
  code(810, 'Not a group member', 'group', ALL, 'The named or requesting user is not a member of the group.', {
    usedBy: ['RemoveGroupMembers answer', 'MemberAccess answer', 'JoinGroup answer'],
  }),
  code(811, 'Screen name already in use', 'group', ALL, 'Another joined user holds the screen name.', {
    usedBy: ['JoinGroup answer', 'CreateGroup answer'],
  }),
  code(812, 'Private messaging is disabled for group', 'group', ALL, 'The group property PrivateMessaging is false.', {
    usedBy: ['SendMessage-Response'],
  }),
  code(
    813,
    'Private messaging is disabled for user',
    'group',
    ALL,
    "The recipient's own group property PrivateMessaging is false.",
    { usedBy: ['SendMessage-Response'] },
  ),
  code(814, 'Maximum number of groups reached for user', 'group', ALL, 'The user may not own (or join) more groups.', {
    usedBy: ['CreateGroup answer', 'JoinGroup answer'],
  }),
  code(
    815,
    'Maximum number of groups reached for server',
    'group',
    ALL,
    'The server holds as many groups as allowed.',
    { usedBy: ['CreateGroup answer'] },
  ),
  code(816, 'Insufficient group privileges', 'group', ALL, "The user's privilege level does not allow the operation.", {
    usedBy: ['group management answers'],
  }),
  code(817, 'Maximum number of joined users reached', 'group', ALL, 'The group has MaxActiveUsers users joined.', {
    usedBy: ['JoinGroup answer'],
  }),
  code(821, 'History not supported', 'group', ALL, 'GetMessageList with a GroupID, but the group keeps no history.', {
    usedBy: ['GetMessageList answer'],
  }),
  code(
    822,
    'Searchable group without name or topic',
    'group',
    ALL,
    'A group cannot be made searchable while it lacks a name or a topic.',
    { usedBy: ['CreateGroup answer', 'SetGroupProps answer'] },
  ),
  code(
    824,
    'Reason for leaving at session end (name not established)',
    'group',
    ONLY_1_3,
    'Used internally as the leave reason when a session ends while groups are joined.',
    { usedBy: ['LeaveGroup-Response', 'GroupChangeNotice'], confidence: 'low', note: 'Never seen on the wire.' },
  ),
  code(
    900,
    'Multiple errors',
    'general',
    ALL,
    'No part of the request succeeded and the failures have different codes; DetailedResult elements name them.',
    { usedBy: ['Status', 'SendMessage-Response'] },
  ),
  code(901, 'General address error', 'general', FROM_1_2, 'An address cannot be parsed or used.', {
    usedBy: ['VerifyID answer', 'Status'],
  }),
  code(
    902,
    'Not enough credit to complete requested operation',
    'general',
    FROM_1_2,
    "The user's account balance does not allow it.",
  ),
  code(
    903,
    'Operation requires higher class of service',
    'general',
    FROM_1_2,
    "The user's service class does not include it.",
  ),
  code(920, 'MSISDN error', 'general', ONLY_1_3, 'A telephone number given instead of a user ID cannot be used.', {
    usedBy: ['ListManage-Response', 'Login-Response'],
    confidence: 'medium',
  }),
];

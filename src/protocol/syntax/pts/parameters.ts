/** The parameters of each primitive in the plain text syntax, in the order they are written. Source: pts 2.2, medium. */
import type { PrimitiveName } from '../../messages/envelope.ts';
import {
  attributeNames,
  attributeValues,
  capabilities,
  clientId,
  functions,
  listProperties,
  nicknames,
  type Parameter,
  presences,
  result,
  text,
  texts,
} from './forms.ts';

const USERS = texts('UI', 'UserID', { '1.2': { each: 'User' }, '1.3': { outer: 'UserIDList' } });
const USER_IDS = texts('UI', 'UserID', { '1.3': { outer: 'UserIDList' } });
const LISTS = texts('CL', 'ContactList', { '1.3': { outer: 'ContactListIDList' } });
const LIST = text('CL', 'ContactList');
const FUNCTIONS = functions('RF', 'Functions');

/** Session identifiers are parameters of these primitives themselves; of all others they belong to the message. */
export const OWN_SESSION: ReadonlySet<PrimitiveName> = new Set(['Login-Request', 'Login-Response']);

export const PARAMETERS: ReadonlyMap<PrimitiveName, readonly Parameter[]> = new Map<
  PrimitiveName,
  readonly Parameter[]
>([
  [
    'Login-Request',
    [
      text('SI', 'SessionID'),
      clientId,
      text('TL', 'TimeToLive'),
      text('SC', 'SessionCookie'),
      text('PW', 'Password'),
      text('DB', 'DigestBytes'),
      texts('SH', 'DigestSchema'),
      text('UI', 'UserID'),
    ],
  ],
  [
    'Login-Response',
    [
      text('SI', 'SessionID'),
      clientId,
      text('KA', 'KeepAliveTime'),
      text('CR', 'CapabilityRequest'),
      result,
      text('NO', 'Nonce'),
      text('DI', 'DigestSchema'),
    ],
  ],
  ['Logout-Request', []],
  ['Disconnect', [result]],
  ['KeepAlive-Request', [text('TL', 'TimeToLive')]],
  ['KeepAlive-Response', [result, text('KA', 'KeepAliveTime')]],
  ['ClientCapability-Request', [capabilities('CA', 'CapabilityList')]],
  ['ClientCapability-Response', [capabilities('AP', 'AgreedCapabilityList')]],
  ['Service-Request', [FUNCTIONS, text('AR', 'AllFunctionsRequest')]],
  ['Service-Response', [functions('AF', 'AllFunctions'), functions('NF', 'Functions')]],
  ['Polling-Request', []],
  ['Status', [result]],
  ['GetList-Request', []],
  ['GetList-Response', [LISTS, { ...text('DC', 'DefaultContactList'), also: 'DL' }]],
  ['CreateList-Request', [nicknames('UN', 'NickList'), listProperties, LIST]],
  ['DeleteList-Request', [LIST]],
  [
    'ListManage-Request',
    [
      nicknames('AN', 'AddNickList'),
      nicknames('RN', 'RemoveNickList'),
      listProperties,
      text('RL', 'ReceiveList'),
      LIST,
    ],
  ],
  ['ListManage-Response', [result, nicknames('UN', 'NickList'), listProperties]],
  ['GetPresence-Request', [attributeNames, USERS, LISTS]],
  ['GetPresence-Response', [result, presences]],
  ['SubscribePresence-Request', [attributeNames, text('AS', 'AutoSubscribe'), USERS, LISTS]],
  ['PresenceNotification-Request', [presences]],
  ['UpdatePresence-Request', [attributeValues]],
  ['CreateAttributeList-Request', [attributeNames, text('DL', 'DefaultList'), USER_IDS, LISTS]],
  ['GetBlockedList-Request', []],
]);

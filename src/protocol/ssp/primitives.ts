/**
 * The primitives of SSP: who sends them, what answers them, and how far they travel. Status answers whatever has no answer
 * of its own, and every failure. The set-up is no primitive of a session; see `envelope.ts`.
 */
import { SSP_VERSIONS, type SspVersion } from '../elements/ssp/index.ts';
import type { Confidence } from '../version.ts';
import type { SspPrimitiveName } from './envelope.ts';

export interface SspPrimitiveFacts {
  /** `notification`: a request in form, by which a provider tells something. */
  readonly role: 'request' | 'response' | 'notification';
  readonly area: 'session' | 'services' | 'common' | 'contact-lists' | 'presence' | 'messaging' | 'groups';
  /** `upstream`: from requestor to provider; `downstream`: the other way. */
  readonly direction: 'upstream' | 'downstream' | 'either';
  readonly versions: readonly SspVersion[];
  /** Of role, direction and answers; that of the markup is with the element. */
  readonly confidence: Confidence;
  /** Primitives that may answer it. Empty for responses. */
  readonly answeredBy: readonly SspPrimitiveName[];
  /** `hop`: never relayed; `home-to-PSE`: only where the service of a user is in another domain; `both`: also between two home domains. */
  readonly relay: 'hop' | 'home-to-PSE' | 'both';
  /** Part of the assumed minimum between two home domains (ssp, section 8.5). */
  readonly minimum: 'yes' | 'no' | 'unknown';
  /** Status codes to be expected; the list is indicative. */
  readonly codes: readonly number[];
}

const ONLY_1_3: readonly SspVersion[] = ['1.3'];

interface Rest {
  readonly answeredBy: readonly SspPrimitiveName[];
  readonly relay: SspPrimitiveFacts['relay'];
  readonly minimum: SspPrimitiveFacts['minimum'];
  readonly versions?: readonly SspVersion[];
  readonly codes?: readonly number[];
}

function facts(
  role: SspPrimitiveFacts['role'],
  area: SspPrimitiveFacts['area'],
  direction: SspPrimitiveFacts['direction'],
  confidence: Confidence,
  rest: Rest,
): SspPrimitiveFacts {
  return { role, area, direction, confidence, versions: SSP_VERSIONS, codes: [], ...rest };
}

export const sspPrimitives = {
  KeepAliveRequest: facts('request', 'session', 'either', 'low', {
    answeredBy: ['KeepAliveResponse', 'Status'],
    relay: 'hop',
    minimum: 'unknown',
    codes: [200, 600, 604],
  }),
  LogoutRequest: facts('request', 'session', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'hop',
    minimum: 'unknown',
    codes: [200, 604],
  }),
  Disconnect: facts('request', 'session', 'downstream', 'low', {
    answeredBy: ['Status'],
    relay: 'hop',
    minimum: 'unknown',
    codes: [600, 601, 503],
  }),
  Status: facts('response', 'session', 'either', 'medium', { answeredBy: [], relay: 'both', minimum: 'yes' }),
  KeepAliveResponse: facts('response', 'session', 'either', 'low', {
    answeredBy: [],
    relay: 'hop',
    minimum: 'unknown',
  }),
  ServiceDiscoveryRequest: facts('request', 'services', 'upstream', 'low', {
    answeredBy: ['ServiceDiscoveryResponse', 'Status'],
    relay: 'hop',
    minimum: 'unknown',
    codes: [200, 405],
  }),
  ServiceNegotiationRequest: facts('request', 'services', 'upstream', 'low', {
    answeredBy: ['ServiceNegotiationResponse', 'Status'],
    relay: 'hop',
    minimum: 'unknown',
    codes: [200, 405, 506],
  }),
  GetUserProfileRequest: facts('request', 'services', 'upstream', 'low', {
    answeredBy: ['GetUserProfileResponse', 'Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 401, 531],
  }),
  UpdateUserProfileRequest: facts('request', 'services', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 401, 531],
  }),
  ServiceDiscoveryResponse: facts('response', 'services', 'downstream', 'low', {
    answeredBy: [],
    relay: 'hop',
    minimum: 'unknown',
  }),
  ServiceNegotiationResponse: facts('response', 'services', 'downstream', 'low', {
    answeredBy: [],
    relay: 'hop',
    minimum: 'unknown',
  }),
  GetUserProfileResponse: facts('response', 'services', 'downstream', 'low', {
    answeredBy: [],
    relay: 'both',
    minimum: 'unknown',
  }),
  SearchRequest: facts('request', 'common', 'upstream', 'low', {
    answeredBy: ['SearchResponse', 'Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 424, 425, 535, 536, 537],
  }),
  StopSearchRequest: facts('request', 'common', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 424],
  }),
  InviteRequest: facts('request', 'common', 'either', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200, 201, 427, 429, 450, 531, 532],
  }),
  InviteResponse: facts('request', 'common', 'either', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200, 423],
  }),
  CancelInviteRequest: facts('request', 'common', 'either', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200, 423],
  }),
  VerifyIDRequest: facts('request', 'common', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'unknown',
    versions: ONLY_1_3,
    codes: [200, 201, 531, 901],
  }),
  GetPublicProfileRequest: facts('request', 'common', 'upstream', 'low', {
    answeredBy: ['GetPublicProfileResponse'],
    relay: 'both',
    minimum: 'unknown',
    versions: ONLY_1_3,
    codes: [200, 531],
  }),
  SearchResponse: facts('response', 'common', 'downstream', 'low', {
    answeredBy: [],
    relay: 'both',
    minimum: 'unknown',
  }),
  GetPublicProfileResponse: facts('response', 'common', 'downstream', 'low', {
    answeredBy: [],
    relay: 'both',
    minimum: 'unknown',
    versions: ONLY_1_3,
  }),
  CreateContactListRequest: facts('request', 'contact-lists', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 701, 752, 753],
  }),
  DeleteContactListRequest: facts('request', 'contact-lists', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 700],
  }),
  GetContactListRequest: facts('request', 'contact-lists', 'upstream', 'low', {
    answeredBy: ['GetContactListResponse'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200],
  }),
  ManageContactListRequest: facts('request', 'contact-lists', 'upstream', 'low', {
    answeredBy: ['ManageContactListResponse', 'Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 700, 531, 754],
  }),
  GetContactListResponse: facts('response', 'contact-lists', 'downstream', 'low', {
    answeredBy: [],
    relay: 'home-to-PSE',
    minimum: 'no',
  }),
  ManageContactListResponse: facts('response', 'contact-lists', 'downstream', 'low', {
    answeredBy: [],
    relay: 'home-to-PSE',
    minimum: 'no',
  }),
  SubscribeRequest: facts('request', 'presence', 'upstream', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200, 201, 531, 516, 700, 750],
  }),
  UnsubscribeRequest: facts('request', 'presence', 'upstream', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200, 201, 531],
  }),
  PresenceNotification: facts('notification', 'presence', 'downstream', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200, 531],
  }),
  GetPresenceRequest: facts('request', 'presence', 'upstream', 'medium', {
    answeredBy: ['GetPresenceResponse', 'Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200, 201, 531, 521],
  }),
  PresenceAuthRequest: facts('request', 'presence', 'downstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 531],
  }),
  PresenceAuthResponse: facts('request', 'presence', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200],
  }),
  CancelAuthRequest: facts('request', 'presence', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 531],
  }),
  UpdatePresenceRequest: facts('request', 'presence', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 750, 751],
  }),
  GetWatcherListRequest: facts('request', 'presence', 'upstream', 'low', {
    answeredBy: ['GetWatcherListResponse'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200],
  }),
  CreateAttributeListRequest: facts('request', 'presence', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 700, 750, 755],
  }),
  DeleteAttributeListRequest: facts('request', 'presence', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 700],
  }),
  GetAttributeListRequest: facts('request', 'presence', 'upstream', 'low', {
    answeredBy: ['GetAttributeListResponse'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 700],
  }),
  GetPresenceResponse: facts('response', 'presence', 'downstream', 'medium', {
    answeredBy: [],
    relay: 'both',
    minimum: 'yes',
  }),
  GetWatcherListResponse: facts('response', 'presence', 'downstream', 'low', {
    answeredBy: [],
    relay: 'home-to-PSE',
    minimum: 'no',
  }),
  GetAttributeListResponse: facts('response', 'presence', 'downstream', 'low', {
    answeredBy: [],
    relay: 'home-to-PSE',
    minimum: 'no',
  }),
  SendMessageRequest: facts('request', 'messaging', 'either', 'medium', {
    answeredBy: ['SendMessageResponse', 'Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200, 201, 410, 427, 507, 531, 532, 533, 534, 900],
  }),
  DeliveryStatusReport: facts('request', 'messaging', 'either', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200, 426],
  }),
  SetDeliveryMethodRequest: facts('request', 'messaging', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200],
  }),
  GetMessageListRequest: facts('request', 'messaging', 'upstream', 'low', {
    answeredBy: ['GetMessageListResponse'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 821],
  }),
  GetMessageRequest: facts('request', 'messaging', 'upstream', 'low', {
    answeredBy: ['GetMessageResponse'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 426],
  }),
  RejectMessageRequest: facts('request', 'messaging', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 426],
  }),
  ForwardMessageRequest: facts('request', 'messaging', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 426],
  }),
  NewMessage: facts('notification', 'messaging', 'downstream', 'low', {
    answeredBy: ['MessageDelivered', 'Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200],
  }),
  MessageNotification: facts('notification', 'messaging', 'downstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200],
  }),
  BlockUserRequest: facts('request', 'messaging', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 531],
  }),
  GetBlockedListRequest: facts('request', 'messaging', 'upstream', 'low', {
    answeredBy: ['GetBlockedListResponse'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200],
  }),
  SendMessageResponse: facts('response', 'messaging', 'either', 'medium', {
    answeredBy: [],
    relay: 'both',
    minimum: 'yes',
  }),
  GetMessageListResponse: facts('response', 'messaging', 'downstream', 'low', {
    answeredBy: [],
    relay: 'home-to-PSE',
    minimum: 'no',
  }),
  GetMessageResponse: facts('response', 'messaging', 'downstream', 'low', {
    answeredBy: [],
    relay: 'home-to-PSE',
    minimum: 'no',
  }),
  MessageDelivered: facts('response', 'messaging', 'upstream', 'low', {
    answeredBy: [],
    relay: 'home-to-PSE',
    minimum: 'no',
  }),
  GetBlockedListResponse: facts('response', 'messaging', 'downstream', 'low', {
    answeredBy: [],
    relay: 'home-to-PSE',
    minimum: 'no',
  }),
  CreateGroupRequest: facts('request', 'groups', 'upstream', 'low', {
    answeredBy: ['Status'],
    relay: 'home-to-PSE',
    minimum: 'no',
    codes: [200, 801, 806, 814, 815],
  }),
  DeleteGroupRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 800, 816],
  }),
  JoinGroupRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['JoinGroupResponse', 'Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200, 800, 803, 807, 809, 811, 817],
  }),
  LeaveGroupRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['LeaveGroupIndication', 'Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200, 800, 808],
  }),
  LeaveGroupIndication: facts('notification', 'groups', 'downstream', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200],
  }),
  GetGroupMemberRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['GetGroupMemberResponse', 'Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 800, 816],
  }),
  GetJoinedUsersRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['GetJoinedUsersResponse', 'Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 800, 816],
  }),
  AddGroupMemberRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 201, 800, 531, 816],
  }),
  RemoveGroupMemberRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 201, 800, 531, 816],
  }),
  MemberAccessRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 201, 800, 816],
  }),
  GetGroupPropsRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['GetGroupPropsResponse', 'Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 800, 816],
  }),
  SetGroupPropsRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 800, 806, 816],
  }),
  RejectListRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['RejectListResponse', 'Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 800, 816],
  }),
  SubscribeGroupChangeRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200, 800, 808],
  }),
  UnsubscribeGroupChangeRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200, 800, 808],
  }),
  GetGroupSubStatusRequest: facts('request', 'groups', 'upstream', 'medium', {
    answeredBy: ['GetGroupSubStatusResponse', 'Status'],
    relay: 'both',
    minimum: 'unknown',
    codes: [200, 800, 808],
  }),
  GroupChangeNotice: facts('notification', 'groups', 'downstream', 'medium', {
    answeredBy: ['Status'],
    relay: 'both',
    minimum: 'yes',
    codes: [200],
  }),
  JoinGroupResponse: facts('response', 'groups', 'downstream', 'medium', {
    answeredBy: [],
    relay: 'both',
    minimum: 'yes',
  }),
  GetGroupMemberResponse: facts('response', 'groups', 'downstream', 'medium', {
    answeredBy: [],
    relay: 'both',
    minimum: 'unknown',
  }),
  GetJoinedUsersResponse: facts('response', 'groups', 'downstream', 'medium', {
    answeredBy: [],
    relay: 'both',
    minimum: 'unknown',
  }),
  GetGroupPropsResponse: facts('response', 'groups', 'downstream', 'medium', {
    answeredBy: [],
    relay: 'both',
    minimum: 'unknown',
  }),
  RejectListResponse: facts('response', 'groups', 'downstream', 'medium', {
    answeredBy: [],
    relay: 'both',
    minimum: 'unknown',
  }),
  GetGroupSubStatusResponse: facts('response', 'groups', 'downstream', 'medium', {
    answeredBy: [],
    relay: 'both',
    minimum: 'unknown',
  }),
} as const satisfies Readonly<Record<SspPrimitiveName, SspPrimitiveFacts>>;

const table: Readonly<Record<string, SspPrimitiveFacts>> = sspPrimitives;

/** The facts of a primitive; undefined for a name that is none. */
export function sspPrimitiveFacts(name: string): SspPrimitiveFacts | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

const FEATURES = {
  common: 'FundamentalFeat',
  presence: 'PresenceFeat',
  'contact-lists': 'PresenceFeat',
  messaging: 'IMFeat',
  groups: 'GroupFeat',
} as const;

/** The features that a service agreement is about, by their names in the service tree of CSP. */
export const SSP_FEATURES = ['FundamentalFeat', 'PresenceFeat', 'IMFeat', 'GroupFeat'] as const;

/** The feature that a primitive belongs to; undefined for what keeps the session and the agreement. */
export function featureOf(name: SspPrimitiveName): (typeof SSP_FEATURES)[number] | undefined {
  const { area } = sspPrimitives[name];
  return area === 'session' || area === 'services' ? undefined : FEATURES[area];
}

/** The primitives of a version. */
export function sspPrimitiveNames(version: SspVersion): SspPrimitiveName[] {
  return (Object.keys(table) as SspPrimitiveName[]).filter((name) => table[name]?.versions.includes(version) === true);
}

/** True where a primitive may answer a request. */
export function answersSsp(request: SspPrimitiveName, answer: SspPrimitiveName): boolean {
  return answer === 'Status' || sspPrimitiveFacts(request)?.answeredBy.includes(answer) === true;
}

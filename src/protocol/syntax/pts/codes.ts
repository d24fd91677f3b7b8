/**
 * Codes of the plain text syntax. Two letters mean different things in different places: each table is a place. All of them
 * come from one public implementation, which covers login, negotiation, lists and presence; codes of messaging, groups,
 * search, invitations and authorization are not known. Source: pts 2 of the knowledge base; confidence medium unless noted.
 */
import type { PrimitiveName } from '../../messages/envelope.ts';

/** Names by code and codes by name. */
export interface Codes {
  readonly nameOf: ReadonlyMap<string, string>;
  readonly codeOf: ReadonlyMap<string, string>;
}

function codes(table: Readonly<Record<string, string>>): Codes {
  const entries = Object.entries(table);
  return { nameOf: new Map(entries), codeOf: new Map(entries.map(([code, name]) => [name, code])) };
}

const PRIMITIVES: Readonly<Record<string, PrimitiveName>> = {
  LR: 'Login-Request',
  RL: 'Login-Response',
  OR: 'Logout-Request',
  DI: 'Disconnect',
  // Low: disabled in the implementation it comes from; it fits the rule that an answer has the letters the other way round.
  KA: 'KeepAlive-Request',
  AK: 'KeepAlive-Response',
  CP: 'ClientCapability-Request',
  PC: 'ClientCapability-Response',
  SQ: 'Service-Request',
  QS: 'Service-Response',
  PO: 'Polling-Request',
  ST: 'Status',
  GL: 'GetList-Request',
  LG: 'GetList-Response',
  CL: 'CreateList-Request',
  DL: 'DeleteList-Request',
  LM: 'ListManage-Request',
  ML: 'ListManage-Response',
  GP: 'GetPresence-Request',
  PG: 'GetPresence-Response',
  SB: 'SubscribePresence-Request',
  PN: 'PresenceNotification-Request',
  UP: 'UpdatePresence-Request',
  CA: 'CreateAttributeList-Request',
  GB: 'GetBlockedList-Request',
};

/** Primitives with a known code. */
export const PTS_PRIMITIVES: readonly PrimitiveName[] = Object.values(PRIMITIVES);

export const PRIMITIVE_CODES = codes(PRIMITIVES);

export const CAPABILITY_CODES = codes({
  CT: 'ClientType',
  ID: 'InitialDeliveryMethod',
  MT: 'MultiTrans',
  PS: 'ParserSize',
  PM: 'ServerPollMin',
  SB: 'SupportedBearer',
  SC: 'SupportedCIRMethod',
  TA: 'TCPAddress',
  TP: 'TCPPort',
  UP: 'UDPPort',
  CI: 'CIRHTTPAddress',
  DL: 'DefaultLanguage',
});

const CLIENT_TYPES = codes({ MP: 'MOBILE_PHONE', CO: 'COMPUTER', PD: 'PDA', CL: 'CLI', OT: 'OTHER' });

const CIR_METHODS = codes({ SS: 'SSMS', ST: 'STCP', SU: 'SUDP', WS: 'WAPSMS', WU: 'WAPUDP' });

const AVAILABILITIES = codes({ AV: 'AVAILABLE', DI: 'DISCREET', NA: 'NOT_AVAILABLE' });

/** Elements whose values have codes; a value without one is written as in XML. */
export const VALUE_CODES: ReadonlyMap<string, Codes> = new Map([
  ['ClientType', CLIENT_TYPES],
  ['SupportedCIRMethod', CIR_METHODS],
  ['UserAvailability', AVAILABILITIES],
]);

/** The whole tree of services and its four branches. What is below them has no known code. */
export const SERVICE_CODES = codes({
  WV: 'WVCSPFeat',
  FF: 'FundamentalFeat',
  PF: 'PresenceFeat',
  IF: 'IMFeat',
  GE: 'GroupFeat',
});

export const LIST_PROPERTY_CODES = codes({ DN: 'DisplayName', DE: 'Default' });

export const PRESENCE_CODES = codes({
  OS: 'OnlineStatus',
  CF: 'ClientInfo',
  UA: 'UserAvailability',
  ST: 'StatusText',
  SC: 'StatusContent',
});

/** Elements inside ClientInfo and StatusContent. */
export const PRESENCE_PART_CODES = codes({
  CT: 'ClientType',
  CP: 'ClientProducer',
  CV: 'ClientVersion',
  RC: 'ReferredContent',
  CY: 'ContentType',
});

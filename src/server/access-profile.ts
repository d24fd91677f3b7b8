/** Choices of an operator at the service access point: sessions, login, negotiation, polling, bounds. */
import type { DigestSchemaName } from '../protocol/facts/digest.ts';
import type { ServiceFeature, ServiceLeaf } from '../protocol/facts/service-tree.ts';
import type { Syntax } from '../protocol/syntax/types.ts';
import type { Version } from '../protocol/version.ts';

/** A function that a client or an account can do without: a code of the service tree, or a feature as a whole. */
export type ServiceName = ServiceLeaf | ServiceFeature;

/** The schemas this server can check; which algorithm MD6 means is not established. */
export type DigestSchema = Exclude<DigestSchemaName, 'MD6'>;

export interface ProviderProfile {
  readonly name: string;
  /** `data` is base64. */
  readonly logo: { readonly contentType: string; readonly data: string } | undefined;
  readonly description: string | undefined;
  readonly url: string | undefined;
}

export interface KeepAliveProfile {
  /** Shortest, longest and default time between two messages of a client, seconds. */
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
  /** Grace beyond the agreed time before the session ends, as a fraction of that time (AMB-038). */
  readonly margin: number;
  /** A KeepAlive-Request beyond the range: 605 and the old time stays, or 200 with the nearest time allowed. */
  readonly outOfRange: 'refuse' | 'adjust';
}

export interface LoginProfile {
  /** Digest schemas for four-way login, the server's favourite first. */
  readonly digestSchemas: readonly DigestSchema[];
  /** Two-way login with the password in clear is allowed. */
  readonly plainPassword: boolean;
  /** Code of the answer that carries the nonce (AMB-027). */
  readonly challengeCode: 200 | 401;
  /** Code for a user nobody knows (AMB-039). */
  readonly unknownUserCode: 531 | 409;
  /** The lifetime of a nonce, seconds. */
  readonly nonceSeconds: number;
  /** A further login of the same client of the same user (AMB-032). */
  readonly secondLogin: 'replace' | 'refuse' | 'both';
  /** Sessions one user may have at a time; at the limit `secondLogin` decides: `replace` ends the oldest. */
  readonly userSessionLimit: number;
  /** Login-Response asks for capability negotiation. */
  readonly capabilityRequest: boolean;
  /** 1.3: Functions and CapabilityList inside the login are negotiated there and then (AMB-036). */
  readonly negotiationInLogin: boolean;
  /** 1.3: a lost connection may take its old session up again. */
  readonly reestablishment: boolean;
  /** 1.3: a login of an unknown user creates the account (AMB-124). */
  readonly autoRegistration: boolean;
  /**
   * 1.3: HTTP header by which a gateway vouches for the telephone number of a client, for automatic login; undefined:
   * nobody vouches. Only for servers that clients reach through such a gateway alone.
   */
  readonly numberHeader: string | undefined;
}

export interface CapabilityProfile {
  readonly bearers: readonly string[];
  /** Ways the server can reach out to a client, each agreed only together with the address it needs. */
  readonly cir: {
    readonly methods: readonly string[];
    readonly tcp: { readonly address: string; readonly port: number } | undefined;
    readonly httpUrl: string | undefined;
  };
  /** Most open server-initiated transactions granted; and most transactions in one message (1.3). */
  readonly multiTrans: number;
  readonly multiTransPerMessage: number;
  /** Delivery method of a session that negotiated nothing. */
  readonly deliveryMethod: 'P' | 'N';
  /** Service-Request before the demanded capability negotiation (AMB-047). */
  readonly servicesFirst: 'serve' | 'refuse';
}

export interface ServicesProfile {
  /** Functions that the server does not offer though it could. */
  readonly withheld: readonly ServiceName[];
  /** Functions of a Service-Response when everything was agreed (AMB-049). */
  readonly everythingAgreed: 'absent' | 'empty';
  /** A request for a function never asked for (AMB-168). */
  readonly notAskedFor: 'refuse' | 'serve';
  /** A later Service-Request (AMB-052). */
  readonly renegotiation: 'replace' | 'add';
  /** Name AllFunctions though nobody asked (AMB-048). */
  readonly alwaysNameAll: boolean;
}

export interface PollingProfile {
  /** Shortest time between polls a client makes on its own account, seconds; 0 makes no statement. */
  readonly minimum: number;
  /** A poll before its time is answered as if nothing were waiting. */
  readonly enforce: boolean;
  /** Answer to a poll with nothing waiting (AMB-017). */
  readonly idleAnswer: 'empty' | 'status';
  /**
   * Waiting transactions travel with the answer to a client's answer, without a poll. If not, the Poll flag is T as long as
   * anything waits, including transactions that have to wait for that answer.
   */
  readonly afterAnswers: boolean;
  /** Up to 1.2 a message carries one server-initiated transaction, or as many as MultiTrans allows (AMB-010). */
  readonly severalPerMessage: boolean;
  /** The number of times that a transaction the client does not answer is handed out before it is given up. */
  readonly attempts: number;
  /** Seconds until an unanswered request is handed out again; polls in between are answered as if nothing were waiting. */
  readonly repeatAfter: number;
  /** Poll F is written when nothing waits, or left out (AMB-018). */
  readonly flag: 'always' | 'when-waiting';
}

export interface LimitsProfile {
  /** Largest message, octets; deepest nesting; most elements. */
  readonly messageOctets: number;
  readonly depth: number;
  readonly nodes: number;
  /** Most transactions of one client message that are carried out. */
  readonly transactions: number;
  readonly sessions: number;
  /** Longest TransactionID, and longest ClientID, cookie and the like in a login, characters. */
  readonly identifier: number;
  /** Server-initiated transactions waiting for one session. */
  readonly waiting: number;
  /** Answers remembered per session for repeated requests, for how long (seconds), up to which size (octets). */
  readonly remembered: number;
  readonly rememberedSeconds: number;
  readonly rememberedOctets: number;
  readonly nonces: number;
  /** Sessions that ended by the server's doing and are still known to have existed. */
  readonly endedSessions: number;
  /** Large answers kept in segments per session, octets in all (1.3). */
  readonly segmentOctets: number;
  /** Accounts that automatic registration may create. */
  readonly registrations: number;
}

export interface AccessProfile {
  /** Domains whose users are at home here, lower case; the first is meant where an address names none. */
  readonly homeDomains: readonly string[];
  readonly versions: readonly Version[];
  readonly syntaxes: readonly Syntax[];
  readonly provider: ProviderProfile;
  readonly keepAlive: KeepAliveProfile;
  readonly login: LoginProfile;
  readonly capability: CapabilityProfile;
  readonly services: ServicesProfile;
  readonly polling: PollingProfile;
  readonly limits: LimitsProfile;
  readonly discovery: {
    readonly supported: boolean;
    /** URLs of other servers named in the answer. */
    readonly otherServers: readonly string[];
  };
  /** Elements the version does not have (AMB-025). */
  readonly unknownElements: 'ignore' | 'refuse';
  /** A message that cannot be read (AMB-129). */
  readonly unreadable: 'http-400' | 'status-400';
  /** A message in another version than its session's (AMB-016). */
  readonly otherVersion: 'refuse' | 'answer';
  /** Code for a primitive the server does not implement (AMB-014). */
  readonly notImplementedCode: 501 | 405 | 506;
  /** A message for a session that expired (AMB-012). */
  readonly expiredCode: 600 | 604;
}

export const accessDefaults: AccessProfile = {
  homeDomains: ['example.com'],
  versions: ['1.1', '1.2', '1.3'],
  syntaxes: ['xml', 'wbxml', 'pts'],
  provider: {
    name: 'IMPS reference server',
    // A 1x1 transparent PNG: small, and enough to show the structure of Logo.
    logo: {
      contentType: 'image/png',
      data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    },
    description: 'Reference implementation of CSP 1.1, 1.2 and 1.3',
    url: undefined,
  },
  keepAlive: { minimum: 5, maximum: 86_400, default: 600, margin: 0.5, outOfRange: 'refuse' },
  login: {
    digestSchemas: ['MD5', 'SHA', 'MD4', 'PWD'],
    plainPassword: true,
    challengeCode: 200,
    unknownUserCode: 531,
    nonceSeconds: 120,
    secondLogin: 'replace',
    userSessionLimit: 8,
    capabilityRequest: true,
    negotiationInLogin: true,
    reestablishment: true,
    autoRegistration: false,
    numberHeader: undefined,
  },
  capability: {
    bearers: ['HTTP'],
    cir: { methods: ['SHTTP', 'STCP', 'SUDP', 'WAPUDP', 'SSMS', 'WAPSMS'], tcp: undefined, httpUrl: undefined },
    multiTrans: 10,
    multiTransPerMessage: 10,
    deliveryMethod: 'P',
    servicesFirst: 'serve',
  },
  services: {
    withheld: [],
    everythingAgreed: 'absent',
    notAskedFor: 'refuse',
    renegotiation: 'replace',
    alwaysNameAll: false,
  },
  polling: {
    minimum: 0,
    enforce: false,
    idleAnswer: 'empty',
    afterAnswers: true,
    severalPerMessage: false,
    attempts: 3,
    repeatAfter: 5,
    flag: 'when-waiting',
  },
  limits: {
    messageOctets: 1_000_000,
    depth: 60,
    nodes: 50_000,
    transactions: 20,
    sessions: 10_000,
    identifier: 1_000,
    waiting: 1_000,
    remembered: 8,
    rememberedSeconds: 300,
    rememberedOctets: 8_192,
    nonces: 1_000,
    endedSessions: 10_000,
    segmentOctets: 1_000_000,
    registrations: 1_000,
  },
  discovery: { supported: true, otherServers: [] },
  unknownElements: 'ignore',
  unreadable: 'http-400',
  otherVersion: 'refuse',
  notImplementedCode: 501,
  expiredCode: 600,
};

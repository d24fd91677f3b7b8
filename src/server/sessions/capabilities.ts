/**
 * Client capability negotiation (csp semantics, Client capability negotiation): what a client said of itself, in one
 * form for all versions, and the answer the server gives to it.
 */
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';
import type { CapabilityProfile } from '../access-profile.ts';

export interface AcceptedType {
  /** Media type in lower case, without parameters. */
  readonly type: string;
  /** Largest content of this type, octets (1.3); undefined: none said. */
  readonly maximum: number | undefined;
}

/** The capabilities that govern delivery to a client: agreed in negotiation, or the defaults. Lengths are octets. */
export interface Capabilities {
  /** False while these are the defaults. */
  readonly negotiated: boolean;
  readonly clientType: string | undefined;
  /** InitialDeliveryMethod: P push, N notify and get. */
  readonly deliveryMethod: 'P' | 'N';
  /** Every content type is welcome. */
  readonly anyContent: boolean;
  readonly contentTypes: readonly AcceptedType[];
  readonly transferEncodings: readonly string[];
  /** Longest content pushed; up to 1.2 AcceptedContentLength, in 1.3 AcceptedPushLength. Undefined: none said. */
  readonly pushLength: number | undefined;
  /** 1.3: longest content handed out on GetMessage. */
  readonly pullLength: number | undefined;
  /** 1.3: longest text. */
  readonly textLength: number | undefined;
  /** Most server-initiated transactions open at a time, and most transactions in one message. At least 1. */
  readonly multiTrans: number;
  readonly multiTransPerMessage: number;
  /** Largest message the client can parse, octets; undefined: no limit. */
  readonly parserSize: number | undefined;
  readonly bearers: readonly string[];
  /** Agreed methods only, the client's favourite first. */
  readonly cirMethods: readonly string[];
  readonly udpPort: number | undefined;
  /** Seconds between polls of the client's own accord; undefined: nothing agreed. */
  readonly pollMinimum: number | undefined;
  readonly language: string | undefined;
  /** 1.3: OnlineETEMHandling and OfflineETEMHandling, as written. */
  readonly onlineHandling: string | undefined;
  readonly offlineHandling: string | undefined;
  readonly sessionPriority: number | undefined;
}

/** Before negotiation: one transaction at a time, no size known, plain text (AMB-026). */
export function defaultCapabilities(profile: CapabilityProfile): Capabilities {
  return {
    negotiated: false,
    clientType: undefined,
    deliveryMethod: profile.deliveryMethod,
    anyContent: false,
    contentTypes: [],
    transferEncodings: [],
    pushLength: undefined,
    pullLength: undefined,
    textLength: undefined,
    multiTrans: 1,
    multiTransPerMessage: 1,
    parserSize: undefined,
    bearers: [],
    cirMethods: [],
    udpPort: undefined,
    pollMinimum: undefined,
    language: undefined,
    onlineHandling: undefined,
    offlineHandling: undefined,
    sessionPriority: undefined,
  };
}

function essence(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** Does the client take content of this type? Plain text always (csp semantics, Content). */
export function acceptsType(capabilities: Capabilities, contentType: string): boolean {
  const type = essence(contentType);
  if (type === 'text/plain' || capabilities.anyContent) return true;
  const [family] = type.split('/', 1);
  return capabilities.contentTypes.some((accepted) =>
    [type, `${family}/*`, '*/*', '*'].some((pattern) => accepted.type === pattern),
  );
}

/** May content of this type and size (octets) be pushed, as far as lengths and types go? */
export function fitsPush(capabilities: Capabilities, contentType: string, octets: number): boolean {
  if (!acceptsType(capabilities, contentType)) return false;
  const type = essence(contentType);
  const limits = [
    capabilities.pushLength,
    type.startsWith('text/') ? capabilities.textLength : undefined,
    capabilities.contentTypes.find((accepted) => accepted.type === type)?.maximum,
  ];
  return limits.every((limit) => limit === undefined || octets <= limit);
}

/** A CapabilityList of any version, as a program reads it. */
export interface CapabilityOffer {
  readonly ClientType?: string | undefined;
  readonly InitialDeliveryMethod?: 'P' | 'N' | undefined;
  readonly AnyContent?: boolean | undefined;
  readonly AcceptedCharSet?: readonly number[] | undefined;
  readonly AcceptedContentType?:
    | readonly (string | { readonly ContentType: string; readonly AcceptedRichContentLength?: number | undefined })[]
    | undefined;
  readonly AcceptedTransferEncoding?: readonly string[] | undefined;
  readonly AcceptedContentLength?: number | undefined;
  readonly AcceptedPushLength?: number | undefined;
  readonly AcceptedPullLength?: number | undefined;
  readonly AcceptedTextContentLength?: number | undefined;
  readonly SupportedBearer?: readonly string[] | undefined;
  readonly MultiTrans?: number | undefined;
  readonly MultiTransPerMessage?: number | undefined;
  readonly ParserSize?: number | undefined;
  readonly SupportedCIRMethod?: readonly string[] | undefined;
  readonly UDPPort?: number | undefined;
  readonly ServerPollMin?: number | undefined;
  readonly DefaultLanguage?: string | undefined;
  readonly OnlineETEMHandling?: string | undefined;
  readonly OfflineETEMHandling?: string | undefined;
  readonly SessionPriority?: number | undefined;
  readonly SupportedOfflineBearer?: readonly string[] | undefined;
}

/** Clients of the time put several values into one element: `HTTP, WSP` (AMB-043). */
function separate(values: readonly string[] | undefined): readonly string[] {
  return (values ?? []).flatMap((value) => value.split(/[\s,]+/)).filter((value) => value !== '');
}

function atLeastOne(value: number | undefined, most: number): number {
  return Math.max(1, Math.min(value ?? 1, most));
}

/** The ways in which the server could reach out to the client of one session, with the addresses that go with them. */
export interface CirReach {
  readonly tcp: { readonly address: string; readonly port: number } | undefined;
  readonly httpUrl: string | undefined;
  /** True for another method that would work with a client of this offer. */
  reaches(method: string, offer: CapabilityOffer): boolean;
}

/** A method is agreed only together with the address it needs. */
function usable(method: string, offer: CapabilityOffer, profile: CapabilityProfile, reach: CirReach): boolean {
  if (!profile.cir.methods.includes(method)) return false;
  if (method === 'STCP') return reach.tcp !== undefined;
  if (method === 'SHTTP') return reach.httpUrl !== undefined;
  return reach.reaches(method, offer);
}

/** Only what the profile tells: addresses that are served elsewhere. */
export function toldReach({ cir }: CapabilityProfile): CirReach {
  return { tcp: cir.tcp, httpUrl: cir.httpUrl, reaches: () => false };
}

/** The capabilities that follow from an offer. Repeated negotiation replaces all of it. */
export function agreeCapabilities(
  offer: CapabilityOffer,
  profile: CapabilityProfile,
  pollMinimum: number,
  reach: CirReach = toldReach(profile),
): Capabilities {
  const types = (offer.AcceptedContentType ?? []).map((entry): AcceptedType => {
    if (typeof entry === 'string') return { type: essence(entry), maximum: undefined };
    return { type: essence(entry.ContentType), maximum: entry.AcceptedRichContentLength };
  });
  const poll = Math.max(pollMinimum, offer.ServerPollMin ?? 0);
  return {
    negotiated: true,
    clientType: offer.ClientType,
    deliveryMethod: offer.InitialDeliveryMethod ?? profile.deliveryMethod,
    anyContent: offer.AnyContent === true,
    contentTypes: types,
    transferEncodings: separate(offer.AcceptedTransferEncoding),
    pushLength: offer.AcceptedPushLength ?? offer.AcceptedContentLength,
    pullLength: offer.AcceptedPullLength,
    textLength: offer.AcceptedTextContentLength,
    multiTrans: atLeastOne(offer.MultiTrans, profile.multiTrans),
    multiTransPerMessage: atLeastOne(offer.MultiTransPerMessage, profile.multiTransPerMessage),
    parserSize: offer.ParserSize === 0 ? undefined : offer.ParserSize,
    bearers: separate(offer.SupportedBearer).filter((bearer) => profile.bearers.includes(bearer)),
    cirMethods: separate(offer.SupportedCIRMethod).filter((method) => usable(method, offer, profile, reach)),
    udpPort: offer.UDPPort,
    pollMinimum: offer.ServerPollMin === undefined && pollMinimum === 0 ? undefined : poll,
    language: offer.DefaultLanguage,
    onlineHandling: offer.OnlineETEMHandling,
    offlineHandling: offer.OfflineETEMHandling,
    sessionPriority: offer.SessionPriority,
  };
}

function defined<T extends object>(entries: T): T {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as T;
}

/** 1.1: the client's own list with the server's corrections. */
export function correctedList(
  offer: CapabilityOffer,
  agreed: Capabilities,
  reach: CirReach,
): Value<'CapabilityList', '1.1'> {
  const tcp = agreed.cirMethods.includes('STCP') ? reach.tcp : undefined;
  const { TCPAddress: _address, TCPPort: _port, ...rest } = offer as Value<'CapabilityList', '1.1'>;
  return defined({
    ...rest,
    SupportedBearer: [...agreed.bearers],
    SupportedCIRMethod: [...agreed.cirMethods],
    MultiTrans: agreed.multiTrans,
    TCPAddress: tcp?.address,
    TCPPort: tcp?.port,
    ServerPollMin: agreed.pollMinimum,
  });
}

/** 1.2 and 1.3: what was agreed, and the addresses that go with it. */
export function agreedList(
  version: Version,
  offer: CapabilityOffer,
  agreed: Capabilities,
  reach: CirReach,
  userSessionLimit: number,
): Value<'AgreedCapabilityList', '1.2' | '1.3'> {
  const tcp = agreed.cirMethods.includes('STCP') ? reach.tcp : undefined;
  const http = agreed.cirMethods.includes('SHTTP') ? reach.httpUrl : undefined;
  const common = {
    SupportedBearer: [...agreed.bearers],
    SupportedCIRMethod: [...agreed.cirMethods],
    TCPAddress: tcp?.address,
    TCPPort: tcp?.port,
    ServerPollMin: agreed.pollMinimum,
  };
  if (version !== '1.3') {
    return defined({ ...common, CIRURL: http === undefined ? undefined : { URL: http } });
  }
  return defined({
    ...common,
    AcceptedContentType: offer.AcceptedContentType,
    AnyContent: offer.AnyContent,
    AcceptedPullLength: agreed.pullLength,
    AcceptedPushLength: agreed.pushLength,
    AcceptedTextContentLength: agreed.textLength,
    AcceptedTransferEncoding: offer.AcceptedTransferEncoding,
    CIRHTTPAddress: http === undefined ? undefined : { URL: http },
    MultiTrans: agreed.multiTrans,
    MultiTransPerMessage: agreed.multiTransPerMessage,
    OfflineETEMHandling: agreed.offlineHandling,
    OnlineETEMHandling: agreed.onlineHandling,
    SessionPriority: agreed.sessionPriority,
    UserSessionLimit: userSessionLimit,
  });
}

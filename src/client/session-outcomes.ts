/** Options and outcomes of the session transactions. */
import type { DigestSchemaName } from '../protocol/facts/digest.ts';
import type { ServiceLeaf } from '../protocol/facts/service-tree.ts';
import type { Draft } from '../protocol/messages/any-version.ts';
import type { Value } from '../protocol/messages/infer.ts';
import type { Version } from '../protocol/version.ts';
import type { Answer, Reply } from './answers.ts';
import type { SendOptions } from './send-options.ts';

export interface LoginOptions {
  /** Password in clear, or digest in two exchanges. Default two-way. */
  readonly method?: 'two-way' | 'four-way';
  /** Another user; null leaves UserID out (the content models of 1.1 and 1.2 demand it: not checked then). */
  readonly userId?: string | null;
  /** Another password; null leaves it out (1.3 automatic login). */
  readonly password?: string | null;
  readonly clientId?: Value<'ClientID'>;
  /** Schemas offered in a four-way login. Default: all this client can do. */
  readonly digestSchemas?: readonly (DigestSchemaName | (string & {}))[];
  /** DigestBytes instead of the right ones. */
  readonly digestBytes?: string;
  /** Seconds. Default 1800; null leaves it out. */
  readonly timeToLive?: number | null;
  /** Default a fresh one; null leaves it out (1.3). */
  readonly sessionCookie?: string | null;
  /** SessionID of a session to be re-established (1.3). */
  readonly reestablish?: string;
  /** Capability negotiation inside login (1.3). */
  readonly capabilities?: Draft<'CapabilityList'>;
  /** Service negotiation inside login (1.3). */
  readonly functions?: Draft<'Functions'>;
  /** Answers to system messages of an earlier refusal (1.3). */
  readonly systemMessages?: Value<'SystemMessageResponseList', '1.3'>;
  readonly send?: SendOptions;
}

export interface LoginOutcome {
  /** Code of the last answer. */
  readonly code: number | undefined;
  /** A session is open now. */
  readonly success: boolean;
  readonly sessionId: string | undefined;
  /** Undefined when the login was refused by Status. */
  readonly response: Value<'Login-Response'> | undefined;
  /** One answer for two-way, two for four-way login. */
  readonly answers: readonly Answer[];
  /** The last answer. */
  readonly answer: Answer;
  /** The schema the server chose in a four-way login. */
  readonly digestSchema: string | undefined;
  /** Seconds. */
  readonly keepAliveTime: number | undefined;
  /** The answer of the server to capability negotiation. */
  readonly capabilityRequest: boolean | undefined;
}

export interface OpenOptions extends LoginOptions {
  /** List for capability negotiation; false skips it. */
  readonly capabilityList?: Draft<'CapabilityList'> | false;
  /** Services asked for; false skips service negotiation. */
  readonly services?: ServiceOptions | false;
}

export interface CapabilityOutcome {
  readonly code: number | undefined;
  readonly success: boolean;
  /** 1.1: the corrected CapabilityList; later: the AgreedCapabilityList. */
  readonly agreed: Value<'AgreedCapabilityList'> | Value<'CapabilityList'> | undefined;
  readonly answer: Answer;
}

export interface ServiceOptions {
  /**
   * `all`: the four features, each empty, which stands for everything below; `leaves`: everything code by code;
   * or the codes wanted; or the element itself. Default `all`.
   */
  readonly want?: 'all' | 'leaves' | readonly ServiceLeaf[] | Draft<'Functions'>;
  /** AllFunctionsRequest. Default false. */
  readonly all?: boolean;
}

export interface ServiceOutcome {
  readonly code: number | undefined;
  readonly success: boolean;
  /** Codes asked for and not refused. */
  readonly agreed: ReadonlySet<ServiceLeaf>;
  /** Codes the server named as not available. */
  readonly refused: ReadonlySet<ServiceLeaf>;
  /** Everything on offer, if it was asked for and said. */
  readonly offered: ReadonlySet<ServiceLeaf> | undefined;
  readonly answer: Answer;
}

export interface DiscoveryOptions {
  /** The versions to ask for. Default all. */
  readonly versions?: readonly Version[];
  /** A namespace that belongs to no version, offered in each of the three lists as well. */
  readonly unknown?: string;
  /** Spelling of the root element: two are in use in 1.2 (in WBXML both are the same octets). Default VersionDiscovery. */
  readonly spelling?: 'VersionDiscovery' | 'NSDiscovery';
  readonly send?: Pick<SendOptions, 'headers' | 'contentType' | 'http' | 'syntax'>;
}

export interface DiscoveryOutcome {
  /** The session namespaces of the answer, as versions; unknown namespaces are left out. */
  readonly versions: readonly Version[];
  /** Undefined when the answer is no version discovery response. */
  readonly response: Value<'WV-CSP-VersionDiscovery-Response'> | undefined;
  readonly reply: Reply;
}

/**
 * The claims of an implementation (ICS) and the facts a tester needs to reach it (IXIT), as the rest of the suite sees
 * them: every default filled in, secrets resolved.
 */
import type { Bearer, Syntax } from '../../protocol/configuration.ts';
import type { SspVersion } from '../../protocol/ssp/types.ts';
import type { Version } from '../../protocol/version.ts';
import type { SspIxit } from './ssp.ts';

/** Which side of which protocol the implementation under test is. */
export const ROLES = ['csp-server', 'csp-client', 'ssp-server'] as const;
export type Role = (typeof ROLES)[number];

/** An item that is claimed, or expressly not, in all claimed versions and syntaxes or in the named ones. */
export interface Claim {
  readonly item: string;
  readonly versions: readonly Version[] | undefined;
  readonly syntaxes?: readonly Syntax[] | undefined;
}

/** The statements of a laboratory for a certificate. */
export interface Laboratory {
  readonly name?: string | undefined;
  readonly tester?: string | undefined;
  readonly environment?: string | undefined;
}

export interface Ics {
  /** Product and release, as it shall stand in reports. */
  readonly name: string;
  readonly vendor: string | undefined;
  /** The product under test, for a certificate. */
  readonly implementation?: { readonly version?: string | undefined; readonly build?: string | undefined } | undefined;
  readonly laboratory?: Laboratory | undefined;
  readonly roles: readonly Role[];
  readonly versions: readonly Version[];
  /** Versions of the server-server protocol, for the role ssp-server; undefined: as those of the client-server protocol. */
  readonly sspVersions?: readonly SspVersion[] | undefined;
  readonly syntaxes: readonly Syntax[];
  readonly bearers: readonly Bearer[];
  /** Claim for the optional items that are not named one by one. Mandatory ones are claimed unless `notClaimed`. */
  readonly optional: 'none' | 'all';
  readonly claimed: readonly Claim[];
  readonly notClaimed: readonly Claim[];
  /** Open points whose reading can be chosen, by ambiguity id: `AMB-004: printed`. What is not named is read as by default. */
  readonly readings: Readonly<Record<string, string>>;
}

/** A user of the implementation under test. */
export interface Account {
  /** Address as the client sends it: `wv:alice@example.com`. */
  readonly user: string;
  readonly password: string;
  readonly msisdn: string | undefined;
  /** Values of the user's profile that a search can find: `USER_FIRST_NAME: Alice`. */
  readonly profile: Readonly<Record<string, string>>;
  /** Function codes this user is not entitled to; only for `restricted`. */
  readonly refused: readonly string[];
}

/** Accounts every run needs, by the name scenarios call them (A is alice, B bob, C carol, D dave). */
export const PARTIES = ['alice', 'bob', 'carol', 'dave'] as const;
export type PartyName = (typeof PARTIES)[number];
/** Accounts single requirements need. */
export const SPECIAL_ACCOUNTS = ['barred', 'restricted', 'phone', 'unfunded', 'elsewhere'] as const;

/** Most lanes of a run. */
export const MOST_LANES = 16;

/** Longest waits. Seconds in the file, milliseconds here. */
export interface Timers {
  /** Until a connection is established. */
  readonly connect: number;
  /** Until the answer to a request is whole. */
  readonly response: number;
  /** Until something the server starts has been collected by polling. */
  readonly notification: number;
  /** Until the final answer to a request that was answered provisionally (1xx) has been collected by polling. */
  readonly transaction: number;
  /** Until the answer to HELO or PING on a channel of communication initiation has come, or its end. */
  readonly cirAnswer: number;
  /** Until a CIR has come for something that began to wait. */
  readonly cirNotice: number;
  /** A whole scenario, clean-up included. */
  readonly scenario: number;
  /** Longest absence of an implementation that was reachable before. */
  readonly restart: number;
}

/** Decisions of the implementation where the standard leaves it a choice. Undefined: not told. */
export interface Policies {
  /** A second login of the same user from another client. */
  readonly secondLogin: 'both' | 'refuse' | 'replace' | undefined;
  readonly storeAndForward: boolean | undefined;
  /** Invitations wait for invitees who are offline. */
  readonly offlineInvitations: boolean | undefined;
  /** The test accounts can be found by a search. */
  readonly searchable: boolean | undefined;
  /** Users may create private groups. */
  readonly privateGroups: boolean | undefined;
  /** A login of an unknown user creates the account (1.3). */
  readonly automaticRegistration: boolean | undefined;
  /** Presence attributes whose values the network sets in place of the client: `[PLMN, GeoLocation]`. */
  readonly networkAttributes: readonly string[] | undefined;
}

/** Limits of the implementation, where it has them and the tester may run into them. */
export interface Limits {
  readonly contactLists: number | undefined;
  readonly contacts: number | undefined;
  readonly attributeLists: number | undefined;
  readonly groupsPerUser: number | undefined;
  readonly groups: number | undefined;
  readonly joinedGroups: number | undefined;
  readonly searchHits: number | undefined;
  readonly queue: number | undefined;
}

/** A file in PEM, read. */
export interface PemFile {
  readonly file: string;
  readonly pem: string;
}

/** Trusted certificates for https addresses; by default those of the authorities that Node knows. */
export interface TlsTrust {
  /** A file with certificates (PEM), which are trusted instead. */
  readonly ca: PemFile | undefined;
  /** The certificate of the simulated clients with its key, for servers that demand one. */
  readonly client: { readonly cert: PemFile; readonly key: PemFile } | undefined;
  /** True if any certificate is accepted. Only an explicit setting does that. */
  readonly insecure: boolean;
}

export interface Ixit {
  /** URL of the service access point for a version and syntax. */
  readonly address: string;
  /** Exceptions, by configuration (`1.2-wbxml`), version (`1.2`) or syntax (`wbxml`); the most exact one counts. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly domain: string;
  readonly accounts: Readonly<Record<PartyName, Account>>;
  /** Further sets of accounts, each for a lane: scenarios run side by side, each with the users of its lane. */
  readonly lanes?: readonly Readonly<Record<PartyName, Account>>[] | undefined;
  readonly specialAccounts: Readonly<Partial<Record<(typeof SPECIAL_ACCOUNTS)[number], Account>>>;
  readonly groups: {
    /** A public group all test users may join. */
    readonly public: string | undefined;
    /** A group to join where the server offers no creation of groups. */
    readonly joinable: string | undefined;
  };
  readonly timers: Timers;
  readonly keepAlive: {
    /** Seconds the server allows beyond the agreed time, whatever that is. */
    readonly margin: number;
    /** The margin as a part of the agreed time, which then counts instead: 0.5 for half as long again. */
    readonly share?: number | undefined;
    /** TimeToLive asked for at login, seconds. */
    readonly timeToLive: number;
  };
  /** Shortest interval between polls in milliseconds; 0: none. */
  readonly pollMinimum: number;
  readonly policies: Policies;
  readonly limits: Limits;
  readonly http: {
    /** Sent with every request, after the protocol's own. */
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly proxy: string | undefined;
    /** Largest answer that is read, octets. */
    readonly maxAnswer: number;
    readonly tls: TlsTrust;
    /** Requests a second at most. */
    readonly perSecond: number | undefined;
    /** Longest delay of one request by answers 429 or 503, all its attempts together, milliseconds. */
    readonly retryAfterMax: number;
  };
  /** Communication initiation. */
  readonly cir: {
    /** An address for its TCP channel in place of the one that the server tells clients. */
    readonly tcp: { readonly host: string; readonly port: number } | undefined;
    /** Address of the suite on which datagrams of the server arrive; undefined: loopback, for servers there. */
    readonly listen: string | undefined;
  };
  readonly network: {
    /**
     * Headers by which a gateway of the network vouches for the telephone number of `phone` (1.3, automatic login); they
     * are sent only where a scenario is about that. Empty: no network vouches.
     */
    readonly headers: readonly (readonly [name: string, value: string])[];
  };
  /** The way to the implementation for other servers, and the domains the tester plays; undefined: none. */
  readonly ssp?: SspIxit | undefined;
  /** Every secret in the file, to be kept out of whatever is written. */
  readonly secrets: readonly string[];
  /** Names of headers whose value is secret, however short it is. */
  readonly secretHeaders: readonly string[];
}

/** An external program that starts and operates the implementation: see docs/iut-contract.md. */
export interface ProgramCommand {
  readonly command: readonly [string, ...string[]];
  readonly directory: string;
  /** Seconds to wait for the answer to one command, in milliseconds here. */
  readonly answer: number;
}

/** One ICS/IXIT file, read. */
export interface IutDescription {
  readonly file: string;
  readonly ics: Ics;
  readonly ixit: Ixit;
  readonly program: ProgramCommand | undefined;
}

/** Seconds a session may live beyond the agreed time. */
export function marginOf({ keepAlive }: Pick<Ixit, 'keepAlive'>, agreed: number): number {
  return keepAlive.share === undefined ? keepAlive.margin : keepAlive.share * agreed;
}

/** URL for a configuration: the entry for `1.2-wbxml`, else `1.2`, else `wbxml`, else the address of all. */
export function addressOf(ixit: Pick<Ixit, 'address' | 'addresses'>, version: Version, syntax: Syntax): string {
  return ixit.addresses[`${version}-${syntax}`] ?? ixit.addresses[version] ?? ixit.addresses[syntax] ?? ixit.address;
}

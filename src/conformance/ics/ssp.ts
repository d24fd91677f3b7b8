/** The part of an ICS/IXIT file about the server-server protocol: the server's listener, and the domains the tester plays. */
import { resolve } from 'node:path';
import { SSP_VERSIONS } from '../../protocol/elements/ssp/index.ts';
import type { Dialect } from '../../protocol/ssp/dialect.ts';
import type { SspVersion } from '../../protocol/ssp/types.ts';
import type { Version } from '../../protocol/version.ts';
import { DialectError, defaultDialect, loadDialect } from '../../transport/ssp/dialects.ts';
import { addressProblem } from './url.ts';

/** A domain of which the tester's own server is the access point. */
export interface PeerDomain {
  readonly domain: string;
  /** The address on which the tester listens; port 0 lets the system choose. */
  readonly host: string;
  readonly port: number;
  /** The URL at which the implementation reaches it, if that is not the address of the listener. */
  readonly url: string | undefined;
  /** The service that this domain provides for the account `elsewhere` of the implementation. */
  readonly provides: ProvidedService | undefined;
}

/** Services that a server may have another domain provide for one of its users. */
export const PROVIDED_SERVICES = ['groups', 'messages', 'presence'] as const;
export type ProvidedService = (typeof PROVIDED_SERVICES)[number];

export interface SspIxit {
  /** URL at which the implementation listens for other servers. */
  readonly address: string;
  /** Domains the tester plays; the operator routes each of them to its listener. The first is `the peer` of scenarios. */
  readonly peers: readonly PeerDomain[];
  readonly dialect: Dialect;
  /** The dialect as the file names it: `default` for that of the project, or a file; undefined: nobody said so. */
  readonly dialectFile: string | undefined;
  /** Longest waits, milliseconds. */
  readonly timers: {
    /** For each step of a set-up. */
    readonly setup: number;
    /** For the answer to a request, and for what the implementation sends of its own. */
    readonly response: number;
    /** For a request to be sent again after it was not taken. */
    readonly retry: number;
  };
  /** Time-to-live of a session that the tester asks for and grants, seconds. */
  readonly timeToLive: number;
  /** Sent with every document. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export interface SspInFile {
  address: string;
  peers: { domain: string; listen?: string; url?: string; provides?: ProvidedService }[];
  dialect?: string;
  timers?: { setup?: number; response?: number; retry?: number };
  timeToLive?: number;
  headers?: Record<string, string>;
}

const DEFAULT = 'default';

/** Seconds. */
export const SSP_TIMERS = { setup: 30, response: 30, retry: 120 } as const;
export const SSP_TIME_TO_LIVE = 86_400;

interface Reading {
  /** The home domain of the implementation. */
  readonly domain: string;
  readonly directory: string;
  readonly problem: (path: readonly (string | number)[], message: string) => void;
  readonly header: (name: string, value: string, path: readonly string[]) => readonly [string, string];
}

/** The section `ixit.ssp`, with defaults. */
export function readSspIxit(given: SspInFile, { domain, directory, problem, header }: Reading): SspIxit {
  const wrong = addressProblem(given.address);
  if (wrong !== undefined) problem(['address'], wrong);
  const seen = new Set([domain.toLowerCase()]);
  const peers = given.peers.map((peer, i): PeerDomain => {
    const name = peer.domain.toLowerCase();
    if (seen.has(name)) {
      const whose = name === domain.toLowerCase() ? 'the home domain of the implementation' : 'another peer';
      problem(['peers', i, 'domain'], `${peer.domain} is ${whose}; each peer needs a domain of its own`);
    }
    seen.add(name);
    const bad = peer.url === undefined ? undefined : addressProblem(peer.url);
    if (bad !== undefined) problem(['peers', i, 'url'], bad);
    const [, host = '127.0.0.1', port = '0'] = /^(?:(.+):)?([0-9]+)$/.exec(peer.listen ?? '') ?? [];
    if (Number(port) > 65_535)
      problem(['peers', i, 'listen'], `the port ${port} is none: a number up to 65535 is needed`);
    return {
      domain: name,
      host: host.replace(/^\[(.*)\]$/, '$1'),
      port: Number(port),
      url: peer.url,
      provides: peer.provides,
    };
  });
  const { dialect } = given;
  const dialectFile = dialect === undefined || dialect === DEFAULT ? dialect : resolve(directory, dialect);
  const ms = (seconds: number) => Math.round(seconds * 1000);
  const timers = { ...SSP_TIMERS, ...given.timers };
  return {
    address: given.address,
    peers,
    dialect: dialectIn(dialectFile, (message) => problem(['dialect'], message)),
    dialectFile,
    timers: { setup: ms(timers.setup), response: ms(timers.response), retry: ms(timers.retry) },
    timeToLive: given.timeToLive ?? SSP_TIME_TO_LIVE,
    headers: Object.entries(given.headers ?? {}).map(([name, value]) => header(name, value, ['headers', name])),
  };
}

function dialectIn(file: string | undefined, problem: (message: string) => void): Dialect {
  if (file === undefined || file === DEFAULT) return defaultDialect();
  try {
    return loadDialect(file);
  } catch (error) {
    if (!(error instanceof DialectError)) throw error;
    problem(error.message);
    return defaultDialect();
  }
}

/** The section as it stands in a file. */
export function writeSspIxit({ address, peers, dialectFile, timers, timeToLive, headers }: SspIxit): SspInFile {
  return {
    address,
    peers: peers.map(({ domain, host, port, url, provides }) => ({
      domain,
      listen: `${host.includes(':') ? `[${host}]` : host}:${port}`,
      ...(url !== undefined && { url }),
      ...(provides !== undefined && { provides }),
    })),
    ...(dialectFile !== undefined && { dialect: dialectFile }),
    timers: { setup: timers.setup / 1000, response: timers.response / 1000, retry: timers.retry / 1000 },
    timeToLive,
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
  };
}

interface Claiming {
  readonly roles: readonly string[];
  readonly versions: readonly Version[];
  readonly sspVersions?: readonly SspVersion[] | undefined;
}

/** True if the implementation claims to speak SSP in a version. */
export function speaksSsp({ roles, versions, sspVersions }: Claiming, version: Version): boolean {
  if (!roles.includes('ssp-server') || !versions.includes(version)) return false;
  return SSP_VERSIONS.some((one) => one === version) && (sspVersions?.some((one) => one === version) ?? true);
}

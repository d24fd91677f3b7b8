/** The channels of a served reference server beside plain HTTP: TLS, and communication initiation. */
import { readFileSync } from 'node:fs';
import { itemsOfCir } from '../../embedded/claims.ts';
import type { CirEvent } from '../../server/cir/options.ts';
import { serverProfile } from '../../server/profile.ts';
import type { ServerOptions } from '../../server/server.ts';
import { UsageError } from '../failure.ts';

export interface ChannelOptions {
  /** Certificate, key and authority of client certificates: files in PEM. */
  readonly cert?: string;
  readonly key?: string;
  readonly clientCa?: string;
  readonly cir?: string;
  readonly cirPort?: number;
  readonly cirAddress?: string;
}

/** Words of the command line, and the methods of the standard that they mean. */
const METHODS: Readonly<Record<string, string>> = { tcp: 'STCP', udp: 'SUDP', http: 'SHTTP', wap: 'WAPUDP' };

export interface CirChannels {
  readonly methods: readonly string[];
  /** Makes a server of the options that runs these channels. */
  change(options: ServerOptions): ServerOptions;
  /** Items of the standard that such a server does not claim. */
  readonly unclaimed: readonly string[];
}

/** @throws UsageError for a method that nobody knows, or options that need one that is not there. */
export function cirChannels({ cir, cirPort, cirAddress }: ChannelOptions): CirChannels {
  const words = cir === undefined ? [] : cir.split(',').map((word) => word.trim().toLowerCase());
  const methods = words.map((word) => {
    const method = METHODS[word];
    if (method === undefined) {
      throw new UsageError(`--cir ${word}: there is no such channel; write ${Object.keys(METHODS).join(', ')}`);
    }
    return method;
  });
  if (cirPort !== undefined && !methods.includes('STCP')) throw new UsageError('--cir-port is for --cir tcp');
  if (cirAddress !== undefined && methods.length === 0) throw new UsageError('--cir-address needs --cir');
  return {
    methods,
    change(options) {
      const profile = serverProfile({ capability: { cir: { methods } } }, options.profile);
      return methods.length === 0
        ? { ...options, profile }
        : { ...options, profile, cir: { tcpPort: cirPort, address: cirAddress } };
    },
    unclaimed: itemsOfCir((method) => !methods.includes(method)),
  };
}

/** Server options of `node:tls`; undefined without a certificate. @throws UsageError */
export function tlsFor({ cert, key, clientCa }: ChannelOptions) {
  if ((cert === undefined) !== (key === undefined)) throw new UsageError('--cert and --key go together');
  if (cert === undefined || key === undefined) {
    if (clientCa !== undefined) throw new UsageError('--client-ca needs --cert and --key');
    return undefined;
  }
  const demands = clientCa === undefined ? {} : { ca: pemOf('--client-ca', clientCa), requestCert: true };
  return { cert: pemOf('--cert', cert), key: pemOf('--key', key), ...demands };
}

function pemOf(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${option} ${file}: cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}`);
  }
}

/** A line of the log: `21:00:00.000 STCP called wv:bob@example.com 127.0.0.1`. */
export function cirLine(time: string, { method, kind, user, detail }: CirEvent): string {
  return `${time} ${method} ${kind} ${user ?? '-'} ${detail}`;
}

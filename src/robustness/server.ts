/** The server under test as the profile sees it: sessions at it, its life, its memory. */

import { defaultCapabilities } from '../client/capabilities.ts';
import { createClient } from '../client/client.ts';
import { tlsOf } from '../conformance/ics/trust.ts';
import { type Account, addressOf, type Ixit } from '../conformance/ics/types.ts';
import type { Syntax } from '../protocol/configuration.ts';
import { anyVersion } from '../protocol/messages/any-version.ts';
import type { Version } from '../protocol/version.ts';
import { createHttpClient, type HttpClient } from '../transport/http/client.ts';
import type { Tap } from '../transport/types.ts';

/** A session that messages are sent in. */
export interface Session {
  readonly id: string;
  /** The address of the CIR channel over TCP, where that was agreed. */
  readonly cir: { readonly host: string; readonly port: number } | undefined;
  close(): Promise<void>;
}

/** A tap that keeps nothing: a run of many thousands of messages must not grow. */
function forgetful(): Tap {
  return {
    exchanges: [],
    now: () => performance.now(),
    nextNumber: () => 1,
    record: () => {},
    onExchange: () => {},
  };
}

export function httpFor(ixit: Ixit): HttpClient {
  return createHttpClient({
    tap: forgetful(),
    timers: { ...ixit.timers, body: undefined },
    limits: { body: ixit.http.maxAnswer },
    headers: ixit.http.headers,
    ...(ixit.http.proxy !== undefined && { proxy: ixit.http.proxy }),
    tls: tlsOf(ixit.http.tls),
  });
}

export interface SessionOptions {
  readonly http: HttpClient;
  readonly ixit: Ixit;
  readonly version: Version;
  readonly syntax: Syntax;
  readonly account: Account;
  /** Asks for CIR over TCP. */
  readonly called: boolean;
}

/**
 * Logs in and negotiates.
 * @throws TransportError, AnswerError where the server does not let us
 */
export async function openSession({ http, ixit, version, syntax, account, called }: SessionOptions): Promise<Session> {
  const client = createClient({
    url: addressOf(ixit, version, syntax),
    version,
    syntax,
    party: 'robustness',
    userId: account.user,
    password: account.password,
    transport: http,
    timers: { ...ixit.timers, body: undefined, pollMinimum: ixit.pollMinimum },
  });
  const list = defaultCapabilities(version, syntax);
  const capabilityList = called ? { ...list, SupportedCIRMethod: ['STCP'] } : list;
  await client.open({ timeToLive: ixit.keepAlive.timeToLive, capabilityList });
  const { sessionId = '', capabilities } = client.session;
  const { SupportedCIRMethod, TCPAddress, TCPPort } = anyVersion(capabilities ?? {});
  const agreed = Array.isArray(SupportedCIRMethod) && SupportedCIRMethod.includes('STCP') && TCPPort !== undefined;
  return {
    id: sessionId,
    cir: agreed ? (ixit.cir.tcp ?? { host: String(TCPAddress), port: Number(TCPPort) }) : undefined,
    close: async () => {
      await client.logout();
    },
  };
}

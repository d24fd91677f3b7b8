/** One session of one user outside scenarios: logged in, used, logged out, whatever happens in between. */
import { createClient } from '../../client/client.ts';
import type { OpenOptions } from '../../client/session-outcomes.ts';
import type { Client } from '../../client/types.ts';
import type { Configuration } from '../../results/results.ts';
import { createHttpClient } from '../../transport/http/client.ts';
import { createTap } from '../../transport/tap.ts';
import type { Tap } from '../../transport/types.ts';
import { tlsOf } from '../ics/trust.ts';
import { type Account, addressOf, type Ixit } from '../ics/types.ts';

export interface VisitOptions {
  readonly ixit: Ixit;
  readonly configuration: Pick<Configuration, 'version' | 'syntax'>;
  readonly account: Account;
  readonly party: string;
  readonly open?: OpenOptions;
  readonly tap?: Tap;
}

/** @throws what the login or the call throws; the session is closed all the same */
export async function visiting<T>(
  { ixit, configuration, account, party, open, tap = createTap() }: VisitOptions,
  call: (client: Client) => Promise<T>,
): Promise<T> {
  const { version, syntax } = configuration;
  const { timers, http, keepAlive } = ixit;
  const transport = createHttpClient({ tap, timers, headers: http.headers, proxy: http.proxy, tls: tlsOf(http.tls) });
  const client = createClient({
    transport,
    url: addressOf(ixit, version, syntax),
    version,
    syntax,
    party,
    userId: account.user,
    password: account.password,
    timers: { ...timers, pollMinimum: ixit.pollMinimum },
  });
  try {
    await client.open({ timeToLive: keepAlive.timeToLive, ...open });
    const result = await call(client);
    if (client.session.sessionId !== undefined) await client.logout();
    return result;
  } finally {
    await client.close();
    transport.close();
  }
}

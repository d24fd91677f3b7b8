/** Other domains named on the command line, `beta.example=http://127.0.0.1:8081/`, and the relay that reaches them. */
import { resolveSrv } from 'node:dns/promises';
import type { RelayOptions } from '../server/relay/options.ts';
import { srvLookup } from '../server/relay/srv.ts';
import type { Interworking } from '../server/sessions/accounts-file.ts';
import { UsageError } from './failure.ts';

/** The domain table. @throws UsageError that names the entry in question. */
export function domainsOf(entries: readonly string[]): Readonly<Record<string, string>> {
  const domains: Record<string, string> = {};
  for (const entry of entries) {
    const [, domain, url] = /^([^=@\s]+)=(https?:\/\/\S+)$/.exec(entry) ?? [];
    if (domain === undefined || url === undefined || !URL.canParse(url)) {
      throw new UsageError(`--peer ${entry}: write domain=url, such as beta.example=http://127.0.0.1:8081/`);
    }
    domains[domain.toLowerCase()] = url;
  }
  return domains;
}

/** The relay for the domains of the command line and of the file; undefined where none is named. Dialects are loaded only then. */
export async function relayFor(
  peers: readonly string[],
  dialectFile?: string,
  found?: Interworking,
): Promise<RelayOptions | undefined> {
  const domains = { ...found?.peers, ...domainsOf(peers) };
  if (Object.keys(domains).length === 0 && found?.lookup !== true) {
    if (dialectFile !== undefined) throw new UsageError('--dialect is about other domains; name one with --peer');
    return undefined;
  }
  const { DialectError, defaultDialect, loadDialect } = await import('../transport/ssp/dialects.ts');
  try {
    const dialect = dialectFile === undefined ? defaultDialect() : loadDialect(dialectFile);
    return { domains, dialect, ...(found !== undefined && waysOf(found)) };
  } catch (error) {
    if (error instanceof DialectError) throw new UsageError(error.message);
    throw error;
  }
}

function waysOf({ routes, relays, lookup, groupsFrom, groupsFor }: Interworking): Partial<RelayOptions> {
  return {
    routes,
    relays,
    ...(groupsFrom !== undefined && { services: { GroupFeat: groupsFrom } }),
    serves: { GroupFeat: groupsFor },
    ...(lookup && { lookup: srvLookup(resolveSrv) }),
  };
}

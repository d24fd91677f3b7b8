/** Other domains named on the command line, `beta.example=http://127.0.0.1:8081/`, and the relay that reaches them. */
import type { RelayOptions } from '../server/relay/options.ts';
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

/** The relay for these domains; undefined where none is named. Dialects are loaded only then. */
export async function relayFor(peers: readonly string[], dialectFile?: string): Promise<RelayOptions | undefined> {
  if (peers.length === 0) {
    if (dialectFile !== undefined) throw new UsageError('--dialect is about other domains; name one with --peer');
    return undefined;
  }
  const domains = domainsOf(peers);
  const { DialectError, defaultDialect, loadDialect } = await import('../transport/ssp/dialects.ts');
  try {
    return { domains, dialect: dialectFile === undefined ? defaultDialect() : loadDialect(dialectFile) };
  } catch (error) {
    if (error instanceof DialectError) throw new UsageError(error.message);
    throw error;
  }
}

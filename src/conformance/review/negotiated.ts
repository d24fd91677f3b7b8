/** The offers of a server to a client that is logged in: functions, and versions. */
import type { Client } from '../../client/types.ts';
import type { ServiceLeaf } from '../../protocol/facts/service-tree.ts';
import type { Version } from '../../protocol/version.ts';

/**
 * The functions a server offers: those it names where it is asked for all, else those it agrees to.
 * @throws where the negotiation itself fails
 */
export async function offeredBy(client: Client): Promise<ReadonlySet<ServiceLeaf>> {
  const capabilities = await client.negotiateCapabilities();
  capabilities.answer.orThrow();
  const services = await client.negotiateServices({ want: 'all', all: true });
  services.answer.orThrow();
  return services.offered ?? services.agreed;
}

/** The versions that version discovery names; undefined for a server that does not answer it. */
export async function discoverable(client: Client): Promise<readonly Version[] | undefined> {
  try {
    const { response, versions } = await client.discoverVersions();
    return response === undefined ? undefined : versions;
  } catch {
    return undefined;
  }
}

/** Version discovery in scenarios. */
import type { DiscoveryOutcome } from '../../src/client/session-outcomes.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import { VERSION_FACTS } from '../../src/protocol/syntax/index.ts';
import { VERSIONS } from '../../src/protocol/version.ts';
import type { World } from '../support/world.ts';

/** Asks without login; 1.2 knows two spellings, and the other one is tried where the first is not understood. */
export async function discover(world: World): Promise<DiscoveryOutcome> {
  const { client } = world.party('A');
  let outcome = await client.discoverVersions({ versions: VERSIONS });
  if (outcome.response === undefined && world.version === '1.2') {
    world.note('the spelling WV-CSP-VersionDiscovery-Request was not understood, WV-CSP-NSDiscovery-Request was tried');
    outcome = await client.discoverVersions({ versions: VERSIONS, spelling: 'NSDiscovery' });
  }
  world.keepReply(world.party('A'), outcome.reply);
  return world.keep('discovery', outcome);
}

/** Every namespace the suite offers. */
export function offeredNamespaces(): readonly string[] {
  return VERSIONS.flatMap((version) => Object.values(VERSION_FACTS[version].namespaces));
}

/** The session namespaces of the claimed versions that know version discovery. */
export function servedNamespaces(world: World): readonly string[] {
  return world.ics.versions
    .filter((version) => version !== '1.1')
    .map((version) => VERSION_FACTS[version].namespaces.CSP);
}

export function namespacesIn(response: Value<'WV-CSP-VersionDiscovery-Response'>): readonly string[] {
  const { VersionList } = response;
  return Object.values(VersionList ?? {}).flat();
}

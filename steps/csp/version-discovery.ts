/** Version discovery in scenarios. */
import type { DiscoveryOutcome } from '../../src/client/session-outcomes.ts';
import { VERSION_FACTS } from '../../src/protocol/syntax/index.ts';
import type { Version } from '../../src/protocol/version.ts';
import type { World } from '../support/world.ts';

/** A namespace of the pattern of the others, of a version that nobody serves. */
const UNKNOWN = 'http://www.openmobilealliance.org/DTD/WV-UNKNOWN9.9';

/** The lists of namespaces in a question and its answer, and the kind of namespace that belongs in each. */
const KINDS = { SessionNSName: 'CSP', TransactionNSName: 'TRC', PresenceAttributeNSName: 'PA' } as const;

type Kind = keyof typeof KINDS;
type Listed = Readonly<Record<Kind, readonly string[]>>;

/** Offers the namespaces of these versions and an unknown one; of 1.2 the other spelling is tried where this one is not understood. */
export async function discover(world: World, versions: readonly Version[]): Promise<DiscoveryOutcome> {
  const { client } = world.party('A');
  const offer = { versions, unknown: UNKNOWN };
  let outcome = await client.discoverVersions(offer);
  if (outcome.response === undefined && world.version === '1.2') {
    world.note('the spelling WV-CSP-VersionDiscovery-Request was not understood, WV-CSP-NSDiscovery-Request was tried');
    outcome = await client.discoverVersions({ ...offer, spelling: 'NSDiscovery' });
  }
  world.keepReply(world.party('A'), outcome.reply);
  world.keep('offered versions', versions);
  return world.keep('discovery', outcome);
}

/** Claimed versions that know version discovery. */
export function servedVersions(world: World): readonly Version[] {
  return world.ics.versions.filter((version) => version !== '1.1');
}

/** The namespaces of versions, each kind in its list. */
export function namespacesOf(versions: readonly Version[]): Listed {
  const of = (kind: Kind) => versions.map((version) => VERSION_FACTS[version].namespaces[KINDS[kind]]);
  return perKind(of);
}

/** The namespaces of the answer. */
export function listedIn(world: World): Listed {
  const { response } = world.kept<DiscoveryOutcome>('discovery');
  const { VersionList } = world.expect.present('VersionDiscovery response', response);
  return perKind((kind) => (VersionList?.[kind] ?? []).map((name) => name.trim()));
}

/** Namespaces of the one that the other lacks, each with its list. */
export function lacking(some: Listed, other: Listed): readonly string[] {
  const kinds: readonly Kind[] = ['SessionNSName', 'TransactionNSName', 'PresenceAttributeNSName'];
  return kinds.flatMap((kind) => some[kind].filter((name) => !other[kind].includes(name)).map((n) => `${kind} ${n}`));
}

function perKind(of: (kind: Kind) => readonly string[]): Listed {
  return {
    SessionNSName: of('SessionNSName'),
    TransactionNSName: of('TransactionNSName'),
    PresenceAttributeNSName: of('PresenceAttributeNSName'),
  };
}

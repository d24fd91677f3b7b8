/** The part of the reference server in the primitives of CSP, derived from its handlers and the functions it offers. */
import type { Served } from '../conformance/features/primitives.ts';
import { answersTo, functionOf, PRIMITIVE_NAMES, primitiveFacts } from '../protocol/facts/primitives.ts';
import type { Version } from '../protocol/version.ts';
import { serverProfile } from '../server/profile.ts';
import type { ServerOptions } from '../server/server.ts';
import { type Offered, offeredBy } from './claims.ts';
import { embeddedServerOptions } from './iut.ts';

/** Primitives of a client that no handler takes: polls are the business of the dispatch, discovery has no transaction. */
const WITHOUT_HANDLER: Readonly<Record<string, (offered: Offered) => boolean>> = {
  'Polling-Request': () => true,
  'WV-CSP-VersionDiscovery-Request': ({ profile }) => profile.discovery.supported,
};

/** The server whose provider has everything there can be: maps, which somebody has to draw. */
function fullyEquipped(options: ServerOptions): ServerOptions {
  const profile = options.profile ?? serverProfile();
  const map = { url: 'http://maps.example/{longitude}/{latitude}' };
  return { ...options, profile: { ...profile, presence: { ...profile.presence, map } } };
}

function offersFunctionOf(primitive: string, version: Version, offered: Offered): boolean {
  const name = functionOf(primitive, version);
  // What no function carries cannot be offered.
  if (name === undefined || name === 'none') return false;
  const feature = primitiveFacts(primitive)?.mandatoryWithin ?? 'FundamentalFeat';
  return offered.functions(version).has(name === 'mandatory' ? feature : name);
}

function takes(primitive: string, version: Version, offered: Offered): boolean {
  if (!offersFunctionOf(primitive, version, offered)) return false;
  return WITHOUT_HANDLER[primitive]?.(offered) ?? offered.primitives.has(primitive);
}

/** True if it takes a primitive, or has an occasion to send it: a request it takes, or a function it offers. */
function does(primitive: string, version: Version, offered: Offered): boolean {
  const facts = primitiveFacts(primitive);
  if (facts === undefined || !facts.versions.includes(version) || !offered.profile.versions.includes(version)) {
    return false;
  }
  if (facts.role === 'notification') return offersFunctionOf(primitive, version, offered);
  if (facts.role === 'request' || facts.direction === 'C->S') return takes(primitive, version, offered);
  return PRIMITIVE_NAMES.some(
    (request) => takes(request, version, offered) && ['Status', ...answersTo(request, version)].includes(primitive),
  );
}

/**
 * The primitives that the reference server serves, the one of the suite and one whose provider has everything. That it really does is
 * seen in the transcripts of the suite: scripts/check-primitives.ts.
 */
export function servedPrimitives(options = embeddedServerOptions()): (primitive: string, version: Version) => Served {
  const usual = offeredBy(options);
  const equipped = offeredBy(fullyEquipped(options));
  return (primitive, version) => {
    if (does(primitive, version, usual)) return 'yes';
    return does(primitive, version, equipped) ? 'where equipped' : 'no';
  };
}

/**
 * Service negotiation (csp semantics, Service negotiation): what a session may use. What was not agreed is answered
 * 506, and the server sends nothing that belongs to it.
 */

import { primitiveFacts } from '../../protocol/facts/primitives.ts';
import {
  expand,
  type FunctionsValue,
  featuresIn,
  functionsElement,
  invert,
  isServiceLeaf,
  leavesOf,
  placeOf,
  SERVICE_TREE,
  type ServiceFeature,
  type ServiceLeaf,
} from '../../protocol/facts/service-tree.ts';
import { draft } from '../../protocol/messages/any-version.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import type { ServiceName } from '../access-profile.ts';

/** The offer to a session: codes, and features whose functions without a code are on offer. */
export interface ServiceOffer {
  readonly leaves: ReadonlySet<ServiceLeaf>;
  readonly features: ReadonlySet<ServiceFeature>;
}

/** The agreement of a session. */
export interface Agreement {
  readonly agreed: ReadonlySet<ServiceName>;
  /** Asked for and refused. */
  readonly refused: ReadonlySet<ServiceName>;
}

/** Before negotiation: nothing but what needs no agreement. */
export const noAgreement: Agreement = { agreed: new Set(), refused: new Set() };

const FEATURES: readonly ServiceFeature[] = SERVICE_TREE['1.3'].map((feature) => feature.name);

/** The part of `implemented` in a version that is left once everything in `withheld` is taken away. */
export function offerOf(
  implemented: ReadonlySet<ServiceName>,
  version: Version,
  ...withheld: readonly (readonly ServiceName[])[]
): ServiceOffer {
  const gone = new Set(withheld.flat());
  const features = FEATURES.filter((feature) => implemented.has(feature) && !gone.has(feature));
  const leaves = leavesOf(version).filter((leaf) => {
    const feature = placeOf(leaf)?.feature;
    return implemented.has(leaf) && !gone.has(leaf) && (feature === undefined || !gone.has(feature));
  });
  return { leaves: new Set(leaves), features: new Set(features) };
}

export interface Negotiated {
  readonly agreement: Agreement;
  /** The Functions of the answer; undefined when everything asked for was agreed. */
  readonly refused: Value<'Functions'> | undefined;
}

/** Negotiates a request against an offer. A code the version does not have is neither agreed nor refused (AMB-051). */
export function negotiate(functions: FunctionsValue | undefined, version: Version, offer: ServiceOffer): Negotiated {
  const asked = expand(functions, version);
  const askedFeatures = featuresIn(functions, version);
  const refusedLeaves = invert(asked, offer.leaves);
  const refusedFeatures = [...askedFeatures].filter((feature) => !offer.features.has(feature));
  const agreed = new Set<ServiceName>([
    ...invert(asked, refusedLeaves),
    ...[...askedFeatures].filter((feature) => offer.features.has(feature)),
  ]);
  return {
    agreement: { agreed, refused: new Set<ServiceName>([...refusedLeaves, ...refusedFeatures]) },
    refused: namedFunctions(refusedLeaves, version, refusedFeatures),
  };
}

/** Adds an agreement to an earlier one: what is asked for anew is decided anew. */
export function addAgreement(earlier: Agreement, later: Agreement): Agreement {
  const agreed = new Set([...earlier.agreed, ...later.agreed]);
  for (const name of later.refused) agreed.delete(name);
  const refused = new Set([...earlier.refused, ...later.refused]);
  for (const name of later.agreed) refused.delete(name);
  return { agreed, refused };
}

/** The AllFunctions of an answer: everything on offer. */
export function allFunctions(offer: ServiceOffer, version: Version): Value<'AllFunctions'> {
  const named = namedFunctions(offer.leaves, version, offer.features);
  return draft('AllFunctions', { WVCSPFeat: named?.WVCSPFeat ?? {} });
}

/**
 * The smallest tree that names these and cannot be misread: no empty WVCSPFeat, which some read as nothing at all
 * (AMB-169), and no feature as a whole while its functions without a code are not meant.
 */
function namedFunctions(
  leaves: ReadonlySet<ServiceLeaf>,
  version: Version,
  features: Iterable<ServiceFeature>,
): Value<'Functions'> | undefined {
  const whole = new Set(features);
  const element = functionsElement(leaves, version, whole);
  if (element === undefined) return undefined;
  const tree: Partial<Record<ServiceFeature, object>> = { ...element.WVCSPFeat };
  const everything = Object.keys(tree).length === 0;
  for (const feature of SERVICE_TREE[version]) {
    const content = everything ? {} : tree[feature.name];
    if (content === undefined) continue;
    const isWhole = Object.keys(content).length === 0;
    tree[feature.name] =
      isWhole && !whole.has(feature.name)
        ? Object.fromEntries(feature.groups.map((group) => [group.name, {}]))
        : content;
  }
  return draft('Functions', { WVCSPFeat: tree });
}

type Needs = readonly ServiceName[];
const NOTHING: Needs = [];

function computeNeeds(primitive: string, version: Version): Needs {
  // MessageDelivered confirms pushed and fetched messages alike (csp semantics, Service negotiation).
  if (primitive === 'MessageDelivered') return ['NEWM', 'GETM'];
  const facts = primitiveFacts(primitive);
  const needed = facts?.function[version];
  if (needed === undefined || needed === 'none') return NOTHING;
  if (needed !== 'mandatory') return isServiceLeaf(needed) ? [needed] : NOTHING;
  const feature = facts?.mandatoryWithin;
  return feature === undefined || feature === 'FundamentalFeat' ? NOTHING : [feature];
}

const needs: Readonly<Record<Version, Map<string, Needs>>> = { '1.1': new Map(), '1.2': new Map(), '1.3': new Map() };

/**
 * The functions that must have been agreed for a primitive to be used in a version: one of these names; empty when nothing is
 * needed (session transactions, extensions).
 */
export function neededFor(primitive: string, version: Version): Needs {
  let found = needs[version].get(primitive);
  if (found === undefined) {
    found = computeNeeds(primitive, version);
    // Only known names are kept, so that no client can make the table grow.
    if (primitiveFacts(primitive) !== undefined) needs[version].set(primitive, found);
  }
  return found;
}

/** The functions that a set of service elements implements. */
export function implementedBy(
  elements: readonly { readonly functions: readonly ServiceName[] }[],
): ReadonlySet<ServiceName> {
  return new Set<ServiceName>(elements.flatMap((element) => element.functions));
}

/** All names a profile or an account may withhold, in the order of the tree. */
export const SERVICE_NAMES: readonly ServiceName[] = [
  ...FEATURES,
  ...new Set(VERSIONS.flatMap((version) => leavesOf(version))),
];

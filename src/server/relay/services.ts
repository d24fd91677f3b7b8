/** Service discovery and negotiation: what another domain is offered and granted, and what that agreement allows (ssp, section 11). */
import { isSsp, type SspPrimitive, sspPrimitive } from '../../protocol/ssp/envelope.ts';
import { featureOf, SSP_FEATURES } from '../../protocol/ssp/primitives.ts';
import type { Link } from './link.ts';
import type { SspFeature } from './options.ts';

export interface Agreements {
  /** The answer to a request about the agreement itself; undefined for any other request. */
  answer(request: SspPrimitive, link: Link): SspPrimitive | undefined;
  /** Does the agreement with a domain cover a request? */
  covers(link: Link, request: SspPrimitive): boolean;
}

interface AgreementParts {
  /** The features that this server has, or can lead to. */
  readonly offered: () => readonly SspFeature[];
  /** The most that a domain is granted; undefined: all that is offered. */
  readonly grants: Readonly<Record<string, readonly SspFeature[]>>;
}

const tree = (features: readonly SspFeature[]) => ({ ServiceFeature: features.map((name) => ({ name })) });

export function createAgreements({ offered, grants }: AgreementParts): Agreements {
  const most = (link: Link) => offered().filter((feature) => grants[link.domain]?.includes(feature) ?? true);
  return {
    answer(request, link) {
      if (isSsp(request, 'ServiceDiscoveryRequest')) {
        return sspPrimitive('ServiceDiscoveryResponse', { Status: { code: 200 }, ServiceTree: tree(offered()) });
      }
      if (!isSsp(request, 'ServiceNegotiationRequest')) return undefined;
      const asked = new Set((request.value.ServiceTree.ServiceFeature ?? []).map(({ name }) => name));
      const granted = most(link).filter((feature) => asked.has(feature));
      link.agreed = new Set(granted);
      return sspPrimitive('ServiceNegotiationResponse', { Status: { code: 200 }, ServiceTree: tree(granted) });
    },
    covers(link, { name }) {
      const feature = featureOf(name);
      if (feature === undefined) return true;
      if (grants[link.domain]?.includes(feature) === false) return false;
      return link.agreed?.has(feature) ?? true;
    },
  };
}

/** All features, those first that every server has. */
export const ALL_FEATURES: readonly SspFeature[] = SSP_FEATURES;

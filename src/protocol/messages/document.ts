/** A whole message in memory, by its root element. */
import type { Protocol } from '../configuration.ts';
import type { Value } from './infer.ts';

export type RootName = 'WV-CSP-Message' | 'WV-CSP-VersionDiscovery-Request' | 'WV-CSP-VersionDiscovery-Response';

/** A whole message in memory, with the version its namespaces say. */
export type Document =
  | { readonly version: '1.1'; readonly root: 'WV-CSP-Message'; readonly content: Value<'WV-CSP-Message', '1.1'> }
  | { readonly version: '1.2'; readonly root: 'WV-CSP-Message'; readonly content: Value<'WV-CSP-Message', '1.2'> }
  | { readonly version: '1.3'; readonly root: 'WV-CSP-Message'; readonly content: Value<'WV-CSP-Message', '1.3'> }
  | {
      readonly version: '1.2' | '1.3';
      readonly root: 'WV-CSP-VersionDiscovery-Request';
      readonly content: Value<'WV-CSP-VersionDiscovery-Request'>;
    }
  | {
      readonly version: '1.2' | '1.3';
      readonly root: 'WV-CSP-VersionDiscovery-Response';
      readonly content: Value<'WV-CSP-VersionDiscovery-Response'>;
    };

/** The protocol that a message belongs to, by its root. */
const PROTOCOL_OF_ROOT: Readonly<Record<RootName | 'WV-SSP-Message', Protocol>> = {
  'WV-CSP-Message': 'csp',
  'WV-CSP-VersionDiscovery-Request': 'csp',
  'WV-CSP-VersionDiscovery-Response': 'csp',
  'WV-SSP-Message': 'ssp',
};
const protocols: ReadonlyMap<string, Protocol> = new Map(Object.entries(PROTOCOL_OF_ROOT));

/** The protocol that a root element tells; undefined for a root of no message. */
export function protocolOfRoot(name: string): Protocol | undefined {
  return protocols.get(name);
}

/** True for the root of a message of CSP, in some version. */
export function isRootName(name: string): name is RootName {
  return protocolOfRoot(name) === 'csp';
}

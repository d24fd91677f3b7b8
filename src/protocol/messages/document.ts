/** A whole message in memory, by its root element. */
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

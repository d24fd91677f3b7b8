/** Version discovery: a message of its own kind, outside sessions and transactions (1.2 and later). */

import { type Document, VERSION_FACTS, write } from '../protocol/syntax/index.ts';
import { type NamespaceKey, VERSIONS } from '../protocol/version.ts';
import type { Core } from './core.ts';
import { demandValid } from './encode.ts';
import type { DiscoveryOptions, DiscoveryOutcome } from './session-outcomes.ts';

/** Asks which of these versions the server knows. A client of 1.1 asks in a message of 1.2: 1.1 has none. */
export async function discoverVersions(core: Core, options: DiscoveryOptions = {}): Promise<DiscoveryOutcome> {
  const asked = options.versions ?? VERSIONS;
  const spaces = asked.map((version) => VERSION_FACTS[version].namespaces);
  const unknown = options.unknown === undefined ? [] : [options.unknown];
  const offered = (key: NamespaceKey) => [...spaces.map((space) => space[key]), ...unknown];
  const version = core.options.version === '1.3' ? '1.3' : '1.2';
  const syntax = options.send?.syntax ?? core.options.syntax;
  const document: Document = {
    version,
    root: 'WV-CSP-VersionDiscovery-Request',
    content: {
      VersionList: {
        SessionNSName: offered('CSP'),
        TransactionNSName: offered('TRC'),
        PresenceAttributeNSName: offered('PA'),
      },
    },
  };
  demandValid(document);
  let octets = write(document, { ...core.options.writing, syntax });
  if (options.spelling === 'NSDiscovery' && syntax === 'xml') {
    const text = new TextDecoder().decode(octets);
    octets = new TextEncoder().encode(text.replaceAll('WV-CSP-VersionDiscovery-Request', 'WV-CSP-NSDiscovery-Request'));
  }
  const reply = await core.sendRaw(octets, { ...options.send });
  const found = reply.read?.document;
  const response = found?.root === 'WV-CSP-VersionDiscovery-Response' ? found.content : undefined;
  const names: readonly string[] = response?.VersionList?.SessionNSName ?? [];
  const versions = VERSIONS.filter((v) => names.includes(VERSION_FACTS[v].namespaces.CSP));
  return { versions, response, reply };
}

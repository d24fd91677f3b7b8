/** Version discovery (csp semantics, Version discovery; 1.2 and later): no session, no transaction. */

import type { Document } from '../../protocol/messages/document.ts';
import { VERSION_FACTS } from '../../protocol/syntax/index.ts';
import type { NamespaceKey } from '../../protocol/version.ts';
import type { AccessProfile } from '../access-profile.ts';

type DiscoveryRequest = Extract<Document, { root: 'WV-CSP-VersionDiscovery-Request' }>;

/** Of the namespaces a client names those served here; of a client that names none, all of them. */
function common(offered: readonly string[] | undefined, key: NamespaceKey, profile: AccessProfile): string[] {
  const served = profile.versions.map((version) => VERSION_FACTS[version].namespaces[key]);
  if (offered === undefined) return served;
  const trimmed = offered.map((name) => name.trim());
  return served.filter((name) => trimmed.includes(name));
}

/** The answer. `spelling` is the root as the client wrote it: 1.2 has two names for it (AMB-023). */
export function discover(request: DiscoveryRequest, spelling: string, profile: AccessProfile): Document {
  const list = request.content.VersionList;
  // A list without names of a kind offers none of it.
  const none = list === undefined ? undefined : [];
  const content = {
    VersionList: {
      SessionNSName: common(list?.SessionNSName ?? none, 'CSP', profile),
      TransactionNSName: common(list?.TransactionNSName ?? none, 'TRC', profile),
      PresenceAttributeNSName: common(list?.PresenceAttributeNSName ?? none, 'PA', profile),
    },
    OtherServer: profile.discovery.otherServers.map((url) => ({ URL: url })),
  };
  const older = spelling === 'WV-CSP-NSDiscovery-Request' && request.version === '1.2';
  const root = older ? 'WV-CSP-NSDiscovery-Response' : 'WV-CSP-VersionDiscovery-Response';
  return { version: request.version, root, content } as Document;
}

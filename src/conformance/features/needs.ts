/** The needs of requirements and scenarios beside the wire, and the means of the tester. */
import type { Requirement } from '../catalogue/types.ts';
import { type Ixit, PARTIES, SPECIAL_ACCOUNTS } from '../ics/types.ts';
import { CAPABILITIES, type Capability } from '../iut/adapter.ts';

/** The means of a tester: the IXIT and the abilities of the adapter. */
export interface Means {
  readonly ixit: Ixit;
  readonly capabilities: ReadonlySet<Capability>;
}

/** Something missing: the key to fill in or the ability to lend, and a sentence on it. */
export interface Lack {
  readonly missing: string;
  readonly message: string;
  /** Nothing is missing: the implementation is known to decide otherwise than the scenario is about. */
  readonly otherwise?: boolean;
}

type Need = (means: Means, requirement: string) => Lack | undefined;

const lack = (missing: string, message: string): Lack => ({ missing, message });
const ability =
  (capability: Capability, message: string): Need =>
  ({ capabilities }) =>
    capabilities.has(capability) ? undefined : lack(`adapter: ${capability}`, message);
const never =
  (missing: string, message: string): Need =>
  () =>
    lack(missing, message);
const account =
  (name: (typeof SPECIAL_ACCOUNTS)[number], message: string): Need =>
  ({ ixit }) =>
    ixit.specialAccounts[name] === undefined ? lack(`ixit.accounts.${name}`, message) : undefined;

/** Which limit of the IXIT a requirement runs into. */
const LIMITS: Readonly<Record<string, keyof Ixit['limits']>> = {
  'CSP-CLS-013': 'contactLists',
  'CSP-CLS-027': 'contacts',
  'CSP-ATL-007': 'attributeLists',
  'CSP-GRP-009': 'groupsPerUser',
  'CSP-GRP-010': 'groups',
  'CSP-JON-017': 'joinedGroups',
  'CSP-SRC-025': 'searchHits',
  'CSP-SRC-026': 'searchHits',
  'CSP-IMS-029': 'queue',
};
const limit: Need = ({ ixit }, requirement) => {
  const key = LIMITS[requirement];
  if (key === undefined) return lack('ixit.limits', 'a limit of the implementation must be known');
  return ixit.limits[key] === undefined
    ? lack(`ixit.limits.${key}`, 'this limit of the implementation must be known')
    : undefined;
};

function peers(count: number, message: string): Need {
  return ({ ixit }) =>
    (ixit.ssp?.peers.length ?? 0) < count ? lack(`ixit.ssp.peers[${count - 1}]`, message) : undefined;
}

/** Names that nobody has seen are those of the server only if somebody says so. */
function wireNames({ ixit }: Means): Lack | undefined {
  if (ixit.ssp?.dialectFile !== undefined) return undefined;
  return lack('ixit.ssp.dialect', 'the names of the elements in question are not attested: a dialect must tell them');
}

/** The adapters of the catalogue (scr-tables/adapters.json) and what stands for each on the tester's side. */
const ADAPTERS: Readonly<Record<string, Need>> = {
  'account-creation': ({ ixit }) =>
    ixit.policies.automaticRegistration === true
      ? undefined
      : lack('ixit.policies.automaticRegistration', 'the server must create accounts at login'),
  'barred-account': account('barred', 'an account that is barred is needed'),
  'restricted-account': account('restricted', 'an account whose profile leaves out a service is needed'),
  'msisdn-account': account('phone', 'an account with a known telephone number is needed'),
  'public-group': ({ ixit }) =>
    ixit.groups.public === undefined ? lack('ixit.groups.public', 'a group of the provider is needed') : undefined,
  clock: ability(
    'clock',
    'needs a server whose clock can be advanced: provide a control program with the capability clock (ixit.program), or wait for the time to pass (impsc run --real-time)',
  ),
  'server-disconnect': ability('disconnect', 'the server must be made to end a session'),
  'operator-message': ability('system-message', 'the operator must send a system message'),
  'list-limits': limit,
  'group-limits': limit,
  'search-limits': limit,
  'queue-limit': limit,
  credit: account('unfunded', 'an account without credit for messages is needed'),
  gateway: never('a gateway', 'a gateway to another message service is needed'),
  load: never('load', 'a search must be made to take too long'),
  'network-identity': (means, requirement) =>
    means.ixit.network.headers.length === 0
      ? lack('ixit.network.headers', 'the network must tell the server the telephone number of the client')
      : ADAPTERS['msisdn-account']?.(means, requirement),
  sms: ability('short-messages', 'a short-message centre that reaches the implementation is needed'),
  'client-operator': ability('client-operator', 'somebody must operate the client under test'),
  'client-display': ability('client-display', 'somebody must say what the client shows'),
  'dns-zone': never('a DNS zone', 'a DNS zone under the tester’s control is needed'),
  'remote-service-element': (means, requirement) =>
    means.ixit.ssp?.peers.some(({ provides }) => provides !== undefined) === true
      ? account('elsewhere', 'a user whose service another domain provides is needed')(means, requirement)
      : lack('ixit.ssp.peers[].provides', 'the server must use a service element of another domain'),
  'second-peer': peers(2, 'a second peer domain is needed'),
  'three-peers': peers(3, 'three peer domains are needed'),
  'session-end': (means) => wireNames(means),
  'short-time-to-live': ability('clock', 'the time-to-live of a session must pass'),
  'ssp-wire-names': (means) => wireNames(means),
};

/** The words of the catalogue under `ixit`, by requirement. */
const TOLD: Readonly<Record<string, Need>> = {
  'CSP-FEA-005': () => undefined,
  'CSP-GRP-020': (means, requirement) => ADAPTERS['public-group']?.(means, requirement),
  'CSP-JON-020': (means, requirement) => ADAPTERS['public-group']?.(means, requirement),
  'CSP-INV-022': ({ ixit }) => policy(ixit, 'offlineInvitations'),
  'CSP-INV-023': ({ ixit }) => policy(ixit, 'offlineInvitations'),
  'CSP-SRC-001': ({ ixit }) => policy(ixit, 'searchable'),
  'CSP-SRC-002': ({ ixit }) =>
    Object.keys(ixit.accounts.alice.profile).length > 0
      ? undefined
      : lack('ixit.accounts.alice.profile', 'values a search can find must be known'),
  'CSP-SRC-003': (means, requirement) => ADAPTERS['msisdn-account']?.(means, requirement),
};

function policy(ixit: Ixit, key: 'offlineInvitations' | 'searchable'): Lack | undefined {
  return ixit.policies[key] === true
    ? undefined
    : lack(`ixit.policies.${key}`, 'the implementation must do this, and the IXIT say so');
}

/** The means that the tester lacks for a requirement; undefined where it can be tested. */
export function lackOf(requirement: Requirement, means: Means): Lack | undefined {
  const id = /^needs-adapter:(.+)$/.exec(requirement.testability)?.[1];
  if (id !== undefined) {
    const need = ADAPTERS[id];
    const missing = need === undefined ? lack(id, `nobody knows how to provide "${id}"`) : need(means, requirement.id);
    if (missing !== undefined) return missing;
  }
  return TOLD[requirement.id]?.(means, requirement.id);
}

const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  accounts: [...PARTIES, ...SPECIAL_ACCOUNTS],
  groups: ['public', 'joinable'],
  limits: [
    'contactLists',
    'contacts',
    'attributeLists',
    'groupsPerUser',
    'groups',
    'joinedGroups',
    'searchHits',
    'queue',
  ],
  policies: [
    'secondLogin',
    'storeAndForward',
    'offlineInvitations',
    'searchable',
    'privateGroups',
    'automaticRegistration',
  ],
};
const KEY_TAG = /^(accounts|groups|limits|policies)\.(\w+)(?:=(.+))?$/;

/** True if a `@needs:` tag names something there is. */
export function isNeed(tag: string): boolean {
  if (CAPABILITIES.some((c) => c === tag)) return true;
  const [, section = '', key = ''] = KEY_TAG.exec(tag) ?? [];
  return SECTIONS[section]?.includes(key) ?? false;
}

/**
 * The means that the tester lacks for a `@needs:` tag: an ability of the adapter (`clock`) or a key of the IXIT
 * (`accounts.barred`, `groups.public`, `limits.contacts`, `policies.secondLogin`, with `=value` a certain value).
 * Undefined where nothing is lacking.
 */
export function lackOfTag(tag: string, means: Means): Lack | undefined {
  if (!isNeed(tag)) return lack(`@needs:${tag}`, 'nobody knows what this tag asks for');
  const capability = CAPABILITIES.find((c) => c === tag);
  if (capability !== undefined) {
    return ability(capability, `the adapter must be able to do "${capability}"`)(means, '');
  }
  const [, section = '', key = '', wanted] = KEY_TAG.exec(tag) ?? [];
  const { ixit } = means;
  const found: Readonly<Record<string, object>> = {
    accounts: { ...ixit.accounts, ...ixit.specialAccounts },
    groups: ixit.groups,
    limits: ixit.limits,
    policies: ixit.policies,
  };
  const value = (found[section] as Readonly<Record<string, unknown>> | undefined)?.[key];
  const name = `ixit.${section}.${key}`;
  if (value === undefined || (value === false && wanted === undefined)) {
    return lack(name, `the IXIT does not give ${section}.${key}`);
  }
  if (wanted !== undefined && String(value) !== wanted) {
    const message = `the scenario is about ${wanted}, the implementation does ${String(value)}`;
    return { ...lack(name, message), otherwise: true };
  }
  return undefined;
}

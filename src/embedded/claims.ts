/** Claims of the reference server: worked out from what its profile and its service elements offer. */
import type { Catalogue } from '../conformance/catalogue/catalogue.ts';
import type { Item } from '../conformance/catalogue/types.ts';
import type { Claim } from '../conformance/ics/types.ts';
import type { ServiceFeature } from '../protocol/facts/service-tree.ts';
import type { Version } from '../protocol/version.ts';
import { type ServerProfile, serverProfile } from '../server/profile.ts';
import { createServer, type ServerOptions } from '../server/server.ts';
import type { AccessRules } from '../server/transactions/core.ts';

/** The offer of a server. */
export interface Offered {
  readonly profile: ServerProfile;
  readonly primitives: ReadonlySet<string>;
  /** It runs channels for communication initiation. */
  readonly cir: boolean;
  /** It has a number at a short-message centre. */
  readonly sms: boolean;
  /** It speaks with other servers. */
  readonly relays: boolean;
  functions(version: Version): ReadonlySet<string>;
}

/** The items of the features as a whole, which have no function code of their own. */
const FEATURES: Readonly<Record<string, ServiceFeature>> = {
  'IMPS-CSP-S-PRESENCE': 'PresenceFeat',
  'IMPS-CSP-S-IM': 'IMFeat',
  'IMPS-CSP-S-GROUP': 'GroupFeat',
};

/** Done towards other servers, where there is a way to them. */
function relayed(feature?: string): (offered: Offered, has: (code: string) => boolean) => boolean {
  return ({ relays }, has) => relays && (feature === undefined || has(feature));
}

/** Optional items without a function code: when the server does them. */
const OTHERS: Readonly<Record<string, (offered: Offered, has: (code: string) => boolean) => boolean>> = {
  'IMPS-CSP-S-VERDISC': ({ profile }) => profile.discovery.supported,
  'IMPS-CSP-S-REEST': ({ profile }) => profile.login.reestablishment,
  'IMPS-CSP-S-AUTOLOGIN': ({ profile }) => profile.login.autoRegistration || profile.login.numberHeader !== undefined,
  'IMPS-CSP-S-MULTISESS': ({ profile }) => profile.login.userSessionLimit > 1,
  'IMPS-CSP-S-DISCONNECT': () => true,
  'IMPS-CSPT-S-SMS': ({ sms }) => sms,
  'IMPS-SMS-S-BINDING': ({ sms }) => sms,
  'IMPS-CSP-S-CONTENT': (_, has) => has('INVIT') && has('CAINV'),
  'IMPS-CSP-S-AUTOSUB': ({ profile }, has) => has('CCLI') && profile.presence.autoSubscribe,
  'IMPS-CSP-S-RICHCONTENT': (_, has) => has('IMFeat'),
  'IMPS-SSP-S-KEEPALIVE': relayed(),
  'IMPS-SSP-S-END': relayed(),
  'IMPS-SSP-S-IM': relayed('IMFeat'),
  'IMPS-SSP-S-PRESENCE': relayed('PresenceFeat'),
  'IMPS-SSP-S-GROUP': relayed('GroupFeat'),
  'IMPS-SSP-S-GROUPADM': relayed('GroupFeat'),
  'IMPS-SSP-S-CONTENT': ({ relays }, has) => relays && has('INVIT') && has('CAINV'),
  'IMPS-SSPT-S-SHARED': relayed(),
  'IMPS-SSPT-S-RETRY': relayed(),
  'IMPS-CSP-S-OFFLINE': ({ profile }, has) => has('IMFeat') && profile.messaging.storeAndForward,
};

/** The methods of communication initiation behind an item of the transport. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  'IMPS-CSPT-S-CIR': ['STCP', 'SUDP', 'SHTTP', 'WAPUDP'],
  'IMPS-CSPT-S-STCP': ['STCP'],
  'IMPS-CSPT-S-SUDP': ['SUDP'],
  'IMPS-CSPT-S-SHTTP': ['SHTTP'],
  'IMPS-CSPT-S-WAPPUSH': ['WAPUDP'],
  'IMPS-CSPT-S-SSMS': ['SSMS'],
};

/** Items of communication initiation of which every method fits. */
export function itemsOfCir(fits: (method: string) => boolean): readonly string[] {
  return Object.entries(METHODS).flatMap(([item, methods]) => (methods.every(fits) ? [item] : []));
}

/** A server made once to be asked what it offers; nothing listens. */
export function offeredBy(options: ServerOptions): Offered {
  const primitives = new Set<string>();
  let rules: AccessRules | undefined;
  const server = createServer({
    ...options,
    // The number belongs to the server that runs.
    sms: undefined,
    hooks: {
      rules(given) {
        rules = given;
        return given;
      },
      handler(primitive, handler) {
        primitives.add(primitive);
        return handler;
      },
    },
  });
  return {
    profile: server.profile,
    primitives,
    cir: options.cir !== undefined,
    sms: options.sms !== undefined,
    relays: server.relay !== undefined,
    functions(version) {
      const offer = rules?.offer(version, undefined);
      return new Set<string>([...(offer?.leaves ?? []), ...(offer?.features ?? [])]);
    },
  };
}

/** The optional items a conforming server of these options claims, version by version. Its hooks are not looked at. */
export function claimsOf(catalogue: Catalogue, options: ServerOptions): Claim[] {
  const offered = offeredBy({ ...options, profile: options.profile ?? serverProfile() });
  const claims: Claim[] = [];
  for (const item of catalogue.items) {
    if (item.role !== 'server') continue;
    const versions = offered.profile.versions.filter((v) => item.status[v] === 'O' && offers(item, v, offered));
    if (versions.length > 0) claims.push({ item: item.id, versions });
  }
  return claims;
}

function offers(item: Item, version: Version, offered: Offered): boolean {
  const functions = offered.functions(version);
  const has = (code: string) => functions.has(code);
  const feature = FEATURES[item.id];
  if (feature !== undefined) return has(feature);
  const other = OTHERS[item.id];
  if (other !== undefined) return other(offered, has);
  if (item.functionCodes.length > 0) return item.functionCodes.every(has);
  if (item.table === 'pa') return has('UPDPR');
  const methods = METHODS[item.id];
  if (methods !== undefined)
    return offered.cir && methods.some((m) => offered.profile.capability.cir.methods.includes(m));
  if (item.table !== 'csp-server') return false;
  const requests = item.primitives.filter((p) => offered.primitives.has(p));
  return requests.length > 0;
}

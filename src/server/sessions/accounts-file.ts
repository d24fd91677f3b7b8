/** The accounts file of `impsc serve`: YAML, checked key by key, with the line of whatever is wrong. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { isServiceLeaf, SERVICE_TREE } from '../../protocol/facts/service-tree.ts';
import type { ServiceName } from '../access-profile.ts';
import { canonicalUser, domainOf, type NewAccount, type PublicData } from './accounts.ts';

/** Everything wrong in an accounts file, one `file:line:column: what` each. */
export class AccountsFileError extends Error {
  override readonly name = 'AccountsFileError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

export interface AccountsFile {
  /** Home domains, when the file names them. */
  readonly homeDomains: readonly string[] | undefined;
  readonly accounts: readonly NewAccount[];
  readonly interworking: Interworking;
}

/** The other domains of an accounts file; see docs/interworking.md. */
export interface Interworking {
  /** Addresses of neighbours. */
  readonly peers: Readonly<Record<string, string>>;
  /** Neighbours through which other domains are reached. */
  readonly routes: Readonly<Record<string, string>>;
  readonly relays: boolean;
  /** Look up domains that stand in no table. */
  readonly lookup: boolean;
  /** The domain that provides groups for the users of this one. */
  readonly groupsFrom: string | undefined;
  /** Domains for whose users groups are provided here. */
  readonly groupsFor: readonly string[];
}

const ROOT_KEYS = [
  'homeDomains',
  'accounts',
  'peers',
  'routes',
  'relays',
  'lookup',
  'groupsFrom',
  'groupsFor',
] as const;

const PUBLIC_KEYS = ['firstName', 'lastName', 'emailAddress', 'alias', 'mobileNumber'] as const;
const ACCOUNT_KEYS = ['user', 'password', 'barred', 'unfunded', 'withheld', 'publicData'] as const;
const FEATURES: readonly string[] = SERVICE_TREE['1.3'].map((feature) => feature.name);

function isServiceName(name: string): name is ServiceName {
  return FEATURES.includes(name) || isServiceLeaf(name);
}

type Report = (node: unknown, message: string) => void;

function offsetOf(node: unknown): number {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range?.[0] ?? 0;
}

/** The entries of a map by key; unknown and doubled keys are reported. */
function entriesOf(
  node: unknown,
  what: string,
  keys: readonly string[],
  report: Report,
): ReadonlyMap<string, Node | null> | undefined {
  if (!isMap(node)) {
    report(node, `${what} must be a map with the keys ${keys.join(', ')}`);
    return undefined;
  }
  const entries = new Map<string, Node | null>();
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    if (!keys.includes(key)) report(pair.key, `unknown key '${key}' in ${what}; known: ${keys.join(', ')}`);
    else entries.set(key, pair.value as Node | null);
  }
  return entries;
}

function textOf(node: unknown, what: string, report: Report): string | undefined {
  if (isScalar(node) && (typeof node.value === 'string' || typeof node.value === 'number')) {
    // The source, not the value: a password 007 is not the number 7.
    return typeof node.value === 'number' ? (node.source ?? String(node.value)) : node.value;
  }
  report(node, `${what} must be text`);
  return undefined;
}

function listOf(node: unknown, what: string, report: Report): readonly unknown[] {
  if (isSeq(node)) return node.items;
  report(node, `${what} must be a list`);
  return [];
}

function publicDataOf(node: unknown, report: Report): PublicData {
  const entries = entriesOf(node, 'publicData', PUBLIC_KEYS, report);
  const data: Record<string, string> = {};
  for (const [key, value] of entries ?? []) {
    const text = textOf(value, `publicData.${key}`, report);
    if (text !== undefined) data[key] = text;
  }
  return data;
}

function withheldOf(node: unknown, report: Report): ServiceName[] {
  const names: ServiceName[] = [];
  for (const item of listOf(node, 'withheld', report)) {
    const name = textOf(item, 'an entry of withheld', report);
    if (name === undefined) continue;
    if (isServiceName(name)) names.push(name);
    else report(item, `'${name}' is no code of the service tree (GETWL, CREAG, ...) and no feature (GroupFeat, ...)`);
  }
  return names;
}

function accountOf(node: unknown, report: Report): NewAccount | undefined {
  const entries = entriesOf(node, 'an account', ACCOUNT_KEYS, report);
  if (entries === undefined) return undefined;
  const user = entries.has('user') ? textOf(entries.get('user'), 'user', report) : undefined;
  const password = entries.has('password') ? textOf(entries.get('password'), 'password', report) : undefined;
  if (!entries.has('user')) report(node, 'an account needs a user: a name, or wv:name@domain');
  if (!entries.has('password')) report(node, 'an account needs a password');
  const flag = (key: string) => {
    const node = entries.get(key);
    const value = isScalar(node) && typeof node.value === 'boolean' ? node.value : undefined;
    if (entries.has(key) && value === undefined) report(node, `${key} must be true or false`);
    return value ?? false;
  };
  const [barred, unfunded] = [flag('barred'), flag('unfunded')];
  const withheld = entries.has('withheld') ? withheldOf(entries.get('withheld'), report) : [];
  const publicData = entries.has('publicData') ? publicDataOf(entries.get('publicData'), report) : {};
  if (user === undefined || password === undefined) return undefined;
  return { user, password, barred, unfunded, withheld, publicData };
}

function interworkingOf(root: ReadonlyMap<string, Node | null>, report: Report): Interworking {
  const table = (key: string, isValue: (text: string) => boolean, what: string) => {
    const found: Record<string, string> = {};
    const node = root.get(key);
    if (node !== undefined && !isMap(node)) report(node, `${key} must be a map of domains`);
    for (const pair of isMap(node) ? node.items : []) {
      const text = textOf(pair.value, `${key}.${String(pair.key)}`, report);
      if (text !== undefined && !isValue(text)) report(pair.value, `'${text}' is ${what}`);
      else if (text !== undefined) found[String(pair.key).toLowerCase()] = text;
    }
    return found;
  };
  const flag = (key: string) => {
    const node = root.get(key);
    const value = isScalar(node) && typeof node.value === 'boolean' ? node.value : undefined;
    if (node !== undefined && value === undefined) report(node, `${key} must be true or false`);
    return value ?? false;
  };
  const domains = (key: string) =>
    root.has(key)
      ? listOf(root.get(key), key, report).flatMap((item) => textOf(item, `an entry of ${key}`, report) ?? [])
      : [];
  const isUrl = (text: string) => /^https?:\/\//i.test(text) && URL.canParse(text);
  const peers = table('peers', isUrl, 'no address; write http://host:port/');
  const isPeer = (text: string) => Object.hasOwn(peers, text.toLowerCase());
  return {
    peers,
    routes: table('routes', isPeer, 'no domain of peers'),
    relays: flag('relays'),
    lookup: flag('lookup'),
    groupsFrom: root.has('groupsFrom')
      ? textOf(root.get('groupsFrom'), 'groupsFrom', report)?.toLowerCase()
      : undefined,
    groupsFor: domains('groupsFor').map((domain) => domain.toLowerCase()),
  };
}

/**
 * Reads an accounts file:
 *
 *     homeDomains: [example.com]      # optional
 *     peers: { beta.example: http://127.0.0.1:8081/ }         # optional, as all about other domains
 *     accounts:
 *       - user: alice                 # or wv:alice@example.com
 *         password: secret
 *         barred: false               # optional, as all below
 *         unfunded: false             # true: no credit for messages
 *         withheld: [GroupFeat, GETWL]
 *         publicData: { firstName: Alice, emailAddress: alice@example.com }
 *
 * `file` is the name used in messages; `homeDomains` are those of the profile, used where the file names none.
 * @throws AccountsFileError with every problem found.
 */
export function readAccounts(text: string, file: string, homeDomains: readonly string[]): AccountsFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: string[] = [];
  const at = (offset: number, message: string) => {
    const { line, col } = lines.linePos(offset);
    problems.push(`${file}:${line}:${col}: ${message}`);
  };
  const report: Report = (node, message) => at(offsetOf(node), message);
  for (const error of document.errors) at(error.pos[0], `not valid YAML: ${error.message}`);
  if (problems.length > 0) throw new AccountsFileError(problems);

  const root = entriesOf(document.contents, 'the accounts file', ROOT_KEYS, report);
  let domains: string[] | undefined;
  if (root?.has('homeDomains') === true) {
    domains = listOf(root.get('homeDomains'), 'homeDomains', report)
      .map((item) => textOf(item, 'an entry of homeDomains', report)?.toLowerCase())
      .filter((domain) => domain !== undefined);
    if (domains.length === 0) report(root.get('homeDomains'), 'homeDomains needs at least one domain');
  }
  const served = domains ?? homeDomains.map((domain) => domain.toLowerCase());
  const accounts: NewAccount[] = [];
  const seen = new Map<string, number>();
  if (root !== undefined && !root.has('accounts')) report(document.contents, "the key 'accounts' is missing");
  for (const item of root?.has('accounts') === true ? listOf(root.get('accounts'), 'accounts', report) : []) {
    const account = accountOf(item, report);
    if (account === undefined) continue;
    const user = canonicalUser(account.user, served[0] ?? '');
    if (user === undefined) {
      report(item, `'${account.user}' is not a user address; write a name or wv:name@domain`);
      continue;
    }
    if (!served.includes(domainOf(user))) {
      report(item, `the domain of '${account.user}' is not served here; served: ${served.join(', ')}`);
      continue;
    }
    const first = seen.get(user);
    if (first !== undefined) report(item, `'${account.user}' stands twice; first in line ${first}`);
    else seen.set(user, lines.linePos(offsetOf(item)).line);
    accounts.push(account);
  }
  const interworking = interworkingOf(root ?? new Map(), report);
  if (problems.length > 0) throw new AccountsFileError(problems);
  return { homeDomains: domains, accounts, interworking };
}
